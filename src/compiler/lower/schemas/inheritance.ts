import { assertNever } from "../../ground/assert-never.ts";
import type { Schema, SchemaCheck } from "../../model/index.ts";
import { conjoin } from "./conjunction.ts";
import { inPlace } from "./endless.ts";

/**
 * The usual way to write a family: `Pet` is one of `Cat` and `Dog`, and `Cat` is `allOf` `Pet` and more. Read by the letter it never ends;
 * meant is that a cat has what `Pet` says about every pet. So inside the family a reference in `allOf` means its target without the choice.
 */
export function withoutChoiceOfFamily(schema: Schema, family: ReadonlySet<string>, lookup: (id: string) => Schema | undefined): Schema {
  const base = (part: Schema): Schema => {
    const target = part.kind === "reference" && family.has(part.target) ? lookup(part.target) : undefined;
    if (target === undefined) return part;
    return isChoice(target, family) ? common(target, family) : part;
  };
  switch (schema.kind) {
    case "reference":
      return base(schema);
    case "allOf":
      return conjoin(schema.members.map(base), []);
    case "refined":
      return conjoin([schema.schema.kind === "allOf" ? conjoin(schema.schema.members.map(base), []) : base(schema.schema)], schema.checks);
    case "string":
    case "number":
    case "boolean":
    case "object":
    case "any":
    case "never":
    case "null":
    case "enum":
    case "array":
    case "tuple":
    case "union":
    case "discriminated":
    case "ifType":
      return schema;
    default:
      return assertNever(schema);
  }
}

/** Whether some alternative of the schema leads back into the family. */
function isChoice(schema: Schema, family: ReadonlySet<string>): boolean {
  switch (schema.kind) {
    case "union":
    case "discriminated":
      return inPlace(schema).some((id) => family.has(id));
    case "allOf":
      return schema.members.some((member) => isChoice(member, family));
    case "refined":
      return isChoice(schema.schema, family) || schema.checks.some((check) => isChoiceCheck(check, family));
    case "string":
    case "number":
    case "boolean":
    case "object":
    case "reference":
    case "any":
    case "never":
    case "null":
    case "enum":
    case "array":
    case "tuple":
    case "ifType":
      return false;
    default:
      return assertNever(schema);
  }
}

function isChoiceCheck(check: SchemaCheck, family: ReadonlySet<string>): boolean {
  return check.kind === "matches" && isChoice(check.schema, family);
}

/** What holds for every member of the family. */
function common(schema: Schema, family: ReadonlySet<string>): Schema {
  if (schema.kind === "allOf")
    return conjoin(
      schema.members.filter((member) => !isChoice(member, family)),
      [],
    );
  if (schema.kind === "refined")
    return conjoin(
      [common(schema.schema, family)],
      schema.checks.filter((check) => !isChoiceCheck(check, family)),
    );
  return isChoice(schema, family) ? { kind: "any" } : schema;
}
