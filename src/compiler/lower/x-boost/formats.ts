import { boostGroups } from "../../../options/boost.ts";
import { formatNames } from "../../../options/formats.ts";
import type { FormatOptions } from "../../../options/options.generated.ts";
import { suggest } from "../../diagnostics/index.ts";
import type { DocumentNode } from "../../document/node.ts";
import { type Contract, type FormatMode, type Schema, type StringSchema, schemasIn } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import { readBoost } from "./read-boost.ts";

/** `x-boost.formats` of the root, a channel or a message. */
export function readFormats(node: DocumentNode | undefined, place: "root" | "channel" | "message", { sink }: Lowering): FormatOptions {
  return readBoost<FormatOptions>(boostGroups.formats, node, place, sink);
}

/** Who expects a check that is not made is told: where formats are remarks, and where they count but one is none that anybody knows. */
export function reportUncheckedFormats(contract: Contract, root: DocumentNode, { sink }: Lowering): void {
  const received = contract.operations
    .filter(({ action }) => action === "receive")
    .flatMap(({ channel, messages }) =>
      messages.map(({ message }) => ({ message, mode: message.formats ?? channel.formats ?? contract.formats ?? "annotate" })),
    );
  const textsOf = (wanted: FormatMode): readonly StringSchema[] =>
    stringsIn(
      received
        .filter(({ mode }) => mode === wanted)
        .flatMap(({ message: { payload, headers } }) => (headers === undefined ? [payload] : [payload, headers])),
      contract.schemas,
    );
  const place = { ...root.place(), line: 0, column: 0 };
  const unchecked = textsOf("annotate").flatMap(({ formats }) => formats);
  if (unchecked.length > 0) sink.report("formats-unchecked", place, { count: unchecked.length, names: inOrder(unchecked) });
  const unknown = textsOf("assert").flatMap(({ otherFormats = [] }) => otherFormats);
  const suggestions = inOrder(unknown).map((name) => ({ name, suggestion: suggest(name, formatNames) }));
  if (unknown.length > 0) sink.report("formats-unknown", place, { count: unknown.length, formats: suggestions });
}

function inOrder(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}

/** One for each place of the document, however many messages lead there. */
function stringsIn(schemas: readonly Schema[], declarations: Contract["schemas"]): readonly StringSchema[] {
  const declared = new Map(declarations.map(({ id, schema }) => [id, schema]));
  const seen = new Set<Schema>();
  const open = [...schemas];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const target = next.kind === "reference" ? declared.get(next.target) : undefined;
    open.push(...schemasIn(next), ...(target === undefined ? [] : [target]));
  }
  return [...seen].filter((schema) => schema.kind === "string");
}
