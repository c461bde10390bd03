import { type AvroEnum, type AvroField, type AvroRecord, type AvroType, type AvroUnion, shortName } from "../../../../avro/schema.ts";
import { type AvroMapping, isNatural, wrapperOf } from "../../../../avro/shape.ts";
import { avroText } from "../../../../avro/text.ts";
import type { DocumentNode } from "../../../document/node.ts";
import { assertNever } from "../../../ground/assert-never.ts";
import { defaultText, meaningOf } from "./meaning.ts";
import { NotedNode } from "./noted-node.ts";
import { base64Pattern, clockPattern, datePattern, decimalPattern, fixedPattern, longPattern, uuidPattern } from "./texts.ts";
import { ViewNode, ViewReference } from "./view-node.ts";

type Type = AvroType<DocumentNode>;
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | DocumentNode };

/** Records and enums of a document, as JSON Schema. */
export interface AvroNamed {
  /** By their canonical text. */
  readonly nodes: Map<string, DocumentNode>;
  /** By the id of such a node. */
  readonly names: Map<string, string>;
}

/** An Avro schema as the JSON Schema of the values that a handler sees (`src/guide/formats.md`). */
export class AvroView {
  readonly #mapping: AvroMapping;
  readonly #shared: AvroNamed;
  /** What its views are told apart by from those of the same schema read with another mapping. */
  readonly #suffix: string;

  constructor(mapping: AvroMapping, shared: AvroNamed) {
    this.#mapping = mapping;
    this.#shared = shared;
    this.#suffix = mapping.long === "string" ? " with longs as text" : "";
  }

  /** `at`: where the type is used, which for a named one need not be where it is defined. */
  schema(type: Type, at: DocumentNode = type.source): DocumentNode {
    switch (type.kind) {
      case "record":
        return this.#use(type, at, () => this.#record(type));
      case "enum":
        return this.#use(type, at, () => ({ type: "string", enum: type.symbols, ...described(type.doc) }));
      case "union":
        return this.#node(at, this.#union(type));
      case "array":
        return this.#node(at, { type: "array", items: this.schema(type.items) });
      case "map":
        return this.#node(at, { type: "object", additionalProperties: this.schema(type.values) });
      case "null":
      case "boolean":
      case "string":
      case "bytes":
      case "fixed":
      case "int":
      case "long":
      case "float":
      case "double":
        return this.#node(at, plain(type, this.#mapping));
      default:
        return assertNever(type);
    }
  }

  /** Schemas of Avro repeat what they have in common, each in whole; what is the same is one type. */
  #use(type: AvroRecord<DocumentNode> | AvroEnum<DocumentNode>, at: DocumentNode, content: () => Json): DocumentNode {
    return new ViewReference(at, type.name, () => {
      const key = `${avroText(type)}${this.#suffix}`;
      const known = this.#shared.nodes.get(key);
      if (known !== undefined) return known;
      const made = this.#node(type.source, content, `${type.source.id}${this.#suffix}`);
      this.#shared.nodes.set(key, made);
      this.#shared.names.set(made.id, /^[A-Z]/.test(shortName(type.name)) ? type.name : shortName(type.name));
      return made;
    });
  }

  #record({ fields, doc }: AvroRecord<DocumentNode>): Json {
    return {
      type: "object",
      ...described(doc),
      required: fields.map(({ name }) => name),
      properties: Object.fromEntries(fields.map((field) => [field.name, this.#field(field)])),
      additionalProperties: false,
    };
  }

  #field({ type, doc, source, default: preset }: AvroField<DocumentNode>): DocumentNode {
    const schema = this.schema(type, (source.get("type") as DocumentNode | undefined) ?? source);
    const description = [doc, meaningOf(type), preset === undefined ? undefined : defaultText(type, preset.value)]
      .filter((text) => text !== undefined)
      .join("\n\n");
    return description === ""
      ? schema
      : new NotedNode(schema, this.#node(source, description, `${schema.id} is said`), preset !== undefined);
  }

  #union(type: AvroUnion<DocumentNode>): Json {
    const schemas = type.branches.map((branch) => {
      const schema = this.schema(branch);
      const key = isNatural(type, this.#mapping) ? undefined : wrapperOf(branch);
      if (key === undefined) return schema;
      return this.#node(
        branch.source,
        { type: "object", required: [key], properties: { [key]: schema }, additionalProperties: false },
        `${schema.id} as a branch`,
      );
    });
    const [only] = schemas;
    return only !== undefined && schemas.length === 1 ? { allOf: schemas as unknown as Json } : { anyOf: schemas as unknown as Json };
  }

  /** Nodes inside take the id of the whole, and the way to them. */
  #node(at: DocumentNode, json: Json | (() => Json), id = `${at.id} as JSON${this.#suffix}`): DocumentNode {
    return new ViewNode(at, id, () => {
      const value = typeof json === "function" ? json() : json;
      const inside = (key: string | number, part: Json | DocumentNode): DocumentNode =>
        isNode(part) ? part : this.#node(at, part, `${id}/${key}`);
      if (Array.isArray(value)) return value.map((item, index) => inside(index, item));
      if (typeof value !== "object" || value === null) return value as null | boolean | number | string;
      return new Map(Object.entries(value).map(([key, part]) => [key, inside(key, part as Json)]));
    });
  }
}

function isNode(part: Json | DocumentNode): part is DocumentNode {
  return part instanceof ViewNode || part instanceof ViewReference || part instanceof NotedNode;
}

function described(doc: string | undefined): { readonly description?: string } {
  return doc === undefined ? {} : { description: doc };
}

type Plain = Exclude<Type, { readonly kind: "record" | "enum" | "union" | "array" | "map" }>;

function plain(type: Plain, { long }: AvroMapping): Json {
  switch (type.kind) {
    case "null":
    case "boolean":
      return { type: type.kind };
    case "string":
      return { type: "string", ...(type.logical === undefined ? {} : { pattern: uuidPattern }) };
    case "int":
      if (type.logical !== undefined) return { type: "string", pattern: type.logical.kind === "date" ? datePattern : clockPattern };
      return { type: "integer", minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };
    case "long":
      if (type.logical !== undefined) return { type: "string", pattern: momentPattern(type.logical.kind) };
      if (long === "string") return { type: "string", pattern: longPattern };
      return { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
    case "float":
    case "double":
      return { type: "number" };
    case "bytes":
      return { type: "string", pattern: type.logical === undefined ? base64Pattern : decimalPattern(type.logical) };
    case "fixed":
      return fixed(type);
    default:
      return assertNever(type);
  }
}

function momentPattern(kind: string): string {
  if (kind === "time-micros") return clockPattern;
  const day = datePattern.slice(1, -1);
  const clock = clockPattern.slice(1, -1);
  return kind.startsWith("local-") ? `^${day}T${clock}$` : `^${day}T${clock}(?:Z|[+-]\\d{2}:\\d{2})$`;
}

function fixed({ logical, size }: Extract<Plain, { readonly kind: "fixed" }>): Json {
  if (logical?.kind === "uuid") return { type: "string", pattern: uuidPattern };
  if (logical?.kind === "decimal") return { type: "string", pattern: decimalPattern(logical) };
  if (logical?.kind === "duration") {
    const count = { type: "integer", minimum: 0, maximum: 2 ** 32 - 1 };
    return {
      type: "object",
      required: ["months", "days", "millis"],
      properties: { months: count, days: count, millis: count },
      additionalProperties: false,
    };
  }
  const length = 4 * Math.ceil(size / 3);
  return { type: "string", pattern: fixedPattern(size), minLength: length, maxLength: length };
}
