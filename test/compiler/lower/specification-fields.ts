import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);
const folder = join(dirname(require.resolve("@asyncapi/specs/package.json")), "schemas");

export const versions = ["2.0", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "3.0", "3.1"] as const;

/** Object of the specification → its fields → the versions that have them. A field of an object written inside another is `flows.implicit`; `{name}` is any key. */
export type SpecificationFields = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

type Json = { readonly [key: string]: unknown };

/** Read from the JSON Schemas of the specification itself. Other protocols' bindings are one field each, and draft-07 and Avro are specifications of their own. */
export function specificationFields(): SpecificationFields {
  const objects = new Map<string, Map<string, Set<string>>>();
  for (const version of versions) {
    const schema = JSON.parse(readFileSync(join(folder, `${version}.0.json`), "utf8")) as Json;
    const parts = Object.entries(recordOf(schema["definitions"])).flatMap(([id, definition]) => {
      const name = nameOf(id);
      return name === undefined ? [] : [[name, recordOf(definition)] as const];
    });
    for (const [name, definition] of [["root", schema] as const, ...parts]) {
      const fields = objects.get(name) ?? new Map<string, Set<string>>();
      for (const field of fieldsIn(definition)) fields.set(field, (fields.get(field) ?? new Set()).add(version));
      if (fields.size > 0) objects.set(name, fields);
    }
  }
  return objects;
}

/** `…/definitions/3.0.0/server.json` → `server`, `…/bindings/kafka/0.5.0/channel.json` → `kafka channel`. */
function nameOf(id: string): string | undefined {
  const [, binding, part] = /\/bindings\/([^/]+)\/[^/]+\/([^/]+)\.json$/.exec(id) ?? [];
  if (binding !== undefined) return binding === "kafka" || binding === "amqp" || binding === "redis" ? `${binding} ${part}` : undefined;
  const name = /\/definitions\/[^/]+\/([^/]+)\.json$/.exec(id)?.[1];
  return name?.startsWith("avro") === true ? undefined : name;
}

/** What stands below these is an assertion about a schema, the settings of a topic, or another protocol's. */
const leaves: ReadonlySet<string> = new Set(["headers", "topicConfiguration"]);

function fieldsIn(schema: Json, owner = ""): readonly string[] {
  const own = Object.entries(recordOf(schema["properties"])).flatMap(([key, value]) => {
    const path = `${owner}${key}`;
    const isLeaf = leaves.has(key) || Object.hasOwn(recordOf(recordOf(value)["properties"]), "bindingVersion");
    return [path, ...(isLeaf ? [] : fieldsIn(recordOf(value), `${path}.`))];
  });
  const isMap = [schema["additionalProperties"], ...patternsOf(schema)].some((inner) => Object.keys(recordOf(inner)).length > 0);
  const nested = ["allOf", "oneOf", "anyOf", "if", "then", "else", "items"].flatMap((key) =>
    [schema[key]].flat().flatMap((member) => (member === undefined ? [] : fieldsIn(recordOf(member), owner))),
  );
  const named = isMap && owner === "" ? ["{name}"] : [];
  return [...own, ...named, ...nested];
}

/** Extensions may stand anywhere. */
function patternsOf(schema: Json): readonly unknown[] {
  return Object.entries(recordOf(schema["patternProperties"]))
    .filter(([pattern]) => !pattern.startsWith("^x-"))
    .map(([, inner]) => inner);
}

function recordOf(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
