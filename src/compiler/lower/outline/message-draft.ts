import type { DocumentNode } from "../../document/node.ts";
import { keyOf } from "../names/index.ts";
import { child, entriesOf, fieldsOf, text } from "../reading/fields.ts";
import type { ChannelDraft, MessageDraft } from "./draft.ts";

/** Component key, else `messageId`, else `name`, else the way that leads to it: `path`. */
export function messageDraft(reference: DocumentNode, path: string, major: 2 | 3): MessageDraft {
  const node = reference.resolve();
  const fields = fieldsOf(node, major);
  const component = /^\/components\/messages\/[^/]+$/.test(node.pointer) ? keyOf(node.pointer) : undefined;
  return {
    id: node.id,
    wanted: component ?? text(fields.get("messageId")) ?? text(fields.get("name")) ?? path,
    otherwise: path,
    node,
    fields,
  };
}

/** Components that no channel uses: somebody may want their types all the same. */
export function spareMessages(root: DocumentNode, channels: readonly ChannelDraft[], major: 2 | 3): readonly MessageDraft[] {
  const used = new Set(channels.flatMap(({ messages }) => messages.map(({ id }) => id)));
  const components = entriesOf(child(child(root, "components"), "messages"));
  return components
    .map(([key, reference]) => messageDraft(reference, key, major))
    .filter(({ id, node }) => node.kind === "object" && !used.has(id) && child(node, "oneOf") === undefined);
}
