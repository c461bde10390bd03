import { alternatives, type Code, code, docComment, lines, list, members, propertyKey } from "../../code/index.ts";
import type { ObjectSchema, Property, Schema } from "../../model/index.ts";
import type { SchemaPrinter } from "./kind.ts";

/** Whether nothing is known but what all values have in common, so that the type is a `Record`. */
export function isMap({ properties, required, additional, patternProperties }: ObjectSchema): boolean {
  return properties.length === 0 && required.length === 0 && (patternProperties.length > 0 || additional.kind !== "never");
}

/** `{ name: string; … }`, also the body of an interface; `Record<string, number>` where that says it. */
export function objectType(schema: ObjectSchema, print: SchemaPrinter): Code {
  const index = indexValues(schema, print);
  // A type alias must not lead to itself through an argument; a member may.
  if (index !== undefined && isMap(schema) && !print.isCircular(schema)) return list(code`Record`, "<>", [code`string`, index]);
  const required = schema.required
    .filter((key) => !schema.properties.some((property) => property.key === key))
    .map((key) => code`${propertyKey(key)}: unknown`);
  const all = [
    ...schema.properties.map((property) => member(property, print)),
    ...required,
    ...(index === undefined ? [] : [code`[key: string]: ${index}`]),
  ];
  return members(code``, all, { broken: schema.properties.length > 0 });
}

function member({ key, schema, required: isThere, isFilledIn, description, deprecated, readOnly }: Property, print: SchemaPrinter): Code {
  const required = isThere && !(print.isInput && isFilledIn === true);
  const doc = docComment(description, deprecated === true ? [{ tag: "deprecated" }] : []);
  const modifier = readOnly === true ? code`readonly ` : code``;
  const declared = required
    ? code`${modifier}${propertyKey(key)}: ${print.type(schema)}`
    : code`${modifier}${propertyKey(key)}?: ${optionalType(schema, print)}`;
  return description === undefined && deprecated !== true ? declared : lines([doc, declared]);
}

function optionalType(schema: Schema, print: SchemaPrinter): Code {
  if (schema.kind === "never") return code`undefined`;
  if (print.isUnknown(schema)) return print.type(schema);
  return alternatives([...print.alternatives(schema), code`undefined`], "|");
}

/**
 * Only where the document speaks of other keys, or of none at all: with an index signature `tsc` accepts a property that the schema
 * no longer has. Beside named properties it must allow what they hold, so more than a few kinds become `unknown`.
 */
function indexValues(schema: ObjectSchema, print: SchemaPrinter): Code | undefined {
  const { properties, additional, patternProperties } = schema;
  const empty = properties.length === 0 && schema.required.length === 0;
  const free = [...patternProperties.map((pattern) => pattern.schema), ...(additional.kind === "never" ? [] : [additional])];
  if (free.length === 0) return undefined;
  if (free.some((values) => values.kind === "any")) return empty || schema.explicitlyOpen ? code`unknown` : undefined;
  if (!empty && additional.kind === "never") return undefined;
  const kinds = distinct([...free, ...properties.map((property) => property.schema)]);
  if (kinds.length > 4 || kinds.some((kind) => print.isUnknown(kind))) return code`unknown`;
  const types = [
    ...kinds.map((kind) => print.operand(kind)),
    ...(properties.some((property) => !property.required) ? [code`undefined`] : []),
  ];
  return alternatives(types, "|");
}

/** Without those of the same type, as far as that is plain to see. */
function distinct(schemas: readonly Schema[]): readonly Schema[] {
  return [
    ...new Map(
      schemas.map((schema) => [schema.kind === "string" || schema.kind === "number" ? schema.kind : JSON.stringify(schema), schema]),
    ).values(),
  ];
}
