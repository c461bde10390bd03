import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { Limits } from "../limits.ts";
import type { Source } from "../tree/source.ts";
import type { TreeNode } from "../tree/tree-node.ts";
import { readBlockYaml } from "./block-yaml/read-block-yaml.ts";
import { withoutComments } from "./json-comments.ts";
import { looksLikeJson, readJson } from "./read-json.ts";
import { readYaml } from "./read-yaml.ts";
import { ReadingStopped, TreeBuilder } from "./tree-builder.ts";

export interface SourceTree {
  readonly root: TreeNode;
  /** Objects with a `$ref`, in source order. */
  readonly references: readonly TreeNode[];
  /** Objects with an `$id` or `$anchor`, in source order. */
  readonly identified: readonly TreeNode[];
}

/** Text as a tree; undefined after an error was reported that leaves nothing to look at. */
export function readSource(source: Source, sink: DiagnosticSink, limits: Limits): SourceTree | undefined {
  const start = (): TreeBuilder => new TreeBuilder(source, sink, limits);
  const text = source.file.endsWith(".avsc") ? withoutComments(source.text) : source.text;
  try {
    const quick = looksLikeJson(text) ? readJson(text, start) : readBlockYaml(text, start);
    if ("root" in quick) return treeOf(quick.root, quick.builder);
    if (source.file.endsWith(".json") && /^\/[/*]/.test(source.text.slice(quick.unusualAt, quick.unusualAt + 2))) {
      const mend = "Remove it; in a file that ends in `.yaml`, `#` begins one.";
      sink.report("yaml-syntax", source.place(quick.unusualAt, ""), { reason: "JSON has no comments", mend });
      return undefined;
    }
    if (source.text.length > limits.unusualYaml) {
      sink.report("yaml-unusual", source.place(quick.unusualAt, ""), { limit: `${limits.unusualYaml / 1024 / 1024} MB` });
      return undefined;
    }
    const builder = start();
    const root = readYaml(text, builder);
    return root === undefined ? undefined : treeOf(root, builder);
  } catch (error) {
    if (error instanceof ReadingStopped) return undefined;
    if (error instanceof RangeError) {
      // The stack of this process is smaller than the depth limit assumes.
      sink.report("document-too-deep", source.place(0, ""), { depth: limits.depth });
      return undefined;
    }
    throw error;
  }
}

function treeOf(root: TreeNode, { references, identified }: TreeBuilder): SourceTree {
  return { root, references, identified };
}
