import type { Rule } from "./rule.ts";

/** Notes such as `x-parser-spec-parsed`, with which the official parser marks what it has read; in a document they could only mislead a tool. */
export const parserExtensions: Rule = {
  check(root, sink) {
    for (const owner of [
      root,
      ...(root.get("components")?.resolve().entries() ?? []).flatMap(([, group]) =>
        group
          .resolve()
          .entries()
          .map(([, part]) => part),
      ),
    ]) {
      for (const [key, value] of owner.entries())
        if (key.startsWith("x-parser-")) sink.report("parser-extension", value, { key }, { part: "key" });
    }
  },
};
