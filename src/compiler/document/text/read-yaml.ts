import { type Alias, Composer, isAlias, isMap, isScalar, isSeq, type ParsedNode, Parser, type Scalar } from "yaml";
import type { TreeNode } from "../tree/tree-node.ts";
import { checkTokenDepth } from "./token-depth.ts";
import { ReadingStopped, type TreeBuilder } from "./tree-builder.ts";
import { plainKey } from "./yaml-key.ts";
import { mendOf } from "./yaml-mend.ts";

type YamlValue = Exclude<ParsedNode, Alias>;
type YamlNode = YamlValue | Alias | null;

/** One YAML 1.2 document with the core schema: no tags of one's own, no merge keys, no second document. Undefined where it is not well-formed. */
export function readYaml(text: string, builder: TreeBuilder): TreeNode | undefined {
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    merge: false,
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
    strict: true,
  });
  const documents = [...composer.compose(depthChecked(text, builder), true, text.length)];
  const [document, second] = documents;
  if (document === undefined) return undefined;
  if (second !== undefined) {
    builder.sink.report("yaml-several-documents", builder.source.place(second.range[0], ""), {});
    return undefined;
  }
  const version = document.directives?.yaml.version;
  if (document.directives?.yaml.explicit === true && version !== "1.2") {
    builder.sink.report("yaml-version", builder.source.place(0, ""), { version: String(version) });
    return undefined;
  }
  const problems = [...document.errors, ...document.warnings];
  for (const problem of problems.slice(0, 20)) {
    const place = builder.source.place(problem.pos[0], "");
    if (problem.code === "TAG_RESOLVE_FAILED")
      builder.sink.report("yaml-tag", place, { tag: text.slice(problem.pos[0], Math.min(problem.pos[1], problem.pos[0] + 60)) });
    else builder.sink.report("yaml-syntax", place, { reason: problem.message.replace(/[.:]$/, ""), mend: mendOf(problem) });
  }
  if (problems.length > 0) return undefined;
  return new YamlConversion(builder).root(document.contents as YamlNode);
}

function* depthChecked(
  text: string,
  builder: TreeBuilder,
): Generator<ReturnType<Parser["next"]> extends Generator<infer Token> ? Token : never> {
  for (const token of new Parser().parse(text)) {
    checkTokenDepth(token, builder);
    yield token;
  }
}

/** The library's tree as ours. Recursion is bounded by the depth that was checked on the tokens, and by the depth passed on for aliases. */
class YamlConversion {
  readonly #builder: TreeBuilder;
  /** What each anchor marks at this point of the text; undefined while that is still open. */
  readonly #anchors = new Map<string, YamlNode | undefined>();
  #aliasNodes = 0;
  #insideAlias = 0;
  #outermostAlias = 0;

  constructor(builder: TreeBuilder) {
    this.#builder = builder;
  }

  root(node: YamlNode): TreeNode {
    return this.#convert(node, 1, node?.range?.[0] ?? 0, (...value) => this.#builder.root(...value));
  }

  #convert(node: YamlNode, depth: number, emptyAt: number, add: Add): TreeNode {
    const start = node?.range?.[0] ?? emptyAt;
    if (isAlias(node)) return this.#alias(node, depth, start, add);
    if (this.#insideAlias > 0) this.#countAliasNode();
    const anchor = node?.anchor;
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const added = this.#add(node, depth, start, add);
    if (anchor !== undefined) this.#anchors.set(anchor, node);
    return added;
  }

  #add(node: YamlValue | null, depth: number, start: number, add: Add): TreeNode {
    if (isMap(node)) {
      this.#builder.checkDepth(depth, start);
      const object = add("object", start);
      for (const pair of node.items) this.#pair(object, pair.key as YamlNode, pair.value as YamlNode, depth);
      return object;
    }
    if (isSeq(node)) {
      this.#builder.checkDepth(depth, start);
      const list = add("array", start);
      for (const item of node.items) this.#convert(item as YamlNode, depth + 1, start, (...value) => this.#builder.item(list, ...value));
      return list;
    }
    return this.#scalar(node, start, add);
  }

  #pair(object: TreeNode, key: YamlNode, value: YamlNode, depth: number): void {
    const keyStart = key?.range?.[0] ?? object.start;
    const name = plainKey(key);
    if (name === undefined) {
      this.#builder.sink.report("yaml-key", this.#builder.source.place(keyStart, object.pointer), {});
      return;
    }
    if (name === "<<" && isScalar(key) && key.type === "PLAIN") {
      this.#builder.sink.report("yaml-merge-key", this.#builder.source.place(keyStart, object.pointer), {});
      return;
    }
    this.#convert(value, depth + 1, key?.range?.[1] ?? keyStart, (...added) => this.#builder.property(object, name, keyStart, ...added));
  }

  #scalar(node: Scalar | null, start: number, add: Add): TreeNode {
    const value = node?.value ?? null;
    if (typeof value === "number" && !Number.isFinite(value)) {
      const added = add("null", start);
      // Its structure was complained about here; "must be a number" would be no news.
      added.isBroken = true;
      this.#builder.sink.report("number-not-finite", added, { number: node?.source ?? String(value) });
      return added;
    }
    if (typeof value === "string") return add("string", start, value);
    if (typeof value === "number") return add("number", start, value);
    if (typeof value === "boolean") return add("boolean", start, value);
    return add("null", start);
  }

  #alias(alias: Alias, depth: number, start: number, add: Add): TreeNode {
    const name = alias.source;
    const known = this.#anchors.has(name);
    const marked = this.#anchors.get(name);
    if (marked === undefined) {
      const added = add("null", start);
      this.#builder.sink.report(known ? "yaml-alias-cycle" : "yaml-alias-unknown", added, { name });
      return added;
    }
    if (this.#insideAlias === 0) this.#outermostAlias = start;
    this.#insideAlias += 1;
    const added = this.#convert(marked, depth, start, add);
    this.#insideAlias -= 1;
    return added;
  }

  #countAliasNode(): void {
    this.#aliasNodes += 1;
    if (this.#aliasNodes <= this.#builder.limits.aliasNodes) return;
    this.#builder.sink.report("yaml-alias-bomb", this.#builder.source.place(this.#outermostAlias, ""), {
      nodes: this.#builder.limits.aliasNodes,
    });
    throw new ReadingStopped();
  }
}

type Add = (...value: Parameters<TreeBuilder["root"]>) => TreeNode;
