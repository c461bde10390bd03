import { type Code, code, list, literal, members, propertyKey, stringLiteral } from "../code/index.ts";
import type { Expression, Message, Schema, ValueTemplate } from "../model/index.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { typeOf } from "./validators/index.ts";

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
  }
}

/** An expression alone keeps the type of what it finds; a lookup (`Order["total"]`) follows the schema when it changes. */
function expressionType(part: Expression, message: Message, scope: SchemaScope): Code {
  const root = part.kind === "payload" ? message.payload : part.kind === "header" ? message.headers : undefined;
  if (part.kind !== "payload" && part.kind !== "header") return code`string`;
  if (root === undefined) return code`unknown`;
  let type = typeOf(root, scope);
  let schema: Schema | undefined = root;
  for (const token of part.path) {
    const property: Schema | undefined = schema === undefined ? undefined : propertyOf(schema, token, scope);
    if (property === undefined) return code`unknown`;
    type = code`NonNullable<${type}[${stringLiteral(token)}]>`;
    schema = property;
  }
  return type;
}

const longestChain = 16;

function propertyOf(schema: Schema, key: string, scope: SchemaScope, depth = 0): Schema | undefined {
  if (depth > longestChain) return undefined;
  if (schema.kind === "reference") return propertyOf(scope.declaration(schema.target).schema, key, scope, depth + 1);
  if (schema.kind === "refined") return propertyOf(schema.schema, key, scope, depth + 1);
  if (schema.kind === "allOf")
    return schema.members.map((member) => propertyOf(member, key, scope, depth + 1)).find((found) => found !== undefined);
  return schema.kind === "object" ? schema.properties.find((property) => property.key === key)?.schema : undefined;
}
