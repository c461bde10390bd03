import type { Channel, Contract, Message, WorkflowRule } from "../../model/index.ts";
import { actionOf } from "../channels/channels.ts";
import { shapeOf } from "../channels/message.ts";
import type { Lowering } from "../lowering.ts";
import type { OperationDraft } from "../outline/draft.ts";
import { defined } from "../reading/defined.ts";
import type { FinishedSchemas } from "../schemas/index.ts";
import { lowerRules } from "../x-temporal/rule.ts";
import type { RuleDraft } from "../x-temporal/rule-draft.ts";
import type { RuleUse } from "./workflow-names.ts";
import { lowerWorkflows } from "./workflows.ts";

interface Parts {
  readonly channels: ReadonlyMap<string, Channel>;
  readonly messages: ReadonlyMap<string, Message>;
}

export interface LoweredRules {
  readonly workflows: Contract["workflows"];
  readonly schemas: FinishedSchemas;
  readonly of: (operation: OperationDraft, message: Message) => readonly WorkflowRule[];
}

interface PlacedRule extends RuleUse {
  /** The operation and the message. */
  readonly key: string;
}

/** What `x-temporal` says about each message of each receiving operation. Conditions are the last schemas that are read, so all are known then. */
export function lowerAllRules(drafts: readonly OperationDraft[], parts: Parts, lowering: Lowering): LoweredRules {
  const uses = placedRules(drafts, parts, lowering);
  const schemas = lowering.schemas.finish();
  const settled = new Map(uses.map(({ draft }) => [draft, withSettledCondition(draft, schemas)]));
  const final = uses.map((use) => ({ ...use, draft: settled.get(use.draft) ?? use.draft }));
  const { workflows, ruleOf } = lowerWorkflows(final, lowering);
  const rules = new Map<string, readonly WorkflowRule[]>();
  for (const { key, draft } of final) rules.set(key, [...(rules.get(key) ?? []), ruleOf(draft)]);
  return { workflows, schemas, of: (operation, message) => rules.get(keyOf(operation, message)) ?? [] };
}

/** The message's own rules win over the operation's. */
function placedRules(drafts: readonly OperationDraft[], { channels, messages }: Parts, lowering: Lowering): readonly PlacedRule[] {
  const known = new Map<string, readonly RuleDraft[]>();
  return drafts.flatMap((operation): readonly PlacedRule[] => {
    if (actionOf(operation, lowering) !== "receive") return [];
    const parameters = channels.get(operation.channel.id)?.parameters.map(({ key }) => key) ?? [];
    return operation.messages.flatMap((messageDraft): readonly PlacedRule[] => {
      const message = messages.get(messageDraft.id);
      const node = messageDraft.fields.get("x-temporal") ?? operation.fields.get("x-temporal");
      if (message === undefined || node === undefined) return [];
      // One message that two operations receive has one set of rules, checked with the channel of each.
      const lowered = lowerRules(node, { ...shapeOf(messageDraft, lowering), name: message.name, parameters }, lowering);
      const identity = `${node.id} ${message.id}`;
      const rules = known.get(identity) ?? lowered;
      known.set(identity, rules);
      return rules.map((draft) => ({ key: keyOf(operation, message), message, draft, node: messageDraft.node }));
    });
  });
}

const keyOf = (operation: OperationDraft, message: Message): string => `${operation.id} ${message.id}`;

function withSettledCondition(draft: RuleDraft, { settled }: FinishedSchemas): RuleDraft {
  if (draft.when === undefined) return draft;
  const { payload, headers } = draft.when;
  return {
    ...draft,
    when: defined({
      payload: payload === undefined ? undefined : settled(payload),
      headers: headers === undefined ? undefined : settled(headers),
    }),
  };
}
