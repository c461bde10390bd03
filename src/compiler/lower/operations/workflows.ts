import type { DocumentNode } from "../../document/node.ts";
import type { Message, Template, Workflow, WorkflowAction, WorkflowRule } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import { assignNames, memberName, TakenNames, typeName } from "../names.ts";
import type { RuleDraft } from "../x-temporal/rule-draft.ts";

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

interface Group {
  readonly id: string;
  readonly type: string | undefined;
  readonly wanted: string;
}

/**
 * Which member of `context.workflows` each rule belongs to. A rule without a workflow type (a bare signal or update) joins the workflow whose
 * id is built the same way (`order-{…}`); where there is none, it forms a group named after the signal.
 */
export function lowerWorkflows(uses: readonly RuleUse[], { sink, types }: Lowering): LoweredWorkflows {
  const groupOf = grouping(uses);
  const named = uses.map(({ draft, node }) => ({ ...groupOf(draft), node }));
  const members = assignNames("workflow", named, { make: memberName, sink });
  const typeNames = assignNames("workflow type", named, { make: typeName, sink, taken: types, brings: typesOf });
  const actions = actionNames(uses, groupOf, sink);
  const constants = new TakenNames();
  const rules = new Map<RuleDraft, WorkflowRule>();
  const groups = new Map<string, { readonly group: Group; readonly actions: Map<string, WorkflowAction["rules"][number][]> }>();
  for (const { draft, message } of uses) {
    if (rules.has(draft)) continue;
    const group = groupOf(draft);
    const name = constantName(message, draft, typeNames.get(group.id) ?? "", constants);
    const rule: WorkflowRule = { ...draft, workflow: members.get(group.id) ?? "", member: actions.get(actionId(draft, group)) ?? "", name };
    rules.set(draft, rule);
    const known = groups.get(group.id) ?? { group, actions: new Map<string, WorkflowAction["rules"][number][]>() };
    groups.set(group.id, known);
    known.actions.set(rule.member, [...(known.actions.get(rule.member) ?? []), { message, rule }]);
  }
  const workflows = [...groups.values()].map(({ group: { id, type }, actions }): Workflow => {
    const [name, signalsName, updatesName] = typesOf(typeNames.get(id) ?? "");
    return {
      kind: "workflow",
      ...(type === undefined ? {} : { type }),
      name: members.get(id) ?? "",
      typeName: name,
      signalsName,
      updatesName,
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

function typesOf(name: string): [string, string, string] {
  return [name, `${name}Signals`, `${name}Updates`];
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

const verbs = {
  start: "Starts",
  signal: "Signals",
  signalWithStart: "SignalsOrStarts",
  update: "Updates",
  updateWithStart: "UpdatesOrStarts",
} as const;

function constantName({ member }: Message, { kind }: RuleDraft, type: string, taken: TakenNames): string {
  const wanted = `${member}${verbs[kind]}${type}`;
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
  taken.add(name);
  return name;
}

function actionId({ kind, signal, update }: RuleDraft, group: Group): string {
  return JSON.stringify([group.id, kind, signal?.name, update?.name]);
}

/** `start`, `signalCancel`, `updateWithStartAddItem`; in a group of its own a bare signal is just `signal`. */
function actionNames(uses: readonly RuleUse[], groupOf: (draft: RuleDraft) => Group, sink: Lowering["sink"]): ReadonlyMap<string, string> {
  const groups = new Map<string, { readonly id: string; readonly wanted: string; readonly node: DocumentNode }[]>();
  for (const { draft, node } of uses) {
    const group = groupOf(draft);
    const name = draft.kind === "start" || group.type === undefined ? "" : (draft.signal?.name ?? draft.update?.name ?? "");
    groups.set(group.id, [...(groups.get(group.id) ?? []), { id: actionId(draft, group), wanted: `${draft.kind} ${name}`, node }]);
  }
  return new Map([...groups.values()].flatMap((actions) => [...assignNames("workflow call", actions, { make: memberName, sink })]));
}

function skeletonOf(template: Template): string {
  return template.map((part) => (typeof part === "string" ? part : "{}")).join("");
}
