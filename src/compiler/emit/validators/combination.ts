import { alternatives, type Code, call, code, distinct, isSame, list, members, propertyKey, stringLiteral } from "../../code/index.ts";
import { assertNever } from "../../ground/assert-never.ts";
import type {
  AllOfSchema,
  DiscriminatedSchema,
  IfTypeSchema,
  JsonType,
  JsonValue,
  RefinedSchema,
  Schema,
  SchemaCheck,
  UnionSchema,
} from "../../model/index.ts";
import { checked } from "./checks.ts";
import { enumeration } from "./enumeration.ts";
import { json, type KindPrinter, type SchemaPrinter, z } from "./kind.ts";

export const union: KindPrinter<UnionSchema> = {
  type: (schema, print) => unionType(schema, print),
  validator: ({ mode, members }, print) => {
    if (mode === "one") return call(code`${json}.oneOf`, array(members, print));
    const others = members.filter((member) => member.kind !== "null");
    const [only] = others;
    if (others.length === members.length || only === undefined) return call(code`${z}.union`, array(members, print));
    if (others.length > 1) return code`${call(code`${z}.union`, array(others, print))}.nullable()`;
    return isNamed(only, print) ? call(code`${z}.nullable`, print.validator(only)) : code`${print.validator(only)}.nullable()`;
  },
};

export const discriminated: KindPrinter<DiscriminatedSchema> = {
  type: (schema, print) => unionType(schema, print),
  validator: (schema, print) => {
    const { property, members, values, told } = schema;
    if (told === "constants") return call(code`${z}.discriminatedUnion`, stringLiteral(property), array(members, print));
    const cases = members.flatMap((member, index) => (values[index] ?? []).map((value) => ({ value, member })));
    if (!cases.every(({ value }) => typeof value === "string")) return call(code`${json}.oneOf`, array(members, print));
    const entries = cases.map(({ value, member }) => code`${propertyKey(String(value))}: ${print.validator(member)}`);
    return call(code`${json}.choice`, stringLiteral(property), list(code``, "{}", entries));
  },
};

export const allOf: KindPrinter<AllOfSchema> = {
  type: (schema, print) => {
    const parts = intersected(schema, print);
    return parts.length === 0 ? code`unknown` : alternatives(parts, "&");
  },
  validator: ({ members }, print) => call(code`${json}.allOf`, array(members, print)),
};

const nullType = code`null`;

const otherTypes: readonly (readonly [JsonType, Code])[] = [
  ["object", code`Record<string, unknown>`],
  ["array", code`unknown[]`],
  ["string", code`string`],
  ["number", code`number`],
  ["boolean", code`boolean`],
  ["null", nullType],
];

/** A type is known only where something is said about the parts of an object or an array, or where a type is excluded. */
export const ifType: KindPrinter<IfTypeSchema> = {
  type: (schema, print) => unionType(schema, print),
  validator: ({ types }, print) => {
    const entries = Object.entries(types).map(([type, schema]) => code`${typeKeys[type as JsonType]}: ${print.validator(schema)}`);
    return call(code`${json}.ifType`, list(code``, "{}", entries));
  },
};

const typeKeys: Readonly<Record<JsonType, Code>> = {
  null: code`null`,
  boolean: code`boolean`,
  number: code`number`,
  string: code`string`,
  array: code`array`,
  object: code`object`,
};

export const refined: KindPrinter<RefinedSchema> = {
  type: ({ schema }, print) => print.type(schema),
  validator: ({ schema, checks }, print) =>
    checked(
      print.builder(schema),
      checks.map((check) => checkCode(check, print)),
    ),
};

function checkCode(check: SchemaCheck, print: SchemaPrinter): Code {
  if (check.kind !== "if") return call(code`${json}.${check.kind === "not" ? code`not` : code`matches`}`, print.validator(check.schema));
  const entries = [code`if: ${print.validator(check.if)}`];
  if (check.then.kind !== "any") entries.push(code`then: ${print.validator(check.then)}`);
  if (check.else.kind !== "any") entries.push(code`else: ${print.validator(check.else)}`);
  return call(code`${json}.ifThenElse`, list(code``, "{}", entries));
}

function unionType(schema: Schema, print: SchemaPrinter): Code {
  const types = typeAlternatives(schema, print);
  return types.length === 0 ? code`never` : alternatives(types, "|");
}

/** Nested choices count as one, each alternative once, `null` last. */
export function typeAlternatives(schema: Schema, print: SchemaPrinter): readonly Code[] {
  if (schema.kind !== "reference" && isUnknown(schema, print)) return [code`unknown`];
  const all = distinct(alternativesOf(schema, print));
  return [...all.filter((item) => item !== nullType), ...all.filter((item) => item === nullType)];
}

function alternativesOf(schema: Schema, print: SchemaPrinter): readonly Code[] {
  switch (schema.kind) {
    case "never":
      return [];
    case "null":
      return [nullType];
    case "discriminated":
      if (schema.told === "names")
        return schema.members.map((member, index) => namedAlternative(member, schema.property, schema.values[index] ?? [], print));
      return schema.members.flatMap((member) => alternativesOf(member, print));
    case "union":
      return schema.members.flatMap((member) => alternativesOf(member, print));
    case "ifType":
      return otherTypes.flatMap(([type, other]) => {
        const inner = schema.types[type];
        return inner === undefined ? [other] : alternativesOf(inner, print);
      });
    case "refined":
      return alternativesOf(schema.schema, print);
    case "enum":
      return schema.values.map((value) => enumeration.type({ kind: "enum", values: [value] }, print));
    case "allOf": {
      const [only, ...others] = intersected(schema, print);
      return [only !== undefined && others.length === 0 ? only : code`(${print.type(schema)})`];
    }
    case "string":
    case "number":
    case "boolean":
    case "object":
    case "reference":
    case "any":
    case "array":
    case "tuple":
      return [print.type(schema)];
    default:
      return assertNever(schema);
  }
}

function intersected({ members: parts }: AllOfSchema, print: SchemaPrinter): readonly Code[] {
  return distinct(parts.filter((part) => !isUnknown(part, print)).map((part) => print.operand(part)));
}

/** `Cat & { type: "Cat" }`, in parentheses: what the discriminator adds to a member that would take any text. */
function namedAlternative(member: Schema, property: string, values: readonly JsonValue[], print: SchemaPrinter): Code {
  const tag = members(code``, [code`${propertyKey(property)}: ${enumeration.type({ kind: "enum", values }, print)}`]);
  return code`(${alternatives([print.operand(member), tag], "&")})`;
}

/** Whether more is known than that it is some JSON value. */
function isTelling(types: IfTypeSchema["types"], print: SchemaPrinter): boolean {
  return otherTypes.some(([type, other]) => {
    const schema = types[type];
    return schema !== undefined && !isSame(print.type(schema), other);
  });
}

const longestChain = 16;

/** Whether the type of a schema is `unknown`, by whatever name. */
export function isUnknown(schema: Schema, print: SchemaPrinter, depth = 0): boolean {
  switch (schema.kind) {
    case "any":
      return true;
    case "reference":
      return depth < longestChain && isUnknown(print.scope.declaration(schema.target).schema, print, depth + 1);
    case "ifType":
      // To know it takes the types inside, which behind a name may lead back here.
      return depth === 0 && !isTelling(schema.types, print);
    case "refined":
      return isUnknown(schema.schema, print, depth);
    case "union":
    case "discriminated":
      return schema.members.some((member) => isUnknown(member, print, depth));
    case "allOf":
      return schema.members.every((member) => isUnknown(member, print, depth));
    case "string":
    case "number":
    case "boolean":
    case "object":
    case "never":
    case "null":
    case "enum":
    case "array":
    case "tuple":
      return false;
    default:
      return assertNever(schema);
  }
}

function isNamed(schema: Schema, print: SchemaPrinter): boolean {
  return schema.kind === "reference" && !print.needsLazy(schema);
}

function array(members: readonly Schema[], print: SchemaPrinter): Code {
  return list(
    code``,
    "[]",
    members.map((member) => print.validator(member)),
  );
}
