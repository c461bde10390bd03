import type { DocumentNode } from "../document/node.ts";
import type { JsonValue, Message, Schema } from "../model/index.ts";
import { lowerBindings } from "./binding.ts";
import type { MessageDraft } from "./draft.ts";
import { type MessageShape, parseExpression } from "./expression.ts";
import { child, entriesOf, fieldsOf, notes, text } from "./fields.ts";
import type { Lowering } from "./lowering.ts";
import { keyOf } from "./names.ts";
import { dialectOf } from "./schemas/index.ts";
import { lowerMessageOptions } from "./x-boost.ts";

/** Component key, else `name`, else the way that leads to it: `path`. */
export function messageDraft(reference: DocumentNode, path: string, major: 2 | 3): MessageDraft {
  const node = reference.resolve();
  const fields = fieldsOf(node, major);
  const component = /^\/components\/messages\/[^/]+$/.test(node.pointer) ? keyOf(node.pointer) : undefined;
  return { id: node.id, wanted: component ?? text(fields.get("name")) ?? path, node, fields };
}

/** The two fields that a payload may stand in since 3.0, with its format. */
interface PayloadNode {
  readonly schema: DocumentNode | undefined;
  readonly format: string | undefined;
}

function payloadOf({ fields }: MessageDraft, major: 2 | 3): PayloadNode {
  const [payload] = fields.all("payload");
  const target = payload?.resolve();
  const format = major === 2 ? text(fields.get("schemaFormat")) : text(child(target, "schemaFormat"));
  const inner = major === 3 && target?.kind === "object" && target.get("schemaFormat") !== undefined ? target.get("schema") : payload;
  return { schema: inner, format };
}

export function shapeOf(draft: MessageDraft, major: 2 | 3): MessageShape {
  const { schema } = payloadOf(draft, major);
  return { name: draft.wanted, payload: schema?.resolve(), headers: draft.fields.all("headers").map((node) => node.resolve()) };
}

/** Content types that are JSON, text or bytes; the runtime has the same list. */
export function isReadable(contentType: string): boolean {
  const [type = ""] = contentType.toLowerCase().split(";");
  return /^(?:application\/json|[a-z0-9.+-]+\/[a-z0-9.+-]+\+json|text\/[a-z0-9.+-]+|application\/octet-stream)$/.test(type.trim());
}

/** `undefined` for a message that cannot be compiled; the reason is reported. @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#messageObject */
export function lowerMessage(
  draft: MessageDraft,
  name: string,
  member: string,
  lowering: Lowering,
  defaultContentType: string,
): Message | undefined {
  const { fields, node } = draft;
  const { sink, schemas, major } = lowering;
  const contentType = text(fields.get("contentType")) ?? defaultContentType;
  if (!isReadable(contentType)) {
    sink.report("message-unsupported", fields.get("contentType") ?? node, {
      message: draft.wanted,
      what: `the content type \`${contentType}\``,
    });
    return undefined;
  }
  const { schema, format } = payloadOf(draft, major);
  const dialect = format === undefined ? "asyncapi" : dialectOf(format);
  if (dialect === undefined) {
    sink.report("payload-format", fields.get("schemaFormat") ?? fields.get("payload") ?? node, {
      message: draft.wanted,
      format: format ?? "",
    });
    return undefined;
  }
  const correlation = text(child(fields.get("correlationId"), "location"));
  const correlationId = correlation === undefined ? undefined : parseExpression(correlation);
  const binding = lowerBindings(fields.get("bindings"), [], lowering);
  const headers = headersOf(draft, name, lowering);
  return {
    kind: "message",
    id: draft.id,
    name,
    member,
    ...notes(fields),
    contentType,
    payload: schema === undefined ? { kind: "any" } : schemas.lower(schema, [name], dialect),
    ...(headers === undefined ? {} : { headers }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...lowerMessageOptions(child(node, "x-boost"), shapeOf(draft, major), lowering),
    examples: examplesOf(fields.get("examples")),
    ...(binding === undefined ? {} : { binding }),
    pointer: node.pointer,
  };
}

/** Header schemas of a message and its traits are merged in depth, so every one of them holds. */
function headersOf({ fields }: MessageDraft, name: string, { schemas }: Lowering): Schema | undefined {
  const nodes = fields
    .all("headers")
    .map((node) =>
      node.resolve().kind === "object" && node.resolve().get("schemaFormat") !== undefined ? (node.resolve().get("schema") ?? node) : node,
    );
  const [first] = nodes;
  if (first === undefined) return undefined;
  if (nodes.length === 1) return schemas.lower(first, [name, "Headers"]);
  return {
    kind: "allOf",
    members: nodes.map((node, index) => schemas.lower(node, [name, "Headers", ...(index === 0 ? [] : [`trait ${index}`])])),
  };
}

function examplesOf(node: DocumentNode | undefined): Message["examples"] {
  return (node?.kind === "array" ? node.items() : []).map((item) => {
    const example = item.resolve();
    const name = text(child(example, "name"));
    const payload = valueAt(example, "payload");
    const headers = valueAt(example, "headers");
    return {
      ...(name === undefined ? {} : { name }),
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
