import type { DocumentNode } from "../../document/node.ts";
import type { Channel, Contract, Message, Operation, Reply, Server, WorkflowRule } from "../../model/index.ts";
import { protocolsOf } from "../channels/channel.ts";
import { actionOf } from "../channels/channels.ts";
import { shapeOf } from "../channels/message.ts";
import type { Lowering } from "../lowering.ts";
import { assignNames, handlersType, memberName } from "../names.ts";
import type { OperationDraft, Outline } from "../outline/draft.ts";
import { child } from "../reading/fields.ts";
import { readConsumeOptions } from "../x-boost/consume-options.ts";
import { lowerRules } from "../x-temporal/rule.ts";
import type { RuleDraft } from "../x-temporal/rule-draft.ts";
import { messageMembers, reportSharedPublishers, type Side } from "./message-members.ts";
import { canReceive, lowerOperation, lowerReply } from "./operation.ts";
import { lowerWorkflows, type RuleUse } from "./workflows.ts";

export interface Parts {
  readonly root: DocumentNode;
  readonly servers: readonly Server[];
  readonly channels: ReadonlyMap<string, Channel>;
  readonly messages: ReadonlyMap<string, Message>;
}

export function lowerOperations(outline: Outline, parts: Parts, lowering: Lowering): Pick<Contract, "operations" | "workflows"> {
  const { sink, types } = lowering;
  const drafts = outline.operations.filter((draft) => isPossible(draft, parts, lowering));
  const names = assignNames("operation", drafts, { make: memberName, sink, taken: types, brings: (name) => [handlersType(name)] });
  const nameOf = ({ id }: OperationDraft): string => names.get(id) ?? "";
  const rules = new Rules(drafts, parts, lowering);
  const sides = (action: "receive" | "send"): readonly Side[] =>
    drafts
      .filter((draft) => actionOf(draft, lowering) === action)
      .map((draft) => ({ name: nameOf(draft), node: draft.node, messages: messagesOf(draft, parts) }));
  const publisher = messageMembers("publisher", sides("send"), sink);
  const incoming = messageMembers("incoming message", sides("receive"), sink);
  reportSharedPublishers(sides("send"), publisher, sink);
  const defaults = readConsumeOptions(child(parts.root, "x-boost"), "root", lowering);
  const operations = drafts.flatMap((draft): Operation[] => {
    const channel = parts.channels.get(draft.channel.id);
    if (channel === undefined) return [];
    const name = nameOf(draft);
    const action = actionOf(draft, lowering);
    const messages = messagesOf(draft, parts).map((message) => ({
      message,
      rules: rules.of(draft, message),
      ...(action === "send" ? { publisher: publisher(name, message) } : { incoming: incoming(name, message) }),
    }));
    const protocols = protocolsOf(serversOf(channel, parts));
    const reply = replyOf(draft, parts, lowering);
    return [lowerOperation(draft, { name, action, channel, protocols, messages, defaults, reply }, lowering)];
  });
  return { operations, workflows: rules.workflows };
}

function messagesOf({ messages }: OperationDraft, parts: Parts): readonly Message[] {
  return messages.flatMap(({ id }) => parts.messages.get(id) ?? []);
}

function serversOf(channel: Channel, { servers }: Parts): readonly Server[] {
  return channel.servers.length > 0 ? channel.servers : servers;
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
  if (actionOf(draft, lowering) === "send") {
    lowering.sink.report("reply-of-request", reply.node, { operation: key }, { part: "key" });
    return undefined;
  }
  const messages = reply.messages.flatMap(({ id }) => parts.messages.get(id) ?? []);
  if (messages.length === 0) {
    lowering.sink.report("reply-untyped", reply.node, { operation: key }, { part: "key" });
    return undefined;
  }
  const channel = reply.channel === undefined ? undefined : parts.channels.get(reply.channel.id);
  return lowerReply({ ...reply, node: reply.node ?? node }, channel, messages, lowering);
}

/** What `x-temporal` says about each message of each receiving operation; the message's own rules win over the operation's. */
class Rules {
  readonly workflows: Contract["workflows"];
  readonly #rules = new Map<string, readonly WorkflowRule[]>();

  constructor(drafts: readonly OperationDraft[], { channels, messages }: Parts, lowering: Lowering) {
    const uses: (RuleUse & { readonly key: string })[] = [];
    const known = new Map<string, readonly RuleDraft[]>();
    for (const draft of drafts) {
      if (actionOf(draft, lowering) !== "receive") continue;
      const parameters = channels.get(draft.channel.id)?.parameters.map(({ key }) => key) ?? [];
      for (const messageDraft of draft.messages) {
        const message = messages.get(messageDraft.id);
        const node = messageDraft.fields.get("x-temporal") ?? draft.fields.get("x-temporal");
        if (message === undefined || node === undefined) continue;
        // One message that two operations receive has one set of rules, checked with the channel of each.
        const lowered = lowerRules(node, { ...shapeOf(messageDraft, lowering.major), name: message.name, parameters }, lowering);
        const identity = `${node.id} ${message.id}`;
        const rules = known.get(identity) ?? lowered;
        known.set(identity, rules);
        uses.push(...rules.map((rule) => ({ key: `${draft.id} ${message.id}`, message, draft: rule, node: messageDraft.node })));
      }
    }
    const { workflows, ruleOf } = lowerWorkflows(uses, lowering);
    this.workflows = workflows;
    for (const { key, draft } of uses) this.#rules.set(key, [...(this.#rules.get(key) ?? []), ruleOf(draft)]);
  }

  of(operation: OperationDraft, message: Message): readonly WorkflowRule[] {
    return this.#rules.get(`${operation.id} ${message.id}`) ?? [];
  }
}
