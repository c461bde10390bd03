import { assertNever } from "../../ground/assert-never.ts";
import { decodeToken } from "../../ground/json-pointer.ts";
import type { TreeNode } from "../tree/tree-node.ts";

/** Names of the parts of AsyncAPI's JSON Schema whose own name does not read well. */
const parts: Readonly<Record<string, string>> = {
  "": "the document",
  "draft-07": "a schema",
  schema: "a schema",
  anySchema: "a schema",
  multiFormatSchema: "a schema with a format",
  openapiSchema_3_0: "an OpenAPI schema",
  avroSchema_v1: "an Avro schema",
  messageObject: "a message",
  channelItem: "a channel",
  info: "`info`",
  components: "`components`",
  servers: "`servers`",
  channels: "`channels`",
  operations: "`operations`",
  parameters: "`parameters`",
  messages: "`messages`",
  X509: "an X509 security scheme",
  HTTPSecurityScheme: "an HTTP security scheme",
  NonBearerHTTPSecurityScheme: "an HTTP security scheme",
  BearerHTTPSecurityScheme: "a bearer security scheme",
  APIKeyHTTPSecurityScheme: "an HTTP API key",
  apiKey: "an API key",
  userPassword: "a security scheme of user and password",
  oauth2Flows: "an OAuth 2 security scheme",
  oauth2Flow: "an OAuth 2 flow",
  externalDocs: "`externalDocs`",
  messageExampleObject: "an example of a message",
  SaslSecurityScheme: "a SASL security scheme",
};

/** What a part of AsyncAPI's JSON Schema describes, with its article. */
export function partName(schema: TreeNode): string {
  const [, group, name] = schema.pointer.split("/");
  const part = group === "definitions" && name !== undefined ? decodeToken(name) : "";
  if (/\/properties\/examples\/items(?:\/|$)/.test(schema.pointer)) return "an example of a message";
  const known = parts[part];
  if (known !== undefined) return known;
  const [, protocol, version, object] = /^bindings\/([^/]+)\/([^/]+)\/([^/]+)$/.exec(part) ?? [];
  if (protocol !== undefined) return `the ${protocol} binding of ${withArticle(words(object ?? ""))} (version ${version})`;
  return withArticle(words(part));
}

function words(name: string): string {
  return name
    .replace(/(Object|Item)$/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase();
}

function withArticle(name: string): string {
  return `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;
}

/** The value as the subject of a sentence. */
export function subject(node: TreeNode): string {
  if (node.parent === undefined) return "The document";
  if (typeof node.key === "string") return `\`${node.key}\``;
  return `Item ${node.key + 1} of ${typeof node.parent.key === "string" && node.parent.key !== "" ? `\`${node.parent.key}\`` : "the list"}`;
}

/** The value as the end of a sentence: short scalars are quoted. */
export function found(node: TreeNode): string {
  switch (node.kind) {
    case "null":
      return "empty";
    case "object":
      return "an object";
    case "array":
      return "a list";
    case "string":
      return quoted(String(node.scalar)) ?? "this text";
    case "number":
    case "boolean":
      return `\`${node.scalar}\``;
    default:
      return assertNever(node.kind);
  }
}

function quoted(text: string): string | undefined {
  return text.length <= 60 ? `\`${text}\`` : undefined;
}

const types: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  null: "empty",
};

export function typeName(type: string): string {
  return types[type] ?? type;
}

const formatNames: Readonly<Record<string, string>> = {
  uri: "an absolute address such as `https://example.com/x`",
  "uri-reference": "an address",
  "uri-template": "an address in which braces come in pairs and hold plain names",
  email: "an e-mail address",
  regex: "a regular expression of JavaScript",
  uuid: "a UUID",
};

/** What the expressions of AsyncAPI's JSON Schema are there for. */
export function patternName(pattern: string): string {
  return pattern.startsWith("^\\$message")
    ? "be a runtime expression such as `$message.payload#/id` or `$message.header#/id`"
    : `match \`${pattern}\``;
}

export function formatName(format: string): string {
  return formatNames[format] ?? `of the format \`${format}\``;
}
