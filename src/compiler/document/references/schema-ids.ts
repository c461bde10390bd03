import { pathToFileURL } from "node:url";
import type { SourceTree } from "../text/read-source.ts";
import type { TreeNode } from "../tree/tree-node.ts";
import { isData } from "./data-position.ts";
import { parseUrl } from "./location.ts";

/** Where a reference leads that names a schema by its `$id` or anchor. */
export interface Identified {
  /** The schema that has the `$id`: what a JSON Pointer starts from. */
  readonly root: TreeNode;
  /** What stands after `#`, decoded; "" for the schema itself. */
  readonly pointer: string;
}

/**
 * Schemas of the files that were read, by `$id` and plain anchor. Nothing is fetched by an `$id`: it only gives a name to what is there.
 * @see https://json-schema.org/draft-07/json-schema-core#rfc.section.8.2
 */
export class SchemaIds {
  readonly #places = new Map<string, TreeNode>();

  add({ identified }: SourceTree): void {
    for (const node of identified) {
      // Beside `$ref` it names nothing, and in an example it is data.
      if (node.reference !== undefined || isData(node)) continue;
      const base = baseOf(node.parent, node);
      for (const address of [addressOf(textAt(node, "$id"), base), addressOf(anchored(textAt(node, "$anchor")), baseOf(node, node))])
        if (address !== undefined && !this.#places.has(address)) this.#places.set(address, node);
    }
  }

  find(node: TreeNode, reference: string): Identified | undefined {
    if (this.#places.size === 0) return undefined;
    const base = baseOf(node.parent, node);
    const address = addressOf(reference, base);
    if (address === undefined) return undefined;
    const exact = this.#places.get(address);
    if (exact !== undefined) return { root: exact, pointer: "" };
    const hash = address.indexOf("#");
    const fragment = hash === -1 ? "" : address.slice(hash + 1);
    const root = this.#places.get(hash === -1 ? address : address.slice(0, hash));
    return root !== undefined && fragment.startsWith("/") ? { root, pointer: fragment } : undefined;
  }
}

/** What relative references inside `node` start from: the nearest `$id` above, else the file. */
function baseOf(node: TreeNode | undefined, inFile: TreeNode): string | undefined {
  const ids: string[] = [];
  for (let at = node; at !== undefined; at = at.parent) {
    const id = at.reference === undefined ? textAt(at, "$id") : undefined;
    if (id !== undefined && !id.startsWith("#")) ids.push(id);
  }
  const { location } = inFile.source;
  const file = URL.canParse(location) && /^https?:/.test(location) ? location : pathToFileURL(location).href;
  return ids.reduceRight<string | undefined>((base, id) => addressOf(id, base), file);
}

/** Absolute, without an empty fragment; the fragment percent-decoded. */
function addressOf(reference: string | undefined, base: string | undefined): string | undefined {
  if (reference === undefined) return undefined;
  const url = parseUrl(reference, base);
  if (url === undefined) return undefined;
  const [address = "", fragment = ""] = url.href.split("#");
  return fragment === "" ? address : `${address}#${decoded(fragment)}`;
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function anchored(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `#${name}`;
}

function textAt(node: TreeNode, key: string): string | undefined {
  const value = node.get(key)?.scalar;
  return typeof value === "string" ? value : undefined;
}
