import type { DocumentNode } from "../../document/node.ts";
import type { Message } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import { assignNames, typeName } from "../names/index.ts";
import type { Outline } from "../outline/draft.ts";
import { child, text } from "../reading/fields.ts";
import { lowerMessage } from "./message.ts";

/** Every message, by identity: those of channels in the order of the document, then those of replies, then components that nobody uses. */
export function lowerMessages(
  { channels, operations, spare }: Outline,
  root: DocumentNode,
  lowering: Lowering,
): ReadonlyMap<string, Message> {
  const all = [...channels, ...operations.flatMap(({ reply }) => reply ?? [])].flatMap(({ messages }) => messages);
  const drafts = new Map([...all, ...spare].map((draft) => [draft.id, draft] as const));
  const names = assignNames("message", [...drafts.values()], { make: typeName, sink: lowering.sink });
  const contentType = text(child(root, "defaultContentType")) ?? "application/json";
  const messages = new Map<string, Message>();
  for (const draft of drafts.values()) {
    const name = names.get(draft.id) ?? "";
    const place = draft.candidates.at(-1)?.text ?? "";
    const isNamedByPlace = draft.isPositional && name === typeName(place);
    if (isNamedByPlace) lowering.sink.report("message-by-place", draft.node, { message: name });
    const message = lowerMessage(draft, name, contentType, lowering);
    if (message !== undefined) messages.set(draft.id, isNamedByPlace ? { ...message, isNamedByPlace } : message);
  }
  return messages;
}
