import type { Builder, Check } from "../builder.ts";
import { noneAccepts } from "../choices.ts";
import { isUndecided, takeOver, trialOf } from "../part.ts";
import type { Validator } from "../validator.ts";
import { z } from "../z.ts";
import { accepts, assertPart, complain, refuse } from "./issue.ts";

/** Every member accepts the value. */
export function allOf(members: readonly Validator<unknown>[]): Builder {
  return z.unknown().check((payload) => {
    for (const member of members) if (!assertPart(payload, member, payload.value)) return;
  });
}

/** Exactly one member accepts the value. */
export function oneOf(members: readonly Validator<unknown>[]): Builder {
  return z.unknown().check((payload) => {
    const results = members.map((member) => trialOf(member, payload.value));
    const matches = results.flatMap((issues, index) => (issues.length === 0 ? [index] : []));
    if (matches.length === 1) {
      for (const issues of results) if (isUndecided(issues)) takeOver(payload, issues, [], true);
      return;
    }
    if (matches.length === 0) complain(payload, noneAccepts(results));
    else
      complain(payload, {
        code: "invalid_union",
        errors: [],
        inclusive: false,
        matches,
        message: `Must match exactly one alternative, matches ${matches.length}: ${matches.map((index) => index + 1).join(", ")}`,
      });
  });
}

/** The value of a property names the member that must accept the object. */
export function choice(property: string, members: { readonly [value: string]: Validator<unknown> }): Builder {
  return z.unknown().check((payload) => {
    const { value } = payload;
    const object =
      typeof value === "object" && value !== null && !Array.isArray(value) ? (value as { readonly [key: string]: unknown }) : undefined;
    if (object === undefined) {
      refuse(payload, { code: "invalid_type", expected: "object" });
      return;
    }
    const tag = Object.hasOwn(object, property) ? object[property] : undefined;
    const member = typeof tag === "string" && Object.hasOwn(members, tag) ? members[tag] : undefined;
    if (member !== undefined) assertPart(payload, member, value);
    else
      complain(payload, {
        code: "invalid_union",
        errors: [],
        note: "No matching discriminator",
        discriminator: property,
        options: Object.keys(members),
        path: [property],
      });
  });
}

export type JsonType = "null" | "boolean" | "number" | "string" | "array" | "object";

/** A value of one of these types matches the schema of its type; a value of another type is accepted. */
export function ifType(types: { readonly [type in JsonType]?: Validator<unknown> }): Builder {
  return z.unknown().check((payload) => {
    const schema = types[typeOf(payload.value)];
    if (schema !== undefined) assertPart(payload, schema, payload.value);
  });
}

export function not(schema: Validator<unknown>): Check {
  return (payload) => {
    if (accepts(payload, schema, payload.value)) complain(payload, { code: "custom", message: "Matches what is excluded" });
  };
}

export function matches(schema: Validator<unknown>): Check {
  return (payload) => {
    assertPart(payload, schema, payload.value);
  };
}

/** What the first accepts must match the second, anything else the third. */
export function ifThenElse(schemas: {
  readonly if: Validator<unknown>;
  readonly then?: Validator<unknown>;
  readonly else?: Validator<unknown>;
}): Check {
  return (payload) => {
    const branch = accepts(payload, schemas.if, payload.value) ? schemas.then : schemas.else;
    if (branch !== undefined) assertPart(payload, branch, payload.value);
  };
}

function typeOf(value: unknown): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const type = typeof value;
  return type === "boolean" || type === "number" || type === "string" ? type : "object";
}
