import type { DocumentNode } from "../../document/node.ts";
import { report, type SchemaContext } from "./context.ts";

/** Reading of keywords. What has the wrong shape is a diagnostic and counts as absent; the run ends with an error then. */
export function numberAt(node: DocumentNode, keyword: string, context: SchemaContext): number | undefined {
  return read(node, keyword, context, "a number", (value) => (typeof value === "number" && Number.isFinite(value) ? value : undefined));
}

/** `3` or `3.0`, not negative. */
export function countAt(node: DocumentNode, keyword: string, context: SchemaContext): number | undefined {
  return read(node, keyword, context, "a whole number, not negative", (value) =>
    typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : undefined,
  );
}

export function textAt(node: DocumentNode, keyword: string, context: SchemaContext): string | undefined {
  return read(node, keyword, context, "a text", (value) => (typeof value === "string" ? value : undefined));
}

export function flagAt(node: DocumentNode, keyword: string, context: SchemaContext): boolean | undefined {
  return read(node, keyword, context, "true or false", (value) => (typeof value === "boolean" ? value : undefined));
}

export function itemsAt(node: DocumentNode, keyword: string, context: SchemaContext): readonly DocumentNode[] {
  const found = node.get(keyword);
  if (found === undefined) return [];
  if (found.kind === "array") return found.items();
  report(context, "schema-keyword", { keyword, found: shown(found), wanted: "a list" }, found);
  return [];
}

export function entriesAt(node: DocumentNode, keyword: string, context: SchemaContext): readonly (readonly [string, DocumentNode])[] {
  const found = node.get(keyword);
  if (found === undefined) return [];
  if (found.kind === "object") return found.entries();
  report(context, "schema-keyword", { keyword, found: shown(found), wanted: "an object" }, found);
  return [];
}

export function textsOf(list: DocumentNode, keyword: string, context: SchemaContext): readonly string[] {
  const texts = list.items().flatMap((item) => {
    if (typeof item.value === "string") return [item.value];
    report(context, "schema-keyword", { keyword, found: shown(item), wanted: "a list of names" }, item);
    return [];
  });
  if (list.kind !== "array") report(context, "schema-keyword", { keyword, found: shown(list), wanted: "a list of names" }, list);
  return texts;
}

/** A value as a sentence quotes it. */
export function shown(node: DocumentNode): string {
  if (node.kind === "object") return "an object";
  if (node.kind === "array") return "a list";
  const text = JSON.stringify(node.value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function read<Value>(
  node: DocumentNode,
  keyword: string,
  context: SchemaContext,
  wanted: string,
  accept: (value: unknown) => Value | undefined,
): Value | undefined {
  const found = node.get(keyword);
  if (found === undefined) return undefined;
  const value = accept(found.value);
  if (value === undefined) report(context, "schema-keyword", { keyword, found: shown(found), wanted }, found);
  return value;
}
