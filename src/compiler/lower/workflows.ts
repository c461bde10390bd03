import { pascalName } from "../code/index.ts";
import type { DocumentNode } from "../document/node.ts";
import type { Message, Template, Workflow, WorkflowAction, WorkflowRule } from "../model/index.ts";
import type { Lowering } from "./lowering.ts";
import { assignNames, memberName } from "./names.ts";
import type { RuleDraft } from "./x-temporal.ts";

/** A rule with the message that it is for. */
export interface RuleUse {
  readonly message: Message;
  readonly draft: RuleDraft;
  readonly node: DocumentNode;
}

export interface LoweredWorkflows {
  readonly workflows: readonly Workflow[];
  readonly ruleOf: (draft: RuleDraft) => WorkflowRule;
}

/**
 * Which member of `context.workflows` each rule belongs to. A rule without a workflow type (a bare signal or update) joins the workflow whose
 * id is built the same way (`order-{…}`); where there is none, it forms a group named after the signal.
 */
export function lowerWorkflows(uses: readonly RuleUse[], { sink }: Lowering): LoweredWorkflows {
  const typeBySkeleton = new Map<string, string>();
  for (const { draft } of uses) {
    const skeleton = skeletonOf(draft.workflowId);
    if (draft.type !== undefined && !typeBySkeleton.has(skeleton)) typeBySkeleton.set(skeleton, draft.type);
  }
  const groupOf = (draft: RuleDraft): { readonly id: string; readonly type: string | undefined; readonly wanted: string } => {
    const type = draft.type ?? typeBySkeleton.get(skeletonOf(draft.workflowId));
    if (type !== undefined) return { id: `type ${type}`, type, wanted: type };
    const wanted = draft.signal?.name ?? draft.update?.name ?? "workflow";
    return { id: `signal ${wanted}`, type: undefined, wanted };
  };
  const named = uses.map(({ draft, node }) => ({ ...groupOf(draft), node }));
  const members = assignNames("workflow", named, memberName, sink);
  const types = assignNames("workflow type", named, (text) => pascalName(text), sink);

  const rules = new Map<RuleDraft, WorkflowRule>();
  const groups = new Map<string, { readonly type: string | undefined; readonly actions: Map<string, WorkflowAction["rules"][number][]> }>();
  for (const { draft, message } of uses) {
    const { id, type } = groupOf(draft);
    const rule: WorkflowRule = { ...draft, workflow: members.get(id) ?? "", member: memberOf(draft, type !== undefined) };
    rules.set(draft, rule);
    const group = groups.get(id) ?? { type, actions: new Map() };
    groups.set(id, group);
    group.actions.set(rule.member, [...(group.actions.get(rule.member) ?? []), { message, rule }]);
  }
  const workflows = [...groups].map(
    ([id, { type, actions }]): Workflow => ({
      kind: "workflow",
      ...(type === undefined ? {} : { type }),
      name: members.get(id) ?? "",
      typeName: types.get(id) ?? "",
      actions: [...actions].map(([member, list]) => ({ member, rules: list })),
    }),
  );
  return {
    workflows,
    ruleOf: (draft) => {
      const rule = rules.get(draft);
      if (rule === undefined) throw new ReferenceError(`No rule was lowered for ${draft.pointer}.`);
      return rule;
    },
  };
}

/** `start`, `signalCancel`, `updateWithStartAddItem`; in a group of its own a bare signal is just `signal`. */
function memberOf({ kind, signal, update }: RuleDraft, isTyped: boolean): string {
  if (kind === "start") return "start";
  const name = signal?.name ?? update?.name ?? "";
  return isTyped ? `${kind}${pascalName(name)}` : kind;
}

function skeletonOf(template: Template): string {
  return template.map((part) => (typeof part === "string" ? part : "{}")).join("");
}
