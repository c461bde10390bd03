import { type Code, code, identifier, lines, literal, stringLiteral } from "../code/index.ts";
import { assertNever } from "../ground/assert-never.ts";
import type { Contract, Message, Schema } from "../model/index.ts";
import { constants, type Emission, record, runtimeType, statementsFile } from "./emission.ts";
import { expression, template } from "./expressions.ts";
import type { GeneratedFile } from "./generated-file.ts";
import { messageTypes, payloadValidator } from "./message-types.ts";
import { noteComment } from "./notes.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { validatorOf } from "./validators/index.ts";

/** `messages.ts`: what each message is made of. */
export function emitMessages({ messages }: Contract, emission: Emission): GeneratedFile {
  const statements = messages.map((message) => statement(message, emission.scope));
  return statementsFile(emission, "messages", { statements, declared: messages.map(({ member }) => constants.message(member)) });
}

function statement(message: Message, scope: SchemaScope): Code {
  const { headers } = message;
  const value = record([
    ["name", stringLiteral(message.name)],
    ["member", stringLiteral(message.member)],
    ["contentType", stringLiteral(message.contentType)],
    ["payload", payloadValidator(message, scope)],
    ["headers", headers === undefined ? undefined : validatorOf(headers, scope)],
    ["headerTypes", headerTypes(headers, scope)],
    ["correlationId", message.correlationId === undefined ? undefined : expression(message.correlationId)],
    ["key", message.key === undefined ? undefined : template(message.key)],
    ["examples", message.examples.length === 0 ? undefined : literal(message.examples.map((example) => ({ ...example })))],
    ["binding", message.binding === undefined ? undefined : literal(message.binding.value)],
  ]);
  const type = code`${runtimeType("MessageDefinition")}<${messageTypes(message, scope)}>`;
  return lines([
    noteComment(message, { pointer: message.pointer }),
    code`export const ${identifier(constants.message(message.member))}: ${type} = ${value};`,
  ]);
}

/** How the bytes of a header are read, where that is not as text. */
function headerTypes(headers: Schema | undefined, scope: SchemaScope): Code | undefined {
  const entries =
    headers === undefined
      ? []
      : propertiesOf(headers, scope).flatMap(([key, schema]) => {
          const type = typeName(schema, scope);
          return type === undefined ? [] : [[key, stringLiteral(type)] as const];
        });
  return entries.length === 0 ? undefined : record(entries);
}

/** Named schemas are followed; a cycle of them has no properties of its own to find, so a short way is enough. */
const longestChain = 16;

function propertiesOf(schema: Schema, scope: SchemaScope, depth = 0): readonly (readonly [string, Schema])[] {
  if (depth > longestChain) return [];
  if (schema.kind === "reference") return propertiesOf(scope.declaration(schema.target).schema, scope, depth + 1);
  if (schema.kind === "refined") return propertiesOf(schema.schema, scope, depth + 1);
  if (schema.kind === "allOf") return schema.members.flatMap((member) => propertiesOf(member, scope, depth + 1));
  if (schema.kind === "ifType") return schema.types.object === undefined ? [] : propertiesOf(schema.types.object, scope, depth + 1);
  return schema.kind === "object" ? schema.properties.map((property) => [property.key, property.schema]) : [];
}

function typeName(schema: Schema, scope: SchemaScope, depth = 0): "integer" | "number" | "boolean" | "array" | undefined {
  if (depth > longestChain) return undefined;
  switch (schema.kind) {
    case "reference":
      return typeName(scope.declaration(schema.target).schema, scope, depth + 1);
    case "refined":
      return typeName(schema.schema, scope, depth + 1);
    case "number":
      return schema.integer ? "integer" : "number";
    case "boolean":
    case "array":
      return schema.kind;
    case "tuple":
      return "array";
    case "enum":
      return enumType(schema.values);
    case "union":
      return schema.members.map((member) => typeName(member, scope, depth + 1)).find((type) => type !== undefined);
    case "string":
    case "object":
    case "any":
    case "never":
    case "null":
    case "discriminated":
    case "allOf":
    case "ifType":
      return undefined;
    default:
      return assertNever(schema);
  }
}

function enumType(values: readonly unknown[]): "integer" | "number" | "boolean" | undefined {
  if (values.every((value) => typeof value === "boolean")) return "boolean";
  if (values.every((value) => typeof value === "number")) return values.every(Number.isInteger) ? "integer" : "number";
  return undefined;
}
