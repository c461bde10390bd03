import type { TreeNode } from "../tree/tree-node.ts";
import { children, isObject, items } from "./parts.ts";
import type { Rule } from "./rule.ts";
import { isJsonSchemaFormat } from "./schema-format.ts";
import { ValueCheck } from "./values.ts";

/** Examples of messages match their schemas; in AsyncAPI 3 this is advice. */
export const examples3: Rule = {
  major: "3",
  check(root, sink) {
    const check = new ValueCheck(sink, "warning");
    const inChannels = [...children(root, "channels"), ...children(root, "components", "channels")].flatMap(([, channel]) =>
      children(channel, "messages"),
    );
    const messages = [...inChannels, ...children(root, "components", "messages")].map(([, message]) => message);
    for (const message of new Set(messages.filter(isObject))) checkMessage(message, check);
  },
};

function checkMessage(message: TreeNode, check: ValueCheck): void {
  for (const example of items(message.get("examples"))) {
    for (const part of ["payload", "headers"]) {
      const value = example.get(part);
      const schema = jsonSchemaOf(message.get(part)?.resolve());
      if (value !== undefined && schema !== undefined) check.check(value, schema, "The example");
    }
  }
}

/** The schema itself, or the one inside an object with its format. */
function jsonSchemaOf(schema: TreeNode | undefined): TreeNode | undefined {
  const inner = schema?.get("schema");
  if (schema === undefined || inner === undefined) return schema;
  const format = schema.get("schemaFormat")?.resolve().scalar;
  return format === undefined || (typeof format === "string" && isJsonSchemaFormat(format)) ? inner.resolve() : undefined;
}
