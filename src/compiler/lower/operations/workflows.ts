import type { Workflow, WorkflowAction, WorkflowRule } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import type { RuleDraft } from "../x-temporal/rule-draft.ts";
import { checkWorkflowIds, skeletonOf } from "./workflow-ids.ts";
import { type Group, type GroupedUse, namesOfWorkflows, type RuleUse } from "./workflow-names.ts";
import { type Arguments, parameterNames } from "./workflow-parameters.ts";

export interface LoweredWorkflows {
  readonly workflows: readonly Workflow[];
  readonly ruleOf: (draft: RuleDraft) => WorkflowRule;
}

/**
 * Which member of `context.workflows` each rule belongs to. A rule without a workflow type (a bare signal or update) joins the workflow whose
 * id is built the same way (`order-{…}`); where there is none, it forms a group named after the signal.
 */
export function lowerWorkflows(uses: readonly RuleUse[], lowering: Lowering): LoweredWorkflows {
  checkWorkflowIds(uses, lowering.sink);
  const groupOf = grouping(uses);
  const grouped = uses.map((use): GroupedUse => ({ ...use, group: groupOf(use.draft) }));
  const names = namesOfWorkflows(grouped, lowering);
  const rules = new Map<RuleDraft, WorkflowRule>();
  const groups = new Map<string, { readonly group: Group; readonly actions: Map<string, WorkflowAction["rules"][number][]> }>();
  for (const { draft, message, group } of grouped) {
    if (rules.has(draft)) continue;
    const rule: WorkflowRule = { ...draft, ...names.ofRule(draft, group) };
    rules.set(draft, rule);
    const known = groups.get(group.id) ?? { group, actions: new Map<string, WorkflowAction["rules"][number][]>() };
    groups.set(group.id, known);
    known.actions.set(rule.member, [...(known.actions.get(rule.member) ?? []), { message, rule }]);
  }
  const workflows = [...groups.values()].map(({ group: { id, type }, actions }): Workflow => {
    const all = [...actions.values()].flat();
    const starts = type === undefined ? [] : all.filter(({ rule }) => rule.type !== undefined);
    return {
      kind: "workflow",
      ...(type === undefined ? {} : { type }),
      ...names.ofGroup(id),
      ...(starts.length === 0 ? {} : { parameters: parameterNames(starts.map(({ message, rule }) => ({ message, args: rule.args }))) }),
      signals: callsOf(all, "signal"),
      updates: callsOf(all, "update"),
      actions: [...actions].map(([member, list]) => ({ member, rules: list })),
    };
  });
  return {
    workflows,
    ruleOf: (draft) => {
      const rule = rules.get(draft);
      if (rule === undefined) throw new ReferenceError(`No rule was lowered for ${draft.pointer}.`);
      return rule;
    },
  };
}

function callsOf(uses: WorkflowAction["rules"], kind: "signal" | "update"): Workflow["signals"] {
  const calls = new Map<string, Arguments[]>();
  for (const { message, rule } of uses) {
    const call = rule[kind];
    if (call !== undefined) calls.set(call.name, [...(calls.get(call.name) ?? []), { message, args: call.args }]);
  }
  return [...calls].map(([name, all]) => ({ name, parameters: parameterNames(all) }));
}

/** Of several workflow types with one skeleton the one that sorts first, so that the order of the document does not matter. */
function grouping(uses: readonly RuleUse[]): (draft: RuleDraft) => Group {
  const typeBySkeleton = new Map<string, string>();
  for (const { draft } of uses) {
    const skeleton = skeletonOf(draft.workflowId);
    const known = typeBySkeleton.get(skeleton);
    if (draft.type !== undefined && (known === undefined || draft.type < known)) typeBySkeleton.set(skeleton, draft.type);
  }
  return (draft) => {
    const type = draft.type ?? typeBySkeleton.get(skeletonOf(draft.workflowId));
    if (type !== undefined) return { id: `type ${type}`, type, wanted: type };
    const wanted = draft.signal?.name ?? draft.update?.name ?? "workflow";
    return { id: `signal ${wanted}`, type: undefined, wanted };
  };
}
