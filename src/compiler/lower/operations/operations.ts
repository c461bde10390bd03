import type { DocumentNode } from "../../document/node.ts";
import {
  type Channel,
  type Contract,
  type Message,
  type Operation,
  type Protocol,
  type Reply,
  type Server,
  serversOf,
} from "../../model/index.ts";
import { canReceive } from "../channels/address.ts";
import { protocolsOf } from "../channels/channel.ts";
import { actionOf } from "../channels/channels.ts";
import type { Lowering } from "../lowering.ts";
import type { OperationDraft, Outline } from "../outline/draft.ts";
import { child } from "../reading/fields.ts";
import type { FinishedSchemas } from "../schemas/index.ts";
import { readConsumeOptions, readRequestOptions } from "../x-boost/consume-options.ts";
import { messageMembers, reportSharedPublishers, type Side } from "./message-members.ts";
import { lowerOperation, lowerReply } from "./operation.ts";
import { namesOfOperations } from "./operation-names.ts";
import { canBeAsked } from "./requests.ts";
import { lowerAllRules } from "./rules.ts";

export interface Parts {
  readonly root: DocumentNode;
  readonly servers: readonly Server[];
  readonly channels: ReadonlyMap<string, Channel>;
  readonly messages: ReadonlyMap<string, Message>;
}

export interface LoweredOperations extends Pick<Contract, "operations" | "workflows"> {
  /** Of the whole document: nothing reads another schema after the operations. */
  readonly schemas: FinishedSchemas;
}

export function lowerOperations(outline: Outline, parts: Parts, lowering: Lowering): LoweredOperations {
  const { sink } = lowering;
  const drafts = outline.operations.filter((draft) => isPossible(draft, parts, lowering));
  const names = namesOfOperations(drafts, lowering);
  const nameOf = ({ id }: OperationDraft): string => names(id).name;
  const rules = lowerAllRules(drafts, parts, lowering);
  const sides = (action: "receive" | "send"): readonly Side[] =>
    drafts
      .filter((draft) => actionOf(draft, lowering) === action)
      .map((draft) => ({ name: nameOf(draft), node: draft.node, messages: messagesOf(draft, parts) }));
  const publisher = messageMembers("publisher", sides("send"), sink);
  const incoming = messageMembers("incoming message", sides("receive"), sink);
  reportSharedPublishers(sides("send"), publisher, sink);
  const root = child(parts.root, "x-boost");
  const defaults = readConsumeOptions(root, "root", lowering);
  const operations = drafts.flatMap((draft): Operation[] => {
    const channel = parts.channels.get(draft.channel.id);
    if (channel === undefined) return [];
    const { name, typeName, file } = names(draft.id);
    const action = actionOf(draft, lowering);
    const messages = messagesOf(draft, parts).map((message) => ({
      message,
      rules: rules.of(draft, message),
      ...(action === "send" ? { publisher: publisher(name, message) } : { incoming: incoming(name, message) }),
    }));
    const protocols = protocolsOf(serversOf(channel, parts));
    const reply = replyOf(draft, parts, lowering);
    return [lowerOperation(draft, { name, typeName, file, action, channel, protocols, messages, root, defaults, reply }, lowering)];
  });
  return { operations, workflows: rules.workflows, schemas: rules.schemas };
}

function messagesOf({ messages }: OperationDraft, parts: Parts): readonly Message[] {
  return messages.flatMap(({ id }) => parts.messages.get(id) ?? []);
}

/** An operation needs a message, and one that receives an address as well. */
function isPossible(draft: OperationDraft, parts: Parts, lowering: Lowering): boolean {
  const channel = parts.channels.get(draft.channel.id);
  if (channel === undefined || messagesOf(draft, parts).length === 0) {
    lowering.sink.report("operation-empty", draft.node, { operation: draft.key }, { part: "key" });
    return false;
  }
  if (actionOf(draft, lowering) === "send" || canReceive(channel, protocolsOf(serversOf(channel, parts)))) return true;
  lowering.sink.report("address-unknown", draft.node, { operation: draft.key }, { part: "key" });
  return false;
}

function replyOf(draft: OperationDraft, parts: Parts, lowering: Lowering): Reply | undefined {
  const { reply, node, key } = draft;
  if (reply === undefined) return undefined;
  const isAsked = actionOf(draft, lowering) === "send";
  const messages = reply.messages.flatMap(({ id }) => parts.messages.get(id) ?? []);
  if (messages.length === 0) {
    lowering.sink.report("reply-untyped", reply.node, { operation: key, isAsked }, { part: "key" });
    return undefined;
  }
  const channel = reply.channel === undefined ? undefined : parts.channels.get(reply.channel.id);
  const lowered = lowerReply({ ...reply, node: reply.node ?? node }, channel, messages, lowering);
  const sentTo = parts.channels.get(draft.channel.id);
  if (!isAsked || sentTo === undefined) return lowered;
  const protocolsAt = (at: Channel): ReadonlySet<Protocol> => protocolsOf(serversOf(at, parts));
  const request = { operation: key, channel: sentTo, messages: messagesOf(draft, parts), reply: lowered, protocolsAt };
  if (!canBeAsked(request, reply.node, lowering)) return undefined;
  const options = readRequestOptions([child(parts.root, "x-boost"), draft.fields.get("x-boost")], lowering);
  return { ...lowered, ...(options === undefined ? {} : { request: options }) };
}
