import type { DocumentNode } from "../../document/node.ts";

/** The file that a part of the document was read from, as the document writes it; nothing for the document's own. */
export function sourceOf({ file }: DocumentNode, document: string): { readonly source?: string } {
  return file === document ? {} : { source: relativeTo(document, file) };
}

function relativeTo(document: string, file: string): string {
  if (/^[a-z][a-z0-9+.-]+:/i.test(file)) return file;
  const from = document.split(/[\\/]/).slice(0, -1);
  const to = file.split(/[\\/]/);
  const common = from.findIndex((part, index) => part !== to[index]);
  const shared = common === -1 ? from.length : common;
  const up = from.slice(shared).map(() => "..");
  return [...(up.length === 0 ? ["."] : up), ...to.slice(shared)].join("/");
}
