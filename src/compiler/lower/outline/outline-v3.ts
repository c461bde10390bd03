import type { DocumentNode } from "../../document/node.ts";
import { keyOf } from "../names/index.ts";
import { child, entriesOf, fieldsOf, text } from "../reading/fields.ts";
import type { ChannelDraft, MessageDraft, OperationDraft, Outline, ReplyDraft } from "./draft.ts";
import { messageDraft, spareMessages } from "./message-draft.ts";

/** Channels, by the identity of what they are; components that only an operation refers to are added. */
class Channels {
  readonly drafts = new Map<string, ChannelDraft>();

  of(key: string, reference: DocumentNode | undefined): ChannelDraft | undefined {
    const node = reference?.resolve();
    if (node?.kind !== "object") return undefined;
    const known = this.drafts.get(node.id);
    if (known !== undefined) return known;
    const draft = channelDraft(key, node);
    this.drafts.set(node.id, draft);
    return draft;
  }

  at(reference: DocumentNode | undefined): ChannelDraft | undefined {
    return reference === undefined ? undefined : this.of(keyOf(reference.resolve().pointer), reference);
  }
}

/** @see https://www.asyncapi.com/docs/reference/specification/v3.0.0#A2SObject */
export function outlineOfV3(root: DocumentNode): Outline {
  const channels = new Channels();
  for (const [key, reference] of entriesOf(child(root, "channels"))) channels.of(key, reference);
  const operations = entriesOf(child(root, "operations")).flatMap(([key, reference]): OperationDraft[] => {
    const node = reference.resolve();
    const channel = channels.at(child(node, "channel"));
    const action = child(node, "action")?.value;
    if (channel === undefined || (action !== "receive" && action !== "send")) return [];
    const fields = fieldsOf(node, 3);
    return [
      {
        id: `${node.id} as ${reference.id}`,
        key,
        hasKey: true,
        wanted: key,
        action,
        node,
        fields,
        channel,
        messages: chosen(fields.get("messages"), channel),
        reply: replyDraft(fields.get("reply"), channels),
      },
    ];
  });
  const all = [...channels.drafts.values()];
  return { channels: all, operations, spare: spareMessages(root, all, 3) };
}

function channelDraft(key: string, node: DocumentNode): ChannelDraft {
  const address = child(node, "address");
  const servers = child(node, "servers");
  const messages = entriesOf(child(node, "messages")).map(([name, message]) => messageDraft(message, { path: `${key} ${name}` }, 3));
  return {
    id: node.id,
    key,
    node,
    address: text(address) ?? null,
    servers: servers === undefined || servers.items().length === 0 ? undefined : servers.items().map((item) => item.resolve()),
    messages: [...new Map(messages.map((message) => [message.id, message])).values()],
  };
}

/** References lead to messages of the channel; an absent list means all of them. */
function chosen(listed: DocumentNode | undefined, channel: ChannelDraft): readonly MessageDraft[] {
  if (listed === undefined) return channel.messages;
  const wanted = new Set(listed.items().map((item) => item.resolve().id));
  return channel.messages.filter((message) => wanted.has(message.id));
}

function replyDraft(node: DocumentNode | undefined, channels: Channels): ReplyDraft | undefined {
  if (node === undefined) return undefined;
  const channel = channels.at(child(node, "channel"));
  const listed = child(node, "messages");
  const named = (): readonly MessageDraft[] =>
    (listed?.items() ?? []).map((item) => messageDraft(item, { path: keyOf(item.resolve().pointer) }, 3));
  return { node, channel, messages: channel === undefined ? named() : chosen(listed, channel) };
}
