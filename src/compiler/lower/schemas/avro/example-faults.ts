import type { DocumentNode } from "../../../document/node.ts";
import { isFilledIn } from "./noted-node.ts";
import { wordsOf } from "./texts.ts";

/** Where an example is not a value of its schema, and why, as the end of a sentence. */
export interface ExampleFault {
  readonly at: DocumentNode;
  readonly reason: string;
}

/** Holds an example against the JSON Schema that stands for an Avro schema, which uses few keywords. A field with a default may be left out, as in what is published. */
export function exampleFaults(value: DocumentNode, schema: DocumentNode): readonly ExampleFault[] {
  return faults({ value: value.resolve(), name: "The payload" }, schema);
}

interface Named {
  readonly value: DocumentNode;
  readonly name: string;
}

function faults(example: Named, use: DocumentNode): readonly ExampleFault[] {
  const schema = use.resolve();
  const { value, name } = example;
  const branches = schema.get("anyOf")?.items();
  if (branches !== undefined) return faultsOfUnion(example, branches);
  const [only] = schema.get("allOf")?.items() ?? [];
  if (only !== undefined) return faults(example, only);
  const type = schema.get("type")?.value;
  // An Avro schema with a mistake, which was told.
  if (type === undefined) return [];
  const pattern = schema.get("pattern")?.value;
  const wanted = typeof pattern === "string" ? wordsOf(pattern) : kinds[String(type)];
  if (!hasType(value, type)) return [{ at: value, reason: `${name} must be ${wanted ?? String(type)}, not ${found(value)}` }];
  const wrongLength = faultsOfLength(example, schema);
  if (wrongLength.length > 0) return wrongLength;
  if (typeof pattern === "string" && !new RegExp(pattern).test(String(value.value)))
    return [{ at: value, reason: `${name} must be ${wanted}, not ${found(value)}` }];
  const symbols = schema.get("enum")?.value;
  if (Array.isArray(symbols) && !symbols.includes(value.value))
    return [{ at: value, reason: `${name} must be one of ${symbols.map((symbol) => `\`${symbol}\``).join(", ")}, not ${found(value)}` }];
  if (type === "integer") return faultsOfNumber(example, schema);
  if (type === "array") {
    const items = schema.get("items");
    return value
      .items()
      .flatMap((item, index) =>
        items === undefined ? [] : faults({ value: item.resolve(), name: `Item ${index + 1} of ${lower(name)}` }, items),
      );
  }
  return type === "object" ? faultsOfObject(example, schema) : [];
}

/** Those of the branch that was meant, where only one has the value's kind; of several, which name their branch, as well. */
function faultsOfUnion(example: Named, branches: readonly DocumentNode[]): readonly ExampleFault[] {
  const each = branches.map((branch) => faults(example, branch));
  if (each.some((found) => found.length === 0)) return [];
  const meant = branches.flatMap((branch, index) => (isMeant(example.value, branch.resolve()) ? [each[index] ?? []] : []));
  const [only] = meant;
  if (only !== undefined && meant.length === 1) return only;
  return [{ at: example.value, reason: `${example.name} is none of ${branches.map(nameOf).join(", ")}` }];
}

function isMeant(value: DocumentNode, branch: DocumentNode): boolean {
  if (!hasType(value, branch.get("type")?.value)) return false;
  if (value.kind !== "object" || branch.get("additionalProperties")?.value !== false) return true;
  const keys =
    branch
      .get("properties")
      ?.entries()
      .map(([key]) => key) ?? [];
  return value.entries().some(([key]) => keys.includes(key));
}

/** As a reader would write a value of the branch. */
function nameOf(branch: DocumentNode): string {
  const schema = branch.resolve();
  const [key, ...others] =
    schema
      .get("properties")
      ?.entries()
      .map(([name]) => name) ?? [];
  if (schema !== branch && branch.reference !== undefined) return `\`${branch.reference}\``;
  if (key !== undefined && others.length === 0) return `\`{ "${key}": … }\``;
  const pattern = schema.get("pattern")?.value;
  const type = String(schema.get("type")?.value);
  return (typeof pattern === "string" ? wordsOf(pattern) : kinds[type]) ?? type;
}

function faultsOfNumber({ value, name }: Named, schema: DocumentNode): readonly ExampleFault[] {
  const [least, most] = [schema.get("minimum")?.value, schema.get("maximum")?.value];
  const isInside = Number(value.value) >= Number(least) && Number(value.value) <= Number(most);
  return isInside ? [] : [{ at: value, reason: `${name} must be from ${least} to ${most}, not ${found(value)}` }];
}

function faultsOfLength({ value, name }: Named, schema: DocumentNode): readonly ExampleFault[] {
  const length = schema.get("minLength")?.value;
  if (length === undefined || String(value.value).length === length) return [];
  return [{ at: value, reason: `${name} must have ${length} characters of base64, not ${String(value.value).length}` }];
}

function faultsOfObject({ value, name }: Named, schema: DocumentNode): readonly ExampleFault[] {
  const properties = new Map(schema.get("properties")?.entries());
  const others = schema.get("additionalProperties");
  const missing = [...properties]
    .filter(([key, field]) => value.get(key) === undefined && !isFilledIn(field))
    .map(([key]) => ({ at: value, reason: `\`${key}\` is missing` }));
  const inside = value.entries().flatMap(([key, part]): readonly ExampleFault[] => {
    const field = properties.get(key) ?? (others?.value === false ? undefined : others);
    if (field !== undefined) return faults({ value: part.resolve(), name: `\`${key}\`` }, field);
    return [{ at: part, reason: `\`${key}\` is no field of ${lower(name)}` }];
  });
  return [...missing, ...inside];
}

const kinds: { readonly [type: string]: string } = {
  null: "null",
  boolean: "true or false",
  integer: "a whole number",
  number: "a number",
  string: "a text",
  array: "a list",
  object: "an object",
};

function hasType({ kind, value }: DocumentNode, type: unknown): boolean {
  return type === "integer" ? Number.isInteger(value) : kind === type;
}

function found({ kind, value }: DocumentNode): string {
  if (kind === "object" || kind === "array") return kinds[kind] ?? kind;
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function lower(name: string): string {
  return name.startsWith("`") ? name : `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;
}
