import type { Keyword } from "./keyword.ts";

/** In code points. */
function length(keyword: string, holds: (length: number, limit: number) => boolean): Keyword {
  return ({ value, schema }) => {
    const limit = value.scalar;
    if (typeof limit !== "number") return undefined;
    return (node, run) =>
      typeof node.scalar !== "string" || holds([...node.scalar].length, limit) || run.add({ keyword, node, schema, wanted: limit });
  };
}

export const stringKeywords: Readonly<Record<string, Keyword>> = {
  minLength: length("minLength", (count, limit) => count >= limit),
  maxLength: length("maxLength", (count, limit) => count <= limit),
  pattern: ({ value, schema, compiler }) => {
    if (typeof value.scalar !== "string") return undefined;
    const test = compiler.dialect.pattern(value.scalar);
    if (test === undefined) return undefined;
    return (node, run) =>
      typeof node.scalar !== "string" || test(node.scalar) || run.add({ keyword: "pattern", node, schema, wanted: value.scalar });
  },
  format: ({ value, schema, compiler }) => {
    if (typeof value.scalar !== "string") return undefined;
    const test = compiler.dialect.format(value.scalar);
    if (test === undefined) return undefined;
    return (node, run) => {
      const { scalar } = node;
      return (
        (typeof scalar !== "string" && typeof scalar !== "number") ||
        test(scalar) ||
        run.add({ keyword: "format", node, schema, wanted: value.scalar })
      );
    };
  },
};
