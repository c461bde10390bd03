import { type Code, call, code, list, literal, numberLiteral, propertyKey } from "../../code/index.ts";
import type { ObjectSchema, Property } from "../../model/index.ts";
import { checked } from "./checks.ts";
import { expression } from "./expression.ts";
import { json, type KindPrinter, type SchemaPrinter, z } from "./kind.ts";
import { objectType } from "./object-type.ts";

export const object: KindPrinter<ObjectSchema> = {
  type: objectType,
  validator: (schema, print) => checked(builder(schema, print), checks(schema, print)),
};

/** Names that every plain object inherits: zod would find them where they are not. */
const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Whether `z.object` and its kin say it all; otherwise `json.object` does. */
function isPlain(schema: ObjectSchema): boolean {
  return schema.patternProperties.length === 0 && schema.required.length === 0 && !schema.properties.some(({ key }) => inherited.has(key));
}

function builder(schema: ObjectSchema, print: SchemaPrinter): Code {
  const { properties, additional } = schema;
  if (!isPlain(schema)) return exact(schema, print);
  if (properties.length === 0 && additional.kind !== "never")
    return call(code`${z}.record`, code`${z}.string()`, print.validator(additional));
  const shape = list(
    code``,
    "{}",
    properties.map((property) => entry(property, print)),
    { broken: properties.length > 0 },
  );
  if (additional.kind === "any") return call(code`${z}.looseObject`, shape);
  if (additional.kind === "never") return call(code`${z}.strictObject`, shape);
  return code`${call(code`${z}.object`, shape)}.catchall(${print.validator(additional)})`;
}

function exact(schema: ObjectSchema, print: SchemaPrinter): Code {
  const { properties, additional, patternProperties } = schema;
  const shape = list(
    code``,
    "{}",
    properties.map((property) => entry(property, print)),
    { broken: properties.length > 0 },
  );
  const required = [...properties.filter((property) => property.required).map(({ key }) => key), ...schema.required];
  const patterns = patternProperties.map(({ pattern, schema: values }) =>
    list(code``, "[]", [expression(pattern), print.validator(values)]),
  );
  const rules: Code[] = [];
  if (required.length > 0) rules.push(code`required: ${literal(required)}`);
  if (patterns.length > 0) rules.push(code`patterns: ${list(code``, "[]", patterns)}`);
  if (additional.kind !== "any") rules.push(code`additional: ${print.validator(additional)}`);
  return rules.length === 0 ? call(code`${json}.object`, shape) : call(code`${json}.object`, shape, list(code``, "{}", rules));
}

/** A property that leads back to the schema being defined is a getter, which zod reads at the first value. */
function entry({ key, schema, required }: Property, print: SchemaPrinter): Code {
  const late = print.needsLazy(schema);
  const inner = late ? print.deferred() : print;
  const value = required ? inner.validator(schema) : inner.optional(schema);
  return late ? code`get ${propertyKey(key)}() {\n  return ${value};\n}` : code`${propertyKey(key)}: ${value}`;
}

function checks(schema: ObjectSchema, print: SchemaPrinter): readonly Code[] {
  const all: Code[] = [];
  if (schema.minProperties !== undefined && schema.minProperties > 0)
    all.push(code`${json}.minProperties(${numberLiteral(schema.minProperties)})`);
  if (schema.maxProperties !== undefined) all.push(code`${json}.maxProperties(${numberLiteral(schema.maxProperties)})`);
  for (const names of schema.propertyNames) all.push(call(code`${json}.propertyNames`, print.validator(names)));
  if (schema.dependencies.length > 0) {
    const rules = schema.dependencies.map(
      (rule) => code`${propertyKey(rule.key)}: ${rule.kind === "keys" ? literal(rule.keys) : print.validator(rule.schema)}`,
    );
    all.push(call(code`${json}.dependencies`, list(code``, "{}", rules)));
  }
  return all;
}
