import { type DiagnosticSink, Suggestions } from "../../diagnostics/index.ts";
import { encodeToken, pointerTokens } from "../../ground/json-pointer.ts";
import type { Limits } from "../limits.ts";
import type { SourceTree } from "../text/read-source.ts";
import type { TreeNode } from "../tree/tree-node.ts";
import { avroNamed } from "./avro-name.ts";
import { isData } from "./data-position.ts";
import { DeniedReferences } from "./denied-references.ts";
import type { FileSet } from "./file-set.ts";
import { parseReference } from "./reference-text.ts";
import { SchemaIds } from "./schema-ids.ts";

/**
 * Sets `target` on every reference that can be reached from the document, reading other files as they are needed. The graph stays a graph:
 * nothing is copied, so the cost is that of the references, however often they lead to the same place.
 */
export async function linkReferences(document: SourceTree, files: FileSet, sink: DiagnosticSink, limits: Limits): Promise<void> {
  const linker = new Linker(document, files, sink, limits);
  linker.enqueue(document.references);
  for (;;) {
    const waiting = linker.run();
    if (waiting === undefined) break;
    await files.fetch(parseReference(waiting.reference ?? "").file, waiting.source.location);
  }
  linker.reportDenied();
  linker.refuseCycles();
}

class Linker {
  readonly #files: FileSet;
  readonly #sink: DiagnosticSink;
  readonly #limits: Limits;
  /** Files whose own complaints were taken over. */
  readonly #trees = new Set<TreeNode>();
  readonly #suggestions = new Suggestions();
  readonly #linked = new Set<TreeNode>();
  readonly #entered = new Set<TreeNode>();
  readonly #open: TreeNode[] = [];
  readonly #denied = new DeniedReferences();
  readonly #ids = new SchemaIds();
  /** The reference whose file is on the network and not here yet. */
  #waiting: TreeNode | undefined;

  constructor(document: SourceTree, files: FileSet, sink: DiagnosticSink, limits: Limits) {
    this.#files = files;
    this.#sink = sink;
    this.#limits = limits;
    this.#entered.add(document.root);
    this.#ids.add(document);
  }

  reportDenied(): void {
    this.#denied.report(this.#sink);
  }

  /** Last first, so that the stack gives them back in source order. */
  enqueue(references: readonly TreeNode[]): void {
    for (let index = references.length - 1; index >= 0; index -= 1) {
      const reference = references[index];
      if (reference !== undefined) this.#open.push(reference);
    }
  }

  /** Links until done, or until a file has to be fetched for the reference that is returned. */
  run(): TreeNode | undefined {
    for (let node = this.#open.pop(); node !== undefined; node = this.#open.pop()) {
      if (this.#link(node, 0) !== "waiting") continue;
      this.#open.push(node);
      return this.#waiting;
    }
    return undefined;
  }

  #link(node: TreeNode, hops: number): "done" | "waiting" {
    if (this.#linked.has(node)) return "done";
    const reference = node.reference;
    if (reference === undefined) return this.#refuseNonText(node);
    if (hops > this.#limits.referenceHops) {
      this.#sink.report("ref-too-many-hops", node, { reference, hops: this.#limits.referenceHops });
      this.#linked.add(node);
      node.isBroken = true;
      return "done";
    }
    const place = node.get("$ref") ?? node;
    const named = this.#ids.find(node, reference);
    const inside = pointerTokens(named?.pointer ?? "");
    if (named !== undefined && inside !== undefined && (!reference.startsWith("#") || reaches(named.root, inside))) {
      this.#linked.add(node);
      node.isBroken = true;
      this.#enter(named.root);
      return this.#walk(node, named.root, inside, reference, hops);
    }
    const { file, tokens } = parseReference(reference);
    const root = file === "" ? rootOf(node) : this.#rootOfFile(file, node, reference);
    if (root === "waiting") {
      this.#waiting = node;
      return "waiting";
    }
    this.#linked.add(node);
    node.isBroken = true;
    if (root === undefined) return "done";
    if (tokens === undefined) {
      this.#sink.report("ref-pointer-invalid", place, { reference });
      return "done";
    }
    return this.#walk(node, root, tokens, reference, hops);
  }

  /** From the root of the target's file along the pointer; a reference on the way is followed. */
  #walk(node: TreeNode, root: TreeNode, tokens: readonly string[], reference: string, hops: number): "done" | "waiting" {
    let at = root;
    for (const [index, token] of tokens.entries()) {
      let next = child(at, token) ?? (tokens.length === 1 ? this.#avroNamed(node, at, token).found : undefined);
      for (let hop = 0; next === undefined && at.reference !== undefined && hop <= this.#limits.referenceHops; hop += 1) {
        if (this.#link(at, hops + 1) === "waiting") {
          this.#linked.delete(node);
          return "waiting";
        }
        // Why that one leads nowhere was reported there.
        if (at.isBroken) return "done";
        if (at.target === undefined || at.target === at) break;
        at = at.target;
        next = child(at, token);
      }
      if (next === undefined) {
        this.#missing(node, reference, at, tokens.slice(0, index), token);
        return "done";
      }
      at = next;
    }
    node.target = at;
    node.isBroken = false;
    this.#enter(at);
    return "done";
  }

  /** Of another file only: in the document itself names have places. */
  #avroNamed(node: TreeNode, root: TreeNode, name: string): ReturnType<typeof avroNamed> {
    return root === rootOf(node) ? { names: [] } : avroNamed(root, name);
  }

  #rootOfFile(file: string, node: TreeNode, reference: string): TreeNode | undefined | "waiting" {
    const outcome = this.#files.open(file, node.source.location);
    if (outcome === undefined) return "waiting";
    if (outcome.kind === "denied") {
      this.#denied.add(outcome.denied, node.get("$ref") ?? node, reference);
      return undefined;
    }
    if (outcome.kind === "problem") {
      outcome.report(this.#sink, node.get("$ref") ?? node, reference);
      return undefined;
    }
    if (!this.#trees.has(outcome.tree.root)) {
      this.#sink.add(...outcome.diagnostics);
      this.#ids.add(outcome.tree);
    }
    this.#trees.add(outcome.tree.root);
    return outcome.tree.root;
  }

  /** Of another file only the part that is referred to counts: what else is broken there is not this document's business. */
  #enter(target: TreeNode): void {
    if (this.#entered.has(rootOf(target))) return;
    const found: TreeNode[] = [];
    const open = [target];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (this.#entered.has(at)) continue;
      this.#entered.add(at);
      if (at.properties?.has("$ref")) found.push(at);
      if (at.properties !== undefined) open.push(...[...at.properties.values()].reverse());
      else if (at.elements !== undefined)
        for (let index = at.elements.length - 1; index >= 0; index -= 1) open.push(at.elements[index] as TreeNode);
    }
    this.enqueue(found);
  }

  #missing(node: TreeNode, reference: string, at: TreeNode, before: readonly string[], token: string): void {
    if (isData(node)) {
      node.isBroken = false;
      this.#sink.report("ref-target-missing-in-data", node.get("$ref") ?? node, { reference });
      return;
    }
    const prefix = `${reference.slice(0, reference.indexOf("#") + 1) || `${reference}#`}${before.map((part) => `/${encodeToken(part)}`).join("")}`;
    const left = reference
      .slice(reference.indexOf("#"))
      .split("/")
      .slice(before.length + 1);
    // A name with a slash in it was written as it is.
    const joined = left.findIndex((_, last) => last > 0 && at.properties?.has(left.slice(0, last + 1).join("/")) === true);
    const near = joined === -1 ? this.#near(node, at, token) : left.slice(0, joined + 1).join("/");
    const rest = left.slice(joined === -1 ? 1 : joined + 1);
    const suggestion = near === undefined ? undefined : [`${prefix}/${encodeToken(near)}`, ...rest].join("/");
    this.#sink.report("ref-target-missing", node.get("$ref") ?? node, {
      reference,
      missing: before.length === 0 ? token : `${token}\` in \`${before.map(encodeToken).join("/")}`,
      suggestion,
      hasSlash: joined !== -1,
    });
  }

  #near(node: TreeNode, at: TreeNode, token: string): string | undefined {
    const { names } = this.#avroNamed(node, at, token);
    // Several have this short name.
    const same = names.find((name) => name.endsWith(`.${token}`));
    return same ?? this.#suggestions.for(token, names.length === 0 ? (at.properties?.keys() ?? []) : names);
  }

  /** A schema may describe a property that is called `$ref`; anywhere else the value must be text. */
  #refuseNonText(node: TreeNode): "done" {
    this.#linked.add(node);
    const value = node.get("$ref");
    if (value === undefined || node.key === "properties" || node.key === "patternProperties" || isData(node)) return "done";
    node.isBroken = true;
    this.#sink.report("ref-not-text", value, {
      found: value.kind === "null" ? "null" : value.kind === "array" ? "a list" : `${value.kind === "object" ? "an" : "a"} ${value.kind}`,
    });
    return "done";
  }

  /**
   * References that lead to each other only: each such circle once, and none of them leads anywhere afterwards. Every other reference leads to
   * its value in one hop from now on, so that following a long chain costs nothing.
   */
  refuseCycles(): void {
    const settled = new Set<TreeNode>();
    for (const start of this.#linked) {
      const path = new Set<TreeNode>();
      let at: TreeNode | undefined = start;
      while (at?.target !== undefined && !settled.has(at) && !path.has(at)) {
        path.add(at);
        at = at.target;
      }
      if (at === undefined) continue;
      if (path.has(at)) this.#reportCycle(at);
      const end = path.has(at) ? undefined : at.resolve();
      for (const node of path) {
        node.target = end;
        node.isBroken = end === undefined;
        settled.add(node);
      }
    }
  }

  #reportCycle(first: TreeNode): void {
    const members = new Set<TreeNode>();
    for (let at: TreeNode | undefined = first; at !== undefined && !members.has(at); at = at.target) members.add(at);
    const named = [...members].slice(0, 5).map((node) => `\`#${node.pointer}\``);
    const chain = members.size > named.length ? [...named, `… (${members.size} in all)`] : [...named, named[0]];
    this.#sink.report("ref-cycle", first.get("$ref") ?? first, { chain: chain.join(" → ") });
  }
}

function child(node: TreeNode, token: string): TreeNode | undefined {
  if (node.elements !== undefined) return /^(0|[1-9]\d*)$/.test(token) ? node.elements[Number(token)] : undefined;
  return node.properties?.get(token);
}

/** Without following references on the way. */
function reaches(root: TreeNode, tokens: readonly string[]): boolean {
  return tokens.reduce<TreeNode | undefined>((at, token) => (at === undefined ? undefined : child(at, token)), root) !== undefined;
}

function rootOf(node: TreeNode): TreeNode {
  let at = node;
  while (at.parent !== undefined) at = at.parent;
  return at;
}
