import { unknownOfBinding } from "../../../addresses/schema-registry.ts";
import type { AvroMapping } from "../../../avro/shape.ts";
import type { DocumentNode } from "../../document/node.ts";
import type { Expression, JsonValue, Message, Schema } from "../../model/index.ts";
import type { MessageShape } from "../expressions/check-expression.ts";
import { bodyOf, checkBody, isReadable } from "../expressions/content-type.ts";
import { parseExpression } from "../expressions/expression.ts";
import { followPath } from "../expressions/follow-path.ts";
import type { Lowering } from "../lowering.ts";
import { keyOf, memberName } from "../names/index.ts";
import type { MessageDraft } from "../outline/draft.ts";
import { defined } from "../reading/defined.ts";
import { child, entriesOf, text } from "../reading/fields.ts";
import { MergedNode } from "../reading/merged-node.ts";
import { notes } from "../reading/notes.ts";
import { conjunctsOf, typesIn } from "../reading/schema-nodes.ts";
import { sourceOf } from "../reading/source.ts";
import { type AvroSchema, dialectOf, exampleFaults, isAvro } from "../schemas/index.ts";
import { readFormats } from "../x-boost/formats.ts";
import { lowerMessageOptions, wantsUnknownPayload } from "../x-boost/message-options.ts";
import { readRegistry } from "../x-boost/registry.ts";
import { lowerBindings } from "./binding.ts";
import { keySchemaOf } from "./key-schema.ts";

/** A schema, and the format that it says it has. */
interface SchemaNode {
  readonly node: DocumentNode;
  readonly format: string | undefined;
  /** For complaints about the format. */
  readonly formatNode: DocumentNode;
  /** Of a schema in Avro, whose JSON Schema is `node`. */
  readonly avro?: AvroSchema;
}

function schemaAt(draft: MessageDraft, key: "payload" | "headers", lowering: Lowering): SchemaNode | undefined {
  const found = writtenAt(draft, key, lowering.major);
  if (found?.format === undefined || !isAvro(found.format)) return found;
  const target = found.node.resolve();
  const bare = child(target, "schemaFormat") === undefined ? target : (target.get("schema") ?? target);
  const avro = lowering.avro.at(bare, lowering.avroMappings.get(draft.id) ?? {});
  return { node: avro.node, format: undefined, formatNode: found.formatNode, avro };
}

/** 2.x has `schemaFormat` beside the payload; since 3.0 payload and headers may be a schema or `{ schemaFormat, schema }`. */
function writtenAt({ fields }: MessageDraft, key: "payload" | "headers", major: 2 | 3): SchemaNode | undefined {
  const node = fields.unresolved(key);
  if (node === undefined) return undefined;
  const beside = major === 2 && key === "payload" ? fields.get("schemaFormat") : undefined;
  if (beside !== undefined) return { node, format: text(beside), formatNode: beside };
  const inside = major === 3 ? child(node.resolve(), "schemaFormat") : undefined;
  const schema = inside === undefined ? undefined : node.resolve().get("schema");
  if (inside === undefined || schema === undefined) return { node, format: undefined, formatNode: node };
  // A component keeps its name; what it is wrapped in is taken off when it is read.
  return { node: node.reference === undefined ? schema : node, format: text(inside), formatNode: inside };
}

/** What expressions can find in the message. */
export function shapeOf(draft: MessageDraft, lowering: Lowering): MessageShape {
  return {
    name: draft.wanted,
    payload: unwrapped(schemaAt(draft, "payload", lowering)),
    headers: unwrapped(schemaAt(draft, "headers", lowering)),
  };
}

function unwrapped(schema: SchemaNode | undefined): DocumentNode | undefined {
  const node = schema?.node.resolve();
  return (schema?.format === undefined ? undefined : child(node, "schema")) ?? node;
}

/** `undefined` for a message that cannot be compiled; the reason is reported. @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#messageObject */
export function lowerMessage(draft: MessageDraft, name: string, defaultContentType: string, lowering: Lowering): Message | undefined {
  const { fields, node } = draft;
  const { sink } = lowering;
  const options = fields.get("x-boost");
  const isUnknown = wantsUnknownPayload(options, lowering);
  const avro = isUnknown ? undefined : schemaAt(draft, "payload", lowering)?.avro;
  const contentType =
    text(fields.get("contentType")) ?? (avro === undefined || /avro/i.test(defaultContentType) ? defaultContentType : avroType);
  if (avro === undefined && !isReadable(contentType)) {
    sink.report("message-unsupported", fields.get("contentType") ?? node, { message: name, what: `the content type \`${contentType}\`` });
    return undefined;
  }
  const payload = isUnknown ? ({ kind: "any" } as const) : lowerPayload(draft, name, lowering);
  if (payload === undefined) return undefined;
  const shape = { ...shapeOf(draft, lowering), name };
  if (avro === undefined && shape.payload !== undefined && payload.kind !== "any")
    checkBody(shape.payload, { message: name, contentType }, sink);
  if (!isUnknown) checkAvroExamples(draft, lowering);
  const key = keySchemaOf(draft, lowering);
  const elsewhere = key === undefined ? [] : ["key"];
  const binding = lowerBindings(fields.get("bindings"), { of: "message", protocols: new Set(), elsewhere }, lowering);
  reportUnknownIds(name, binding, fields.get("bindings") ?? node, lowering);
  const registry = readRegistry(options, "message", lowering);
  const mapping = lowering.avroMappings.get(draft.id);
  const headers = lowerHeaders(draft, name, lowering);
  const correlationId = locationIn(child(fields.get("correlationId"), "location"), shape, lowering);
  const remark = text(child(fields.get("correlationId"), "description"));
  return {
    kind: "message",
    id: draft.id,
    name,
    member: memberName(name),
    ...notes(fields),
    ...(remark === undefined ? {} : { remarks: [`Correlation id: ${remark}`] }),
    contentType,
    body: avro === undefined ? bodyOf(contentType) : "json",
    payload,
    ...defined({ wire: wireOf(avro, mapping), keyWire: wireOf(key, mapping) }),
    ...(headers === undefined ? {} : { headers }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...lowerMessageOptions(options, shape, lowering),
    ...readFormats(options, "message", lowering),
    ...(registry === undefined ? {} : { registry }),
    examples: examplesOf(fields.get("examples")),
    ...(binding === undefined ? {} : { binding }),
    pointer: node.pointer,
    ...sourceOf(node, lowering.document),
  };
}

/** Those of JSON were checked with the document. How Avro's values are written is our own choice, so a wrong one makes no document invalid. */
function checkAvroExamples(draft: MessageDraft, lowering: Lowering): void {
  for (const key of ["payload", "headers"] as const) {
    const schema = schemaAt(draft, key, lowering);
    if (schema?.avro === undefined) continue;
    for (const item of draft.fields.get("examples")?.items() ?? []) {
      const value = item.resolve().get(key);
      for (const { at, reason } of value === undefined ? [] : exampleFaults(value, schema.node))
        lowering.sink.report("example-doubtful", at, { what: "The example", reason });
    }
  }
}

/** How a serializer that nobody here knows writes its ids is not guessed. */
function reportUnknownIds(message: string, binding: Message["binding"], node: DocumentNode, { sink }: Lowering): void {
  for (const field of binding?.protocols.includes("kafka") ? unknownOfBinding(binding.value) : [])
    sink.report("registry-binding", node, { message, field, value: JSON.stringify(binding?.value[field]) });
}

/** What Avro's bodies are called where the message does not say. */
const avroType = "avro/binary";

function wireOf(avro: AvroSchema | undefined, { long }: AvroMapping = {}): Message["wire"] {
  return avro === undefined ? undefined : { format: "avro", schema: avro.text, ...(long === "string" ? { long } : {}) };
}

function lowerPayload(draft: MessageDraft, name: string, lowering: Lowering): Schema | undefined {
  const { sink, schemas } = lowering;
  const payload = schemaAt(draft, "payload", lowering);
  if (payload === undefined) return { kind: "any" };
  const dialect = payload.format === undefined ? "asyncapi" : dialectOf(payload.format);
  if (dialect !== undefined) return schemas.lower(payload.node, [name], dialect);
  sink.report("payload-format", payload.formatNode, { message: name, what: "payload", format: payload.format ?? "" });
  return undefined;
}

function lowerHeaders(draft: MessageDraft, name: string, lowering: Lowering): Schema | undefined {
  const { sink, schemas } = lowering;
  const headers = schemaAt(draft, "headers", lowering);
  if (headers === undefined) return undefined;
  const dialect = headers.format === undefined ? "asyncapi" : dialectOf(headers.format);
  if (dialect === undefined) {
    sink.report("payload-format", headers.formatNode, { message: name, what: "headers", format: headers.format ?? "" });
    return undefined;
  }
  const types = conjunctsOf(unwrapped(headers) ?? headers.node).flatMap((part) => typesIn(part) ?? []);
  const wrong = types.find((allowed) => !allowed.has("object"));
  if (wrong !== undefined) sink.report("headers-impossible", headers.node, { message: name, type: [...wrong].join(" or ") });
  return schemas.lower(headers.node, headersPath(headers.node, name), dialect);
}

/** Headers that several messages take from one trait as they are carry the trait's name, since none of the messages owns them. */
function headersPath(node: DocumentNode, message: string): readonly string[] {
  const trait =
    node instanceof MergedNode ? undefined : /^\/components\/messageTraits\/([^/]+)\/headers(?:\/schema)?$/.exec(node.pointer)?.[1];
  if (trait === undefined) return [message, "Headers"];
  const key = keyOf(trait);
  return /headers$/i.test(key) ? [key] : [key, "Headers"];
}

/** Of a correlation id, a parameter or a reply: where in the message it lies. @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#runtimeExpression */
export function locationIn(node: DocumentNode | undefined, shape: MessageShape | undefined, { sink }: Lowering): Expression | undefined {
  const location = text(node);
  if (node === undefined || location === undefined) return undefined;
  const expression = parseExpression(location);
  if (expression === undefined || (expression.kind !== "payload" && expression.kind !== "header")) {
    sink.report("location-unsupported", node, { location });
    return undefined;
  }
  const root = expression.kind === "payload" ? shape?.payload : shape?.headers;
  if (shape !== undefined && root !== undefined && followPath([root], expression.path).kind === "impossible")
    sink.report("location-missing", node, { location, message: shape.name });
  return expression;
}

function examplesOf(node: DocumentNode | undefined): Message["examples"] {
  return (node?.kind === "array" ? node.items() : []).map((item) => {
    const example = item.resolve();
    const name = text(child(example, "name"));
    const summary = text(child(example, "summary"));
    const payload = valueAt(example, "payload");
    const headers = valueAt(example, "headers");
    return {
      ...(name === undefined ? {} : { name }),
      ...(summary === undefined ? {} : { summary }),
      ...(payload === undefined ? {} : { payload }),
      ...(headers === undefined ? {} : { headers }),
    };
  });
}

function valueAt(example: DocumentNode, key: string): JsonValue | undefined {
  return entriesOf(example)
    .find(([name]) => name === key)?.[1]
    .resolve().value;
}
