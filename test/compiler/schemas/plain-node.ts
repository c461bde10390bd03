import type { DocumentNode } from "../../../src/compiler/document/node.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A document made of plain values, for tests of the lowering alone; references within it by JSON Pointer. */
export function plainDocument(
  value: unknown,
  file = "test.yaml",
  resolveOther: (reference: string, from: DocumentNode) => DocumentNode | undefined = () => undefined,
): DocumentNode {
  const nodes = new Map<string, DocumentNode>();
  /** As if every value stood on a line of its own. */
  const lines = new Map<string, number>();

  const nodeAt = (current: Json, pointer: string): DocumentNode => {
    const known = nodes.get(pointer);
    if (known !== undefined) return known;
    const made = node(current, pointer);
    nodes.set(pointer, made);
    return made;
  };

  const node = (current: Json, pointer: string): DocumentNode => {
    const kind =
      current === null ? "null" : Array.isArray(current) ? "array" : (typeof current as "object" | "string" | "number" | "boolean");
    const record = kind === "object" ? (current as { readonly [key: string]: Json }) : undefined;
    const child = (key: string, inner: Json): DocumentNode =>
      nodeAt(inner, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
    const reference =
      record !== undefined && Object.hasOwn(record, "$ref") && typeof record["$ref"] === "string" ? record["$ref"] : undefined;
    const self: DocumentNode = {
      kind,
      pointer,
      file,
      id: `${file}#${pointer}`,
      value: current,
      parent: undefined,
      place: () => ({ file, pointer, line: lines.get(pointer) ?? 1, column: 1 }),
      get: (key) => {
        const inner = record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
        return inner === undefined ? undefined : child(key, inner);
      },
      entries: () => Object.entries(record ?? {}).map(([key, inner]) => [key, child(key, inner)] as const),
      items: () => (Array.isArray(current) ? (current as readonly Json[]).map((inner, index) => child(String(index), inner)) : []),
      reference,
      resolve: () => {
        if (reference === undefined) return self;
        const target = resolveOther(reference, self) ?? byPointer(reference);
        if (target === undefined) throw new ReferenceError(`No ${reference} in ${file}.`);
        return target.resolve();
      },
    };
    return self;
  };

  const root = nodeAt(value as Json, "");
  const number = (from: DocumentNode): void => {
    lines.set(from.pointer, lines.size + 1);
    for (const [, inner] of from.entries()) number(inner);
    for (const inner of from.items()) number(inner);
  };
  number(root);
  const byPointer = (reference: string): DocumentNode | undefined => {
    if (!reference.startsWith("#")) return undefined;
    let at: DocumentNode | undefined = root;
    for (const token of decodeURIComponent(reference.slice(1)).split("/").slice(1)) {
      const key: string = token.replaceAll("~1", "/").replaceAll("~0", "~");
      at = at?.kind === "array" ? at.items()[Number(key)] : at?.get(key);
    }
    return at;
  };
  return root;
}
