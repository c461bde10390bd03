import type { DocumentNode } from "../../document/node.ts";
import { keyCandidates, keyOf, titleCandidates } from "../names/index.ts";
import { child, entriesOf, fieldsOf, text } from "../reading/fields.ts";
import type { ChannelDraft, MessageDraft } from "./draft.ts";

/** Where a message stands. */
export interface MessagePlace {
  /** The words of the way that leads to it. */
  readonly path: string;
  /** One of a list. */
  readonly isPositional?: boolean;
  /** Words that no other of the list can have: a constant of its payload. */
  readonly told?: string | undefined;
}

/** Component key, else `messageId`, else `name`, else `title`, else what tells it from its neighbours, else the way that leads to it. */
export function messageDraft(reference: DocumentNode, { path, isPositional = false, told }: MessagePlace, major: 2 | 3): MessageDraft {
  const node = reference.resolve();
  const fields = fieldsOf(node, major);
  const component = /^\/components\/messages\/[^/]+$/.test(node.pointer) ? keyOf(node.pointer) : undefined;
  const [id, name, title] = [text(fields.get("messageId")), text(fields.get("name")), text(fields.get("title"))];
  const key = component ?? id ?? name;
  const rank = component !== undefined ? 0 : id !== undefined ? 100 : 200;
  return {
    id: node.id,
    wanted: component ?? id ?? name ?? title ?? told ?? path,
    candidates: [
      ...(key === undefined ? titleCandidates(title, 300) : keyCandidates(key, rank)),
      ...(told === undefined ? [] : [{ text: told, rank: 400, isTry: true }]),
      { text: path, rank: 500 },
    ],
    isPositional,
    node,
    fields,
  };
}

/** Components that no channel uses: somebody may want their types all the same. */
export function spareMessages(root: DocumentNode, channels: readonly ChannelDraft[], major: 2 | 3): readonly MessageDraft[] {
  const used = new Set(channels.flatMap(({ messages }) => messages.map(({ id }) => id)));
  const components = entriesOf(child(child(root, "components"), "messages"));
  return components
    .map(([key, reference]) => messageDraft(reference, { path: key }, major))
    .filter(({ id, node }) => node.kind === "object" && !used.has(id) && child(node, "oneOf") === undefined);
}
