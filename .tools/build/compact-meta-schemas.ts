import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Generator, installed } from "./generator.ts";
import { root } from "./root.ts";

const versions = ["2.0.0", "2.1.0", "2.2.0", "2.3.0", "2.4.0", "2.5.0", "2.6.0", "3.0.0", "3.1.0"];

/**
 * AsyncAPI's JSON Schemas as small texts (30 to 90 KB; as compiled code they were 200 to 590 KB each): without annotations, and with every `$ref`
 * as a pointer inside the same text. Each version is a module of its own, because a document has only one.
 */
export const compactMetaSchemas: Generator = {
  name: "meta-schemas",
  folder: "src/compiler/document/meta-schemas",
  inputs: async () => [...versions.map(schemaPath), ".tools/build/compact-meta-schemas.ts"],
  generate: async () => {
    const files = new Map<string, string>();
    for (const version of versions)
      files.set(
        `${version}.generated.ts`,
        `/** The JSON Schema of AsyncAPI ${version}. */\nexport const text: string =\n  ${JSON.stringify(await compact(version))};\n`,
      );
    files.set("index.generated.ts", index());
    return files;
  },
};

function schemaPath(version: string): string {
  return installed(`@asyncapi/specs/schemas/${version}.json`);
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
interface BundledSchema {
  readonly [key: string]: Json;
  readonly $id: string;
  /** By `$id`: parts such as `http://asyncapi.com/definitions/3.0.0/channel.json`, bindings, and draft-07 itself. */
  readonly definitions: { readonly [id: string]: Json };
}

async function compact(version: string): Promise<string> {
  const { definitions, ...document }: BundledSchema = JSON.parse(await readFile(join(root, schemaPath(version)), "utf8"));
  const pointers = new Map(Object.keys(definitions).map((id) => [id, `#/definitions/${escapeToken(shortName(id))}`]));
  const parts = Object.entries(definitions).map(([id, part]) => {
    const name = shortName(id);
    return [name, ownReading.has(name) ? {} : schemaWithoutAnnotations(part, withReferences(pointers, id))] as const;
  });
  return JSON.stringify({
    ...asObject(schemaWithoutAnnotations(document, withReferences(pointers, ""))),
    definitions: Object.fromEntries(parts.map(([name, part]) => [name, version.startsWith("3.") ? resolvedPart(name, part) : part])),
  });
}

/** Schemas of other languages, which their own readers know better: these say "must match one of" where a name is missing. */
const ownReading: ReadonlySet<string> = new Set(["avroSchema_v1"]);

/** `channel`, `bindings/kafka/0.5.0/channel`, `draft-07`. */
function shortName(id: string): string {
  return id
    .replace(/^http:\/\/asyncapi\.com\/definitions\/[^/]+\//, "")
    .replace(/^http:\/\/asyncapi\.com\//, "")
    .replace(/^http:\/\/json-schema\.org\/(draft-\d+)\/schema$/, "$1")
    .replace(/\.json$/, "");
}

function escapeToken(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}

function withReferences(pointers: ReadonlyMap<string, string>, base: string): (reference: string) => string {
  return (reference) => {
    const [id = "", fragment = ""] = reference.split("#");
    const pointer = id === "" ? (base === "" ? "#" : pointers.get(base)) : pointers.get(id);
    if (pointer === undefined) throw new Error(`${base}: nothing has the $id ${id}.`);
    return pointer + fragment;
  };
}

/** Keywords of draft-07 that hold schemas, by how they hold them; what is in none of the lists is a value. */
const one = new Set(["additionalItems", "additionalProperties", "contains", "propertyNames", "not", "if", "then", "else"]);
const list = new Set(["allOf", "anyOf", "oneOf"]);
const map = new Set(["properties", "patternProperties", "definitions", "dependencies"]);
const values = new Set([
  "type",
  "enum",
  "const",
  "multipleOf",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minLength",
  "maxLength",
  "pattern",
  "format",
  "minItems",
  "maxItems",
  "uniqueItems",
  "minProperties",
  "maxProperties",
  "required",
]);

function schemaWithoutAnnotations(schema: Json, reference: (text: string) => string): Json {
  if (Array.isArray(schema)) return schema.map((item) => schemaWithoutAnnotations(item, reference));
  if (typeof schema !== "object" || schema === null) return schema;
  const object = asObject(schema);
  if (typeof object["$ref"] === "string") return { $ref: reference(object["$ref"]) };
  const kept = Object.entries(object).flatMap(([keyword, value]): (readonly [string, Json])[] => {
    if (one.has(keyword) || list.has(keyword) || keyword === "items") return [[keyword, schemaWithoutAnnotations(value, reference)]];
    if (map.has(keyword))
      return [
        [
          keyword,
          Object.fromEntries(Object.entries(asObject(value)).map(([name, part]) => [name, schemaWithoutAnnotations(part, reference)])),
        ],
      ];
    return values.has(keyword) ? [[keyword, value]] : [];
  });
  return Object.fromEntries(kept);
}

/** Where 3.x wants a reference and nothing else, the schema says only that; validation follows references, so it must say what they lead to as well. */
function resolvedPart(name: string, part: Json): Json {
  const targets = {
    channel: { servers: "server" },
    operation: { channel: "channel", messages: "messageObject" },
    operationReply: { channel: "channel", messages: "messageObject" },
  }[name];
  if (targets === undefined) return part;
  const object = asObject(part);
  const properties = { ...asObject(object["properties"] ?? {}) };
  for (const [property, target] of Object.entries(targets)) {
    const old = asObject(properties[property] ?? {});
    const reference = { oneOf: [{ $ref: "#/definitions/Reference" }, { $ref: `#/definitions/${target}` }] };
    properties[property] = "items" in old ? { ...old, items: reference } : reference;
  }
  return { ...object, properties };
}

function asObject(value: Json): { readonly [key: string]: Json } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`Not an object: ${JSON.stringify(value)}`);
  return value as { readonly [key: string]: Json };
}

function index(): string {
  return `/** By version of AsyncAPI; loads the schema of that version only. */
export const metaSchemas = {
${versions.map((version) => `  "${version}": (): Promise<{ readonly text: string }> => import("./${version}.generated.ts"),`).join("\n")}
} as const;
`;
}
