import type { DocumentNode } from "../../document/node.ts";
import { keyOf } from "../names/index.ts";
import { child, entriesOf, fieldsOf, text, texts } from "../reading/fields.ts";
import type { ChannelDraft, MessageDraft, OperationDraft, Outline } from "./draft.ts";
import { messageDraft, spareMessages } from "./message-draft.ts";
import { tellingConstants } from "./telling-constants.ts";

/**
 * 2.x: channels are keyed by their address and hold the operations. `publish` is what others do to us, so the application receives.
 * @see https://www.asyncapi.com/docs/reference/specification/v2.6.0#channelItemObject
 */
export function outlineOfV2(root: DocumentNode): Outline {
  const servers = child(root, "servers");
  const channels: ChannelDraft[] = [];
  const operations: OperationDraft[] = [];
  for (const [address, reference] of entriesOf(child(root, "channels"))) {
    const node = reference.resolve();
    if (node.kind !== "object") continue;
    const sides = (["publish", "subscribe"] as const).flatMap((verb) => {
      const operation = child(node, verb);
      return operation?.kind === "object" ? [{ verb, operation, messages: messagesOf(operation, address, verb) }] : [];
    });
    const listed = child(node, "servers");
    const draft: ChannelDraft = {
      id: reference.id,
      key: address,
      node,
      address,
      servers:
        listed === undefined || listed.items().length === 0 ? undefined : texts(listed).flatMap((name) => child(servers, name) ?? []),
      messages: unique(sides.flatMap(({ messages }) => messages)),
    };
    channels.push(draft);
    for (const { verb, operation, messages } of sides) {
      const fields = fieldsOf(operation, 2);
      const operationId = text(fields.get("operationId"));
      operations.push({
        // Two channels may refer to one channel item.
        id: `${operation.id} of ${reference.id}`,
        key: operationId ?? `${verb} ${address}`,
        hasKey: operationId !== undefined,
        wanted: operationId ?? `${verb === "publish" ? "on" : "send"} ${address}`,
        action: verb === "publish" ? "receive" : "send",
        node: operation,
        fields,
        channel: draft,
        messages: unique(messages),
        reply: undefined,
      });
    }
  }
  return { channels, operations, spare: spareMessages(root, channels, 2) };
}

function messagesOf(operation: DocumentNode, address: string, verb: string): readonly MessageDraft[] {
  const path = `${address} ${verb}`;
  const reference = fieldsOf(operation, 2).unresolved("message");
  if (reference === undefined) return [];
  const choices = alternatives(reference, new Set());
  if (choices === undefined) return [messageDraft(reference, { path }, 2)];
  const words = tellingWords(choices, address);
  return choices.map((item, index) => {
    return messageDraft(item, { path: `${path} ${index + 1}`, isPositional: true, told: words?.[index] }, 2);
  });
}

/** What each message of a list could be called after that no other has: a constant of its payload or headers, the schema that it refers to. */
function tellingWords(choices: readonly DocumentNode[], address: string): readonly string[] | undefined {
  const part = (key: "payload" | "headers"): readonly (DocumentNode | undefined)[] => choices.map((choice) => child(choice.resolve(), key));
  const constants = tellingConstants(part("payload")) ?? tellingConstants(part("headers"));
  if (constants !== undefined) return constants.map((constant) => `${address} ${constant}`);
  const schemas = part("payload").map((payload) => /^\/components\/schemas\/[^/]+$/.exec(payload?.pointer ?? "")?.[0]);
  const known = schemas.filter((pointer) => pointer !== undefined);
  return new Set(known).size === choices.length ? known.map(keyOf) : undefined;
}

/** The messages of a `oneOf`, and of those in it; nothing for a message. */
function alternatives(reference: DocumentNode, open: ReadonlySet<string>): readonly DocumentNode[] | undefined {
  const node = reference.resolve();
  const choices = child(node, "oneOf");
  if (choices?.kind !== "array") return undefined;
  if (open.has(node.id)) return [];
  return choices.items().flatMap((item) => alternatives(item, new Set([...open, node.id])) ?? [item]);
}

function unique(messages: readonly MessageDraft[]): readonly MessageDraft[] {
  return [...new Map(messages.map((message) => [message.id, message])).values()];
}
