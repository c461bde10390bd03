import { encodeToken } from "../../ground/json-pointer.ts";
import type { ObjectSchema, Property } from "../../model/index.ts";
import { compareObjectAssertions } from "./limits.ts";
import { below, type Spot, type Walk } from "./walk.ts";

export function compareObjects(before: ObjectSchema, after: ObjectSchema, spot: Spot, walk: Walk): void {
  const old = new Map(before.properties.map((property) => [property.key, property]));
  const now = new Map(after.properties.map((property) => [property.key, property]));
  const at = (key: string): Spot => below(spot, key, `properties/${encodeToken(key)}`);

  for (const [key, property] of old) {
    const successor = now.get(key);
    if (successor === undefined) walk.report(isClosed(after) ? "property-removed-from-closed" : "property-removed", { name: key }, at(key));
    else compareProperty(property, successor, at(key), walk);
  }
  for (const [key, property] of now) {
    if (old.has(key)) continue;
    walk.report(
      property.required ? "property-added-required" : isClosed(before) ? "property-added-to-closed" : "property-added",
      { name: key },
      at(key),
    );
  }
  compareRequired(before, after, spot, walk);
  compareAdditional(before, after, spot, walk);
  compareObjectAssertions(before, after, spot, walk);
  for (const what of ["patternProperties", "propertyNames", "dependencies"] as const) {
    if (walk.fingerprint(before[what], "before") !== walk.fingerprint(after[what], "after"))
      walk.report("constraint-changed", { name: `\`${what}\`` }, spot);
  }
}

function compareProperty(before: Property, after: Property, spot: Spot, walk: Walk): void {
  const name = `\`${after.key}\``;
  if (before.required !== after.required)
    walk.report(after.required ? "property-required" : "property-optional", { name: after.key }, spot);
  if ((before.deprecated ?? false) !== (after.deprecated ?? false))
    walk.report(after.deprecated === true ? "deprecated" : "no-longer-deprecated", { name }, spot);
  if (before.description !== after.description) walk.report("description-changed", { name }, spot);
  walk.compare(before.schema, after.schema, spot);
}

/** Keys that are required without being described. */
function compareRequired(before: ObjectSchema, after: ObjectSchema, spot: Spot, walk: Walk): void {
  const described = new Set([...before.properties, ...after.properties].map((property) => property.key));
  for (const key of after.required)
    if (!before.required.includes(key) && !described.has(key)) walk.report("property-required", { name: key }, spot);
  for (const key of before.required)
    if (!after.required.includes(key) && !described.has(key)) walk.report("property-optional", { name: key }, spot);
}

function compareAdditional(before: ObjectSchema, after: ObjectSchema, spot: Spot, walk: Walk): void {
  if (before.additional.kind === after.additional.kind && before.additional.kind !== "any" && before.additional.kind !== "never") {
    walk.compare(before.additional, after.additional, below(spot, "*", "additionalProperties"));
  } else if (before.additional.kind !== after.additional.kind) {
    const closes = before.additional.kind === "any" || after.additional.kind === "never";
    const opens = after.additional.kind === "any" || before.additional.kind === "never";
    if (closes) walk.report("object-closed", { name: "" }, spot);
    else if (opens) walk.report("object-opened", { name: "" }, spot);
    else walk.compare(before.additional, after.additional, below(spot, "*", "additionalProperties"));
  }
}

function isClosed(schema: ObjectSchema): boolean {
  return schema.additional.kind === "never";
}
