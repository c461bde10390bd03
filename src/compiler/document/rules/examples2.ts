import type { TreeNode } from "../tree/tree-node.ts";
import { allMessagesOf2, children, isObject, items, messagesOf2, operationsOf2, schemaFormatOf2 } from "./parts.ts";
import type { Rule } from "./rule.ts";
import { isJsonSchemaFormat } from "./schema-format.ts";
import { ValueCheck } from "./values.ts";

/** Examples of messages, and defaults and examples of schemas, match their schemas. */
export const examples2: Rule = {
  major: "2",
  check(root, sink) {
    const check = new ValueCheck(sink, "error");
    const messages = [...allMessagesOf2(root)];
    const traits = [
      ...messages.flatMap((message) => items(message.get("traits"))),
      ...children(root, "components", "messageTraits").map(([, trait]) => trait),
    ];
    for (const message of new Set([...messages, ...traits].filter(isObject))) checkMessage(message, check);
    for (const schema of schemasWithValues(root)) checkSchema(schema, check);
  },
};

function checkMessage(message: TreeNode, check: ValueCheck): void {
  const format = schemaFormatOf2(message)?.scalar;
  if (typeof format === "string" && !isJsonSchemaFormat(format)) return;
  for (const example of items(message.get("examples"))) {
    for (const part of format === undefined ? ["payload", "headers"] : ["payload"]) {
      const value = example.get(part);
      if (value !== undefined) check.check(value, message.get(part), "The example");
    }
  }
}

/** Where AsyncAPI's own parser looks for defaults and examples: at the top of a schema that has a place of its own. */
function schemasWithValues(root: TreeNode): ReadonlySet<TreeNode> {
  const channels = [...children(root, "channels"), ...children(root, "components", "channels")].map(([, channel]) => channel);
  const parameters = [...channels.flatMap((channel) => children(channel, "parameters")), ...children(root, "components", "parameters")].map(
    ([, parameter]) => parameter.get("schema"),
  );
  const inComponents = ["messages", "messageTraits"].flatMap((group) => children(root, "components", group).map(([, message]) => message));
  const payloads = [...operationsOf2(root).flatMap(messagesOf2), ...inComponents]
    .filter((message) => schemaFormatOf2(message) === undefined)
    .map((message) => message.get("payload"));
  const schemas = [...parameters, ...payloads, ...children(root, "components", "schemas").map(([, schema]) => schema)];
  return new Set(schemas.flatMap((schema) => schema?.resolve() ?? []).filter(isObject));
}

function checkSchema(schema: TreeNode, check: ValueCheck): void {
  const value = schema.get("default");
  const values = value === undefined ? [] : [{ value, what: "The default" }];
  for (const example of schema.get("examples")?.resolve().items() ?? []) values.push({ value: example, what: "The example" });
  // Texts are let through by the official parser, because in YAML a number or a date is easily meant.
  for (const { value: each, what } of values) if (each.resolve().kind !== "string") check.check(each, schema, what);
}
