import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DocumentNode } from "../../../src/compiler/document/node.ts";
import { sharedFolder } from "../../shared-inputs.ts";
import { plainDocument } from "./plain-node.ts";

export const suiteFolder: string = sharedFolder("json-schema-test-suite");

/** The address that the suite expects its remote schemas at. */
const remoteBase = "http://localhost:1234/";

/**
 * Loads a schema of the official suite with `$id` and remote documents, which AsyncAPI documents do not have:
 * there, references are files and pointers, and the compiler's own loader resolves them.
 */
export function suiteDocument(schema: unknown, metaSchema: unknown): DocumentNode {
  const places = new Map<string, DocumentNode>();
  const add = (value: unknown, address: string): DocumentNode => {
    const root = plainDocument(value, address, (reference, from) => resolve(reference, from, address));
    index(root, address, places);
    return root;
  };
  const resolve = (reference: string, from: DocumentNode, address: string): DocumentNode | undefined => {
    const target = new URL(reference, baseOf(from, address, places));
    const fragment = decodeURIComponent(target.hash.slice(1));
    const exact = places.get(target.href);
    if (exact !== undefined) return exact;
    target.hash = "";
    const document = places.get(target.href) ?? remote(target.href);
    return document === undefined ? undefined : follow(document, fragment);
  };
  const remote = (href: string): DocumentNode | undefined => {
    if (href.startsWith("http://json-schema.org/draft-07/schema")) return add(metaSchema, href);
    const file = remotes.get(href);
    return file === undefined ? undefined : add(JSON.parse(readFileSync(file, "utf8")), href);
  };
  return add(schema, "https://suite.test/root");
}

/** Base of the references of each node: set while a document is indexed. */
const bases = new WeakMap<DocumentNode, string>();

function baseOf(from: DocumentNode, address: string, _places: ReadonlyMap<string, DocumentNode>): string {
  return bases.get(from) ?? address;
}

/** Notes every schema with an `$id` under its full address. `$id` beside `$ref`, and in `enum` or `const`, is none. */
function index(node: DocumentNode, base: string, places: Map<string, DocumentNode>): void {
  bases.set(node, base);
  if (node.pointer === "") places.set(withoutHash(base), node);
  let inner = base;
  const id = node.reference === undefined ? node.get("$id")?.value : undefined;
  if (typeof id === "string") {
    const address = new URL(id, base);
    places.set(address.href.replace(/#$/, ""), node);
    if (address.hash === "" || address.hash === "#") inner = withoutHash(address.href);
  }
  bases.set(node, inner);
  for (const [key, child] of node.entries()) if (key !== "enum" && key !== "const") index(child, inner, places);
  for (const child of node.items()) index(child, inner, places);
}

function withoutHash(address: string): string {
  return address.replace(/#.*$/, "");
}

function follow(root: DocumentNode, fragment: string): DocumentNode | undefined {
  let at: DocumentNode | undefined = root;
  for (const token of fragment.split("/").slice(1)) {
    const key: string = token.replaceAll("~1", "/").replaceAll("~0", "~");
    at = at?.kind === "array" ? at.items()[Number(key)] : at?.get(key);
  }
  return at;
}

const remotes: ReadonlyMap<string, string> = new Map(
  filesIn(join(suiteFolder, "remotes")).map((path) => [remoteBase + path, join(suiteFolder, "remotes", path)]),
);

/** Remote schemas of one draft by address, for validators that want them beforehand. */
export function loadRemotes(draft: string): readonly (readonly [address: string, schema: unknown])[] {
  const own = [...remotes].filter(([address]) => address.startsWith(`${remoteBase}${draft}/`) || !/\/(?:draft[^/]*|v1)\//.test(address));
  return own.map(([address, file]) => [address, JSON.parse(readFileSync(file, "utf8"))]);
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".json"));
  } catch {
    return [];
  }
}
