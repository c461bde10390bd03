import { assertNever } from "../../ground/assert-never.ts";
import type { DiscriminatedSchema, ObjectSchema, Schema, UnionSchema } from "../../model/index.ts";
import type { Lookup } from "./value-types.ts";

type Scalar = DiscriminatedSchema["values"][number][number];

/** `optional`: taken as required, as AsyncAPI has it. `unused`: it cannot tell the members apart. */
export type DiscriminatorProblem = (discriminator: NonNullable<UnionSchema["discriminator"]>, problem: "optional" | "unused") => void;

/** A choice that the value of one property decides: every member requires it with constants that no other member has, or `discriminator` names it. */
export function discriminated(union: UnionSchema, lookup: Lookup, report: DiscriminatorProblem): DiscriminatedSchema | undefined {
  const { discriminator } = union;
  const members = union.members.map((member) => objectsOf(member, lookup));
  const found = byConstants(union, members, lookup) ?? byName(union, members, lookup, report);
  if (found === undefined && discriminator !== undefined) report(discriminator, "unused");
  return found;
}

function byConstants(
  { discriminator, members }: UnionSchema,
  objects: readonly (readonly ObjectSchema[])[],
  lookup: Lookup,
): DiscriminatedSchema | undefined {
  const [first] = objects;
  if (first === undefined || objects.some((parts) => parts.length === 0)) return undefined;
  const keys = first.flatMap((object) => object.properties.map((property) => property.key));
  for (const property of [...(discriminator === undefined ? [] : [discriminator.property]), ...keys]) {
    const constants = objects.map((parts) => constantsOf(parts, property, lookup));
    if (!areTold(constants)) continue;
    const plain = objects.every((parts) => parts.length === 1) && objects.flat().every(isPlain);
    return { kind: "discriminated", property, members, values: constants, told: plain ? "constants" : "composed" };
  }
  return undefined;
}

function byName(
  { discriminator, members }: UnionSchema,
  objects: readonly (readonly ObjectSchema[])[],
  lookup: Lookup,
  report: DiscriminatorProblem,
): DiscriminatedSchema | undefined {
  if (discriminator === undefined || objects.some((parts) => parts.length === 0)) return undefined;
  const { property, names } = discriminator;
  const values = names.map((own, index) => constantsOf(objects[index] ?? [], property, lookup) ?? own);
  if (!areTold(values)) return undefined;
  const isRequired = objects.every((parts) =>
    parts.some((object) => object.properties.some((one) => one.key === property && one.required)),
  );
  if (!isRequired) report(discriminator, "optional");
  return { kind: "discriminated", property, members, values, told: "names" };
}

/** Objects that a value must match all of; empty when it can be something else. */
function objectsOf(schema: Schema, lookup: Lookup, open: ReadonlySet<string> = new Set()): readonly ObjectSchema[] {
  switch (schema.kind) {
    case "object":
      return [schema];
    case "refined":
      return objectsOf(schema.schema, lookup, open);
    case "allOf":
      return schema.members.flatMap((member) => objectsOf(member, lookup, open));
    case "reference": {
      const target = open.has(schema.target) ? undefined : lookup(schema.target);
      return target === undefined ? [] : objectsOf(target, lookup, new Set([...open, schema.target]));
    }
    case "string":
    case "number":
    case "boolean":
    case "any":
    case "never":
    case "null":
    case "enum":
    case "array":
    case "tuple":
    case "union":
    case "discriminated":
    case "ifType":
      return [];
    default:
      return assertNever(schema);
  }
}

/** Names like `constructor` and patterns are checked by a helper of ours, whose properties zod cannot see. */
function isPlain(object: ObjectSchema): boolean {
  return (
    object.patternProperties.length === 0 && object.required.length === 0 && !object.properties.some(({ key }) => key in Object.prototype)
  );
}

function constantsOf(objects: readonly ObjectSchema[], key: string, lookup: Lookup): readonly Scalar[] | undefined {
  const all = objects.flatMap((object) => object.properties.filter((property) => property.key === key));
  if (!all.some((property) => property.required)) return undefined;
  for (const { schema } of all) {
    const target = schema.kind === "reference" ? lookup(schema.target) : schema;
    if (target?.kind !== "enum") continue;
    const scalars = target.values.filter(isScalar);
    if (scalars.length === target.values.length) return scalars;
  }
  return undefined;
}

function areTold(values: readonly (readonly Scalar[] | undefined)[]): values is readonly (readonly Scalar[])[] {
  const all = values.flatMap((own) => own ?? []);
  return values.every((own) => own !== undefined && own.length > 0) && new Set(all).size === all.length;
}

function isScalar(value: unknown): value is Scalar {
  return typeof value !== "object" || value === null;
}
