import type { DocumentNode } from "../../document/node.ts";
import { canonical } from "../schemas/index.ts";
import type { Candidate } from "./candidate.ts";

/** Whether every delivery of the one is one of the other as well. `false` means that nothing proves it. */
export function acceptTheSame(a: Candidate, b: Candidate): boolean {
  if (a.message.contentType !== b.message.contentType) return false;
  const seen = new Set<string>();
  return isSame(payloadOf(a), payloadOf(b), seen) && isSame(a.headers, b.headers, seen);
}

function payloadOf({ message, payload }: Candidate): DocumentNode | undefined {
  return message.payload.kind === "any" ? undefined : payload;
}

/** Nothing of what they say asserts anything. */
const annotations = new Set([
  "title",
  "description",
  "default",
  "examples",
  "example",
  "deprecated",
  "readOnly",
  "writeOnly",
  "externalDocs",
]);
const names = new Set(["definitions", "$defs", "$comment", "$schema", "$id", "id", "$anchor"]);
const maps = new Set(["properties", "patternProperties", "dependencies", "dependentSchemas"]);
const values = new Set(["const", "enum", "required", "type"]);

function isSame(a: DocumentNode | undefined, b: DocumentNode | undefined, seen: Set<string>): boolean {
  const [first, second] = [a?.resolve(), b?.resolve()];
  if (first === undefined || second === undefined) return first === second || isAny(first ?? second);
  if (first.id === second.id) return true;
  const pair = JSON.stringify([first.id, second.id]);
  // A pair that is met again inside itself adds nothing.
  if (seen.has(pair)) return true;
  seen.add(pair);
  if (first.kind === "array" && second.kind === "array") {
    const [items, others] = [first.items(), second.items()];
    return items.length === others.length && items.every((item, index) => isSame(item, others[index], seen));
  }
  if (isAny(first) && isAny(second)) return true;
  if (first.kind !== "object" || second.kind !== "object") return canonical(first.value) === canonical(second.value);
  return haveSame(assertionsOf(first), assertionsOf(second), (keyword, one, other) => {
    if (values.has(keyword)) return canonical(unordered(one)) === canonical(unordered(other));
    if (!maps.has(keyword)) return isSame(one, other, seen);
    return haveSame(one.resolve().entries(), other.resolve().entries(), (_, member, another) => isSame(member, another, seen));
  });
}

type Entries = DocumentNode extends { entries(): infer Result } ? Result : never;

function haveSame(a: Entries, b: Entries, isEqual: (key: string, a: DocumentNode, b: DocumentNode) => boolean): boolean {
  const others = new Map(b);
  return (
    a.length === b.length &&
    a.every(([key, node]) => {
      const other = others.get(key);
      return other !== undefined && isEqual(key, node, other);
    })
  );
}

function assertionsOf(schema: DocumentNode): Entries {
  return schema.entries().filter(([keyword]) => !annotations.has(keyword) && !names.has(keyword) && !keyword.startsWith("x-"));
}

function isAny(schema: DocumentNode | undefined): boolean {
  return schema?.value === true || (schema?.kind === "object" && assertionsOf(schema).length === 0);
}

/** Of a list of names or constants the order says nothing. */
function unordered(node: DocumentNode): unknown {
  const { value } = node.resolve();
  return Array.isArray(value) ? value.map(canonical).sort() : value;
}
