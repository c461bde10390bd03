import type { DocumentNode } from "../document/node.ts";
import type { ChannelDraft, MessageDraft, OperationDraft, Outline, ReplyDraft } from "./draft.ts";
import { child, entriesOf, fieldsOf, text } from "./fields.ts";
import { messageDraft } from "./message.ts";
import { keyOf } from "./names.ts";

/** @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#A2SObject */
export function outlineOfV3(root: DocumentNode): Outline {
  const channels = new Map<string, ChannelDraft>();
  const draftOf = (key: string, reference: DocumentNode): ChannelDraft | undefined => {
    const node = reference.resolve();
    if (node.kind !== "object") return undefined;
    const known = channels.get(node.id);
    if (known !== undefined) return known;
    const draft = channelDraft(key, node);
    channels.set(node.id, draft);
    return draft;
  };
  for (const [key, reference] of entriesOf(child(root, "channels"))) draftOf(key, reference);

  const operations = entriesOf(child(root, "operations")).flatMap(([key, reference]): OperationDraft[] => {
    const node = reference.resolve();
    const target = child(node, "channel");
    const channel = target === undefined ? undefined : draftOf(keyOf(target.pointer), target);
    const action = child(node, "action")?.value;
    if (channel === undefined || (action !== "receive" && action !== "send")) return [];
    const fields = fieldsOf(node, 3);
    return [
      {
        id: node.id,
        key,
        wanted: key,
        action,
        fields,
        channel,
        messages: chosen(fields.get("messages"), channel),
        reply: replyDraft(fields.get("reply"), draftOf),
      },
    ];
  });
  return { channels: [...channels.values()], operations };
}

function channelDraft(key: string, node: DocumentNode): ChannelDraft {
  const address = child(node, "address");
  const servers = child(node, "servers");
  return {
    id: node.id,
    key,
    node,
    address: text(address) ?? null,
    servers: servers === undefined || servers.items().length === 0 ? undefined : servers.items().map((item) => item.resolve()),
    messages: entriesOf(child(node, "messages")).map(([name, message]) => messageDraft(message, `${key} ${name}`, 3)),
  };
}

/** References lead to messages of the channel; an absent list means all of them. */
function chosen(listed: DocumentNode | undefined, channel: ChannelDraft): readonly MessageDraft[] {
  if (listed === undefined) return channel.messages;
  const wanted = new Set(listed.items().map((item) => item.resolve().id));
  return channel.messages.filter((message) => wanted.has(message.id));
}

function replyDraft(
  node: DocumentNode | undefined,
  draftOf: (key: string, reference: DocumentNode) => ChannelDraft | undefined,
): ReplyDraft | undefined {
  if (node === undefined) return undefined;
  const target = child(node, "channel");
  const channel = target === undefined ? undefined : draftOf(keyOf(target.pointer), target);
  const listed = child(node, "messages");
  return { node, channel, messages: channel === undefined ? [] : chosen(listed, channel) };
}
