import { boostGroups } from "../../../options/boost.ts";
import type { FormatName } from "../../../options/formats.ts";
import type { FormatOptions } from "../../../options/options.generated.ts";
import type { DocumentNode } from "../../document/node.ts";
import { type Contract, type Schema, schemasIn } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import { readBoost } from "./read-boost.ts";

/** `x-boost.formats` of the root, a channel or a message. */
export function readFormats(node: DocumentNode | undefined, place: "root" | "channel" | "message", { sink }: Lowering): FormatOptions {
  return readBoost<FormatOptions>(boostGroups.formats, node, place, sink);
}

/** Formats of messages that somebody else sends are remarks unless the document says otherwise; whoever expects a check is told. */
export function reportUncheckedFormats(contract: Contract, root: DocumentNode, { sink }: Lowering): void {
  const received = contract.operations
    .filter(({ action }) => action === "receive")
    .flatMap(({ channel, messages }) =>
      messages.flatMap(({ message }) => ((message.formats ?? channel.formats ?? contract.formats) === "assert" ? [] : [message])),
    );
  const found = formatsIn(
    received.flatMap(({ payload, headers }) => (headers === undefined ? [payload] : [payload, headers])),
    contract.schemas,
  );
  const place = { ...root.place(), line: 0, column: 0 };
  if (found.length > 0) sink.report("formats-unchecked", place, { count: found.length, names: [...new Set(found)].sort() });
}

/** One for each place of the document, however many messages lead there. */
function formatsIn(schemas: readonly Schema[], declarations: Contract["schemas"]): readonly FormatName[] {
  const declared = new Map(declarations.map(({ id, schema }) => [id, schema]));
  const seen = new Set<Schema>();
  const open = [...schemas];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const target = next.kind === "reference" ? declared.get(next.target) : undefined;
    open.push(...schemasIn(next), ...(target === undefined ? [] : [target]));
  }
  return [...seen].flatMap((schema) => (schema.kind === "string" ? schema.formats : []));
}
