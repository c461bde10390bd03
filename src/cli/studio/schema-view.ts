import { assertNever } from "../../compiler/ground/assert-never.ts";
import type { ArrayAssertions, NumberSchema, ObjectAssertions, Schema, SchemaCheck, StringSchema } from "../../compiler/model/index.ts";
import type { SchemaView } from "../../studio/shared/contract.ts";

const none: readonly string[] = [];

/** A schema of the model as a person reads it. */
export function schemaView(schema: Schema): SchemaView {
  switch (schema.kind) {
    case "reference":
      return { type: "", reference: schema.target, constraints: none };
    case "any":
      return { type: "anything", constraints: none };
    case "never":
      return { type: "nothing", constraints: none };
    case "null":
    case "boolean":
      return { type: schema.kind, constraints: none };
    case "string":
      return { type: "string", constraints: textConstraints(schema) };
    case "number":
      return { type: schema.integer ? "integer" : "number", constraints: numberConstraints(schema) };
    case "enum":
      return { type: schema.values.length === 1 ? "always" : "one of", values: schema.values, constraints: none };
    case "array":
      return {
        type: "list",
        constraints: listConstraints(schema),
        inside: [
          { label: "of", schema: schemaView(schema.items) },
          ...schema.contains.map((one) => ({ label: "has at least one", schema: schemaView(one) })),
        ],
      };
    case "tuple":
      return {
        type: "list",
        constraints: listConstraints(schema),
        inside: [
          ...schema.items.map((item, index) => ({ label: `${index + 1}.`, schema: schemaView(item) })),
          { label: "after those", schema: schemaView(schema.rest) },
        ],
      };
    case "object":
      return {
        type: "object",
        constraints: objectConstraints(schema),
        properties: schema.properties.map(({ key, required, description, deprecated, schema: inner }) => ({
          key,
          required,
          schema: schemaView(inner),
          ...(description === undefined ? {} : { description }),
          ...(deprecated === true ? { deprecated } : {}),
        })),
        inside: [
          ...schema.patternProperties.map(({ pattern, schema: inner }) => ({
            label: `keys like /${pattern.source}/`,
            schema: schemaView(inner),
          })),
          ...(schema.additional.kind === "any" ? [] : [{ label: "other keys", schema: schemaView(schema.additional) }]),
          ...schema.propertyNames.map((inner) => ({ label: "every key", schema: schemaView(inner) })),
        ],
      };
    case "union":
      return alternatives(schema.mode === "one" ? "exactly one of" : "any of", schema.members);
    case "discriminated":
      return {
        type: `by ${schema.property}`,
        constraints: none,
        inside: schema.members.map((member, index) => ({ label: (schema.values[index] ?? []).join(", "), schema: schemaView(member) })),
      };
    case "allOf":
      return alternatives("all of", schema.members);
    case "ifType":
      return {
        type: "anything",
        constraints: none,
        inside: Object.entries(schema.types).map(([type, inner]) => ({ label: `if it is of type ${type}`, schema: schemaView(inner) })),
      };
    case "refined": {
      const inner = schemaView(schema.schema);
      return { ...inner, inside: [...(inner.inside ?? []), ...schema.checks.flatMap(checkViews)] };
    }
    default:
      return assertNever(schema);
  }
}

function alternatives(type: string, members: readonly Schema[]): SchemaView {
  return { type, constraints: none, inside: members.map((member, index) => ({ label: `${index + 1}.`, schema: schemaView(member) })) };
}

function checkViews(check: SchemaCheck): readonly { readonly label: string; readonly schema: SchemaView }[] {
  switch (check.kind) {
    case "not":
      return [{ label: "not", schema: schemaView(check.schema) }];
    case "matches":
      return [{ label: "and", schema: schemaView(check.schema) }];
    case "if":
      return [
        { label: "if", schema: schemaView(check.if) },
        { label: "then", schema: schemaView(check.then) },
        { label: "else", schema: schemaView(check.else) },
      ];
    default:
      return assertNever(check);
  }
}

function textConstraints({ minLength, maxLength, patterns, formats, otherFormats = [] }: StringSchema): readonly string[] {
  return [
    ...bounds(minLength, maxLength, "character"),
    ...patterns.map(({ source }) => `matches /${source}/`),
    ...[...formats, ...otherFormats].map((format) => `format ${format}`),
  ];
}

function numberConstraints({ minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: NumberSchema): readonly string[] {
  return [
    ...(minimum === undefined ? [] : [`≥ ${minimum}`]),
    ...(exclusiveMinimum === undefined ? [] : [`> ${exclusiveMinimum}`]),
    ...(maximum === undefined ? [] : [`≤ ${maximum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`< ${exclusiveMaximum}`]),
    ...multipleOf.map((factor) => `multiple of ${factor}`),
  ];
}

function listConstraints({ minItems, maxItems, uniqueItems }: ArrayAssertions): readonly string[] {
  return [...bounds(minItems, maxItems, "item"), ...(uniqueItems ? ["no item twice"] : [])];
}

function objectConstraints({
  minProperties,
  maxProperties,
  dependencies,
  required,
}: ObjectAssertions & { readonly required: readonly string[] }): readonly string[] {
  return [
    ...bounds(minProperties, maxProperties, "key"),
    ...required.map((key) => `needs the key ${JSON.stringify(key)}`),
    ...dependencies.map((dependency) =>
      dependency.kind === "keys"
        ? `with ${JSON.stringify(dependency.key)} also ${dependency.keys.map((key) => JSON.stringify(key)).join(", ")}`
        : `with ${JSON.stringify(dependency.key)} more has to hold`,
    ),
  ];
}

function bounds(least: number | undefined, most: number | undefined, noun: string): readonly string[] {
  const counted = (number: number): string => `${number} ${noun}${number === 1 ? "" : "s"}`;
  if (least !== undefined && least === most) return [`exactly ${counted(least)}`];
  return [
    ...(least === undefined || least === 0 ? [] : [`at least ${counted(least)}`]),
    ...(most === undefined ? [] : [`at most ${counted(most)}`]),
  ];
}
