import { type DiagnosticSink, suggest } from "../../diagnostics/index.ts";
import type { DocumentNode } from "../../document/node.ts";
import { pointerOf } from "../../ground/json-pointer.ts";
import { child, texts } from "../reading/fields.ts";
import { choicesOf, conjunctsOf, propertyKeys, propertyOf, typeOfValue, typesOf, valuesIn } from "../reading/schema-nodes.ts";
import { followPath } from "./follow-path.ts";

export interface ConditionPlace {
  /** What the condition is asked of. */
  readonly schema: DocumentNode;
  readonly message: string;
  readonly sink: DiagnosticSink;
}

const deepest = 16;

/** A condition that no valid message meets is a slip of the pen: a misspelt property, a constant that the schema does not have. */
export function checkCondition(condition: DocumentNode, place: ConditionPlace, path: readonly string[] = []): void {
  if (path.length > deepest) return;
  const parts = conjunctsOf(condition);
  for (const part of parts) {
    for (const key of new Set([...propertyKeys(part), ...texts(child(part, "required"))])) checkKey(part, [...path, key], place);
    const not = child(part, "not");
    if (not !== undefined) checkCondition(not, place, path);
  }
  for (const member of choicesOf(parts).flat()) checkCondition(member, place, path);
}

function checkKey(part: DocumentNode, path: readonly string[], place: ConditionPlace): void {
  const { schema, message, sink } = place;
  const key = path.at(-1) ?? "";
  const property = propertyOf(part, key);
  const result = followPath([schema], path);
  if (result.kind === "impossible") {
    const meant = suggest(path[result.at] ?? "", result.known);
    const suggestion = meant === undefined ? undefined : pointerOf(path.with(result.at, meant));
    sink.report("condition-property", property ?? part, { property: pointerOf(path), message, suggestion }, { part: "key" });
    return;
  }
  if (property === undefined) return;
  if (result.kind === "found") {
    for (const value of valuesIn(property.resolve()) ?? []) {
      if (result.alternatives.some((schemas) => admits(schemas, value))) continue;
      sink.report("condition-value", value, { value: JSON.stringify(value.value), property: pointerOf(path), message });
    }
  }
  checkCondition(property, place, path);
}

function admits(schemas: readonly DocumentNode[], value: DocumentNode): boolean {
  const type = typeOfValue(value);
  const types = typesOf(schemas);
  if (types !== undefined && !types.has(type) && !(type === "integer" && types.has("number"))) return false;
  if (value.kind === "object" || value.kind === "array") return true;
  const parts = schemas.flatMap((schema) => conjunctsOf(schema));
  return parts.every((part) => valuesIn(part)?.some((allowed) => allowed.value === value.value) ?? true);
}
