import type { DocumentNode } from "../../document/node.ts";
import { child } from "../reading/fields.ts";
import { conjunctsOf, propertyKeys, requiredKeys, typesOf as typesOfAll } from "../reading/schema-nodes.ts";
import type { Candidate } from "./candidate.ts";
import { type Constants, constantsIn } from "./constants.ts";

/** Whether no message could be both: its types, constants or closed properties exclude it. `false` means that nothing proves it. */
export function areDisjoint(a: Candidate, b: Candidate): boolean {
  if (a.message.contentType !== b.message.contentType) return true;
  return excludes(a.payload, b.payload) || excludes(a.headers, b.headers);
}

function excludes(a: DocumentNode | undefined, b: DocumentNode | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  if (haveOtherTypes(a, b) || haveOtherConstants(constantsIn(a), constantsIn(b))) return true;
  return isObject(a) && isObject(b) && (demandsWhatIsClosed(a, b) || demandsWhatIsClosed(b, a));
}

function haveOtherTypes(a: DocumentNode, b: DocumentNode): boolean {
  const [first, second] = [typesOf(a), typesOf(b)];
  return first !== undefined && second !== undefined && ![...first].some((type) => second.has(type));
}

/** Every integer is a number. */
function typesOf(schema: DocumentNode): ReadonlySet<string> | undefined {
  const found = typesOfAll([schema]);
  return found === undefined ? undefined : new Set([...found].map((type) => (type === "integer" ? "number" : type)));
}

function haveOtherConstants(a: Constants, b: Constants): boolean {
  return [...a].some(([path, values]) => {
    const others = b.get(path);
    return others !== undefined && !values.some((value) => others.includes(value));
  });
}

function isObject(schema: DocumentNode): boolean {
  const types = typesOf(schema);
  return types?.size === 1 && types.has("object");
}

/** `a` needs a property that `b` knows nothing of and does not let pass. */
function demandsWhatIsClosed(a: DocumentNode, b: DocumentNode): boolean {
  const closed = conjunctsOf(b).filter(
    (part) => child(part, "additionalProperties")?.value === false && child(part, "patternProperties") === undefined,
  );
  const needed = conjunctsOf(a).flatMap((part) => [...requiredKeys(part)]);
  return closed.some((part) => {
    const known = new Set(propertyKeys(part));
    return needed.some((key) => !known.has(key));
  });
}

/** A text property that all have, and so the natural place for a constant. */
export function commonProperty(candidates: readonly Candidate[]): string | undefined {
  const [first, ...rest] = candidates.map(({ payload }) => (payload === undefined ? [] : conjunctsOf(payload)));
  const shared = (first ?? [])
    .flatMap(propertyKeys)
    .filter((key) => rest.every((parts) => parts.some((part) => propertyKeys(part).includes(key))));
  return ["type", "event", "eventType", "event_type", "kind", "name", "action"].find((key) => shared.includes(key));
}
