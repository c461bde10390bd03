import type { DocumentNode } from "../../document/node.ts";
import { child } from "../reading/fields.ts";
import type { SchemaContext } from "./context.ts";
import { report } from "./context.ts";

/** Below these stand schemas by name; a reference to all of them at once finds none. */
const maps: ReadonlySet<string> = new Set(["properties", "patternProperties", "definitions", "$defs", "schemas"]);
/** Parts of an AsyncAPI document that are no schemas, by the key that they stand under. */
const parts: Readonly<Record<string, string>> = {
  messages: "a message",
  messageTraits: "a message trait",
  channels: "a channel",
  operations: "an operation",
  operationTraits: "an operation trait",
  servers: "a server",
  parameters: "a parameter",
  correlationIds: "a correlation id",
  replies: "a reply",
  securitySchemes: "a security scheme",
};

/** A reference that leads to something else than a schema accepts everything, and nobody meant that. */
export function reportRole(node: DocumentNode, context: SchemaContext): void {
  const target = node.resolve();
  const role = roleOf(target);
  if (role === undefined) return;
  const payload = child(target, "payload");
  const wanted = payload === undefined ? undefined : (target.get("payload")?.reference ?? `${node.reference ?? ""}/payload`);
  report(context, "schema-reference-role", { reference: node.reference ?? "", role, wanted }, node);
}

function roleOf(node: DocumentNode): string | undefined {
  const { pointer, kind } = node;
  const tokens = pointer.split("/").slice(1);
  const [last = "", parent = "", before = ""] = tokens.toReversed();
  if (pointer === "") return kind === "object" && node.get("asyncapi") !== undefined ? "the whole document" : undefined;
  if (pointer === "/info" || pointer === "/components") return `the document's \`${last}\``;
  // A property may be called `properties`.
  if (maps.has(last) && !maps.has(parent)) return `the map \`${last}\``;
  const isOfDocument = tokens[0] === "channels" || tokens[0] === "operations" || tokens[0] === "servers" || tokens[0] === "components";
  const isInSchema = tokens.some(
    (token, index) => index < tokens.length - 1 && (maps.has(token) || token === "payload" || token === "headers"),
  );
  if (!isOfDocument || isInSchema || (before === "components" && parent === "schemas")) return undefined;
  return parts[parent];
}
