import { canonical } from "../equality.ts";
import type { Keyword } from "./keyword.ts";

/** `type`, `enum`, `const`: which values. */
export const valueKeywords: Readonly<Record<string, Keyword>> = {
  type: ({ value, schema }) => {
    const types = value.kind === "array" ? value.items().map((item) => String(item.scalar)) : [String(value.scalar)];
    const known = new Set(types);
    // OpenAPI's way to allow null, which ajv and so the official parser know too.
    if (schema.node.get("nullable")?.scalar === true) known.add("null");
    return (node, run) => {
      if (known.has(node.kind) || (node.kind === "number" && known.has("integer") && Number.isInteger(node.scalar))) return true;
      return run.add({ keyword: "type", node, schema, wanted: types });
    };
  },
  enum: ({ value, schema }) => {
    if (value.kind !== "array") return undefined;
    const allowed = new Set(value.items().map((item) => canonical(item)));
    const texts = new Set(value.items().map((item) => item.resolve().scalar));
    // Nearly always a text, and then there is nothing to unfold.
    return (node, run) =>
      (typeof node.scalar === "string" ? texts.has(node.scalar) : allowed.has(canonical(node))) ||
      run.add({ keyword: "enum", node, schema, wanted: value.value });
  },
  const: ({ value, schema }) => {
    const wanted = canonical(value);
    return (node, run) => canonical(node) === wanted || run.add({ keyword: "const", node, schema, wanted: value.value });
  },
};
