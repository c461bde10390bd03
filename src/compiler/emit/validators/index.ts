import { type Code, call, code, fileRef, list } from "../../code/index.ts";
import { assertNever } from "../../ground/assert-never.ts";
import { referencesIn, type Schema, type SchemaDeclaration } from "../../model/index.ts";
import type { SchemaScope } from "../schema-scope.ts";
import { array, tuple } from "./array.ts";
import { allOf, discriminated, ifType, isUnknown, refined, typeAlternatives, union } from "./combination.ts";
import { eagerReferences } from "./eager-references.ts";
import { enumeration } from "./enumeration.ts";
import { json, type SchemaPrinter, z } from "./kind.ts";
import { number } from "./number.ts";
import { object } from "./object.ts";
import { isMap } from "./object-type.ts";
import { string } from "./string.ts";

/** The TypeScript type of a schema, with its imports. */
export function typeOf(schema: Schema, scope: SchemaScope): Code {
  return schemaPrinter(scope).type(schema);
}

/** The type of what may be given to a publisher. */
export function inputTypeOf(schema: Schema, scope: SchemaScope): Code {
  return schemaPrinter(scope, undefined, true).type(schema);
}

/** An expression that is the validator of a schema, with its imports. */
export function validatorOf(schema: Schema, scope: SchemaScope): Code {
  return schemaPrinter(scope).validator(schema);
}

/** Prints what stands inside the declaration `owner`; without one nothing can lead back to where the code stands. */
export function schemaPrinter(scope: SchemaScope, owner?: SchemaDeclaration, isInput = false): SchemaPrinter {
  const isLate = (target: string): boolean => owner !== undefined && scope.isCyclic(owner.id, target);
  const printer: SchemaPrinter = {
    scope,
    isInput,
    type: (schema) => typeText(schema, printer),
    operand: (schema) => {
      const [only, ...others] = typeAlternatives(schema, printer);
      return only !== undefined && others.length === 0 ? only : code`(${printer.type(schema)})`;
    },
    alternatives: (schema) => typeAlternatives(schema, printer),
    isUnknown: (schema) => isUnknown(schema, printer),
    isCircular: (schema) =>
      owner !== undefined &&
      !isInterface(owner.schema) &&
      referencesIn(schema).some((target) => isLate(target) && !isInterface(scope.declaration(target).schema)),
    validator: (schema) =>
      schema.kind === "reference" && isLate(schema.target)
        ? code`${z}.lazy(() => ${nameOf(schema.target, scope)})`
        : validatorText(schema, printer),
    optional: (schema) =>
      schema.kind === "reference" && !isLate(schema.target)
        ? call(code`${z}.optional`, printer.validator(schema))
        : code`${printer.validator(schema)}.optional()`,
    builder: (schema) =>
      schema.kind === "reference" && !isLate(schema.target)
        ? call(code`${json}.allOf`, list(code``, "[]", [printer.validator(schema)]))
        : printer.validator(schema),
    deferred: () => schemaPrinter(scope),
    needsLazy: (schema) => eagerReferences(schema).some(isLate),
  };
  return printer;
}

/** Whether a named schema is declared as an interface; else it is a type alias. */
export function isInterface(schema: Schema): boolean {
  return schema.kind === "refined" ? isInterface(schema.schema) : schema.kind === "object" && !isMap(schema);
}

function typeText(schema: Schema, print: SchemaPrinter): Code {
  switch (schema.kind) {
    case "reference":
      return typeNameOf(schema.target, print);
    case "any":
      return code`unknown`;
    case "never":
      return code`never`;
    case "null":
      return code`null`;
    case "boolean":
      return code`boolean`;
    case "string":
      return string.type(schema, print);
    case "number":
      return number.type(schema, print);
    case "enum":
      return enumeration.type(schema, print);
    case "array":
      return array.type(schema, print);
    case "tuple":
      return tuple.type(schema, print);
    case "object":
      return object.type(schema, print);
    case "union":
      return union.type(schema, print);
    case "discriminated":
      return discriminated.type(schema, print);
    case "allOf":
      return allOf.type(schema, print);
    case "ifType":
      return ifType.type(schema, print);
    case "refined":
      return refined.type(schema, print);
    default:
      return assertNever(schema);
  }
}

function validatorText(schema: Schema, print: SchemaPrinter): Code {
  switch (schema.kind) {
    case "reference":
      return nameOf(schema.target, print.scope);
    case "any":
      return code`${z}.unknown()`;
    case "never":
      return code`${z}.never()`;
    case "null":
      return code`${z}.null()`;
    case "boolean":
      return code`${z}.boolean()`;
    case "string":
      return string.validator(schema, print);
    case "number":
      return number.validator(schema, print);
    case "enum":
      return enumeration.validator(schema, print);
    case "array":
      return array.validator(schema, print);
    case "tuple":
      return tuple.validator(schema, print);
    case "object":
      return object.validator(schema, print);
    case "union":
      return union.validator(schema, print);
    case "discriminated":
      return discriminated.validator(schema, print);
    case "allOf":
      return allOf.validator(schema, print);
    case "ifType":
      return ifType.validator(schema, print);
    case "refined":
      return refined.validator(schema, print);
    default:
      return assertNever(schema);
  }
}

function nameOf(target: string, scope: SchemaScope): Code {
  const { file, name } = scope.declaration(target);
  return fileRef(file, name);
}

function typeNameOf(target: string, { scope, isInput }: SchemaPrinter): Code {
  const { file, name, inputName } = scope.declaration(target);
  return fileRef(file, isInput ? (inputName ?? name) : name, { typeOnly: true });
}
