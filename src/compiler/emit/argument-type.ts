import { type Code, code, list, literal, members, propertyKey, stringLiteral } from "../code/index.ts";
import { assertNever } from "../ground/assert-never.ts";
import type { Expression, Message, Property, Schema, ValueTemplate } from "../model/index.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { typeOf } from "./validators/index.ts";

/** The same without names where that is plain to see: two lookups of texts are one type. */
export function plainArgumentType(value: ValueTemplate, message: Message, scope: SchemaScope): Code {
  const [part, ...rest] = value.kind === "template" ? value.template : [];
  if (part === undefined || typeof part === "string" || rest.length > 0 || (part.kind !== "payload" && part.kind !== "header"))
    return argumentType(value, message, scope);
  let schema = part.kind === "payload" ? message.payload : message.headers;
  for (const token of part.path) schema = schema === undefined ? undefined : propertyOf(schema, token, scope)?.schema;
  return plainType(schema, scope) ?? argumentType(value, message, scope);
}

const plainKinds: ReadonlySet<Schema["kind"]> = new Set(["string", "number", "boolean", "null", "enum"]);

function plainType(schema: Schema | undefined, scope: SchemaScope, depth = 0): Code | undefined {
  if (schema === undefined || depth > longestChain) return undefined;
  if (schema.kind === "reference") return plainType(scope.declaration(schema.target).schema, scope, depth + 1);
  if (schema.kind === "refined") return plainType(schema.schema, scope, depth + 1);
  return plainKinds.has(schema.kind) ? typeOf(schema, scope) : undefined;
}

/** The type of a workflow's, signal's or update's argument: what its template evaluates to. */
export function argumentType(value: ValueTemplate, message: Message, scope: SchemaScope): Code {
  switch (value.kind) {
    case "json":
      return literal(value.value);
    case "list":
      return list(
        code``,
        "[]",
        value.items.map((item) => argumentType(item, message, scope)),
      );
    case "record":
      return members(
        code``,
        value.entries.map(([key, entry]) => code`${propertyKey(key)}: ${argumentType(entry, message, scope)}`),
      );
    case "template": {
      const [part, ...rest] = value.template;
      if (part === undefined || typeof part === "string" || rest.length > 0) return code`string`;
      return expressionType(part, message, scope);
    }
    default:
      return assertNever(value);
  }
}

/** An expression alone keeps the type of what it finds; a lookup (`Order["total"]`) follows the schema when it changes. */
function expressionType(part: Expression, message: Message, scope: SchemaScope): Code {
  const root = part.kind === "payload" ? message.payload : part.kind === "header" ? message.headers : undefined;
  if (part.kind !== "payload" && part.kind !== "header") return code`string`;
  if (root === undefined) return code`unknown`;
  let type = typeOf(root, scope);
  let schema: Schema | undefined = root;
  for (const [index, token] of part.path.entries()) {
    const property: Property | undefined = schema === undefined ? undefined : propertyOf(schema, token, scope);
    if (property === undefined) return code`unknown`;
    type = found(code`${type}[${stringLiteral(token)}]`, property, { isLast: index === part.path.length - 1, scope });
    schema = property.schema;
  }
  return type;
}

interface Step {
  readonly isLast: boolean;
  readonly scope: SchemaScope;
}

/** A message without the value is invalid, and so is one with `null` on the way to it; at the end of the way `null` is a value. */
function found(lookup: Code, { schema, required }: Property, { isLast, scope }: Step): Code {
  const nullable = admitsNull(schema, scope);
  if (required && (isLast || !nullable)) return lookup;
  return isLast && nullable ? code`Exclude<${lookup}, undefined>` : code`NonNullable<${lookup}>`;
}

function admitsNull(schema: Schema, scope: SchemaScope, depth = 0): boolean {
  if (depth > longestChain) return true;
  switch (schema.kind) {
    case "any":
    case "null":
    case "ifType":
      return true;
    case "reference":
      return admitsNull(scope.declaration(schema.target).schema, scope, depth + 1);
    case "refined":
      return admitsNull(schema.schema, scope, depth + 1);
    case "enum":
      return schema.values.includes(null);
    case "union":
      return schema.members.some((member) => admitsNull(member, scope, depth + 1));
    case "allOf":
      return schema.members.every((member) => admitsNull(member, scope, depth + 1));
    case "string":
    case "number":
    case "boolean":
    case "object":
    case "never":
    case "array":
    case "tuple":
    case "discriminated":
      return false;
    default:
      return assertNever(schema);
  }
}

const longestChain = 16;

function propertyOf(schema: Schema, key: string, scope: SchemaScope, depth = 0): Property | undefined {
  if (depth > longestChain) return undefined;
  if (schema.kind === "reference") return propertyOf(scope.declaration(schema.target).schema, key, scope, depth + 1);
  if (schema.kind === "refined") return propertyOf(schema.schema, key, scope, depth + 1);
  if (schema.kind === "allOf")
    return schema.members.map((member) => propertyOf(member, key, scope, depth + 1)).find((found) => found !== undefined);
  return schema.kind === "object" ? schema.properties.find((property) => property.key === key) : undefined;
}
