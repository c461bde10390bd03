import type { DocumentNode } from "../../document/node.ts";
import type { Message, Workflow, WorkflowRule } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import { assignNames, memberName, parameterName, typeName, workflowName } from "../names/index.ts";
import type { RuleDraft } from "../x-temporal/rule-draft.ts";

/** A rule with the message that it is for. */
export interface RuleUse {
  readonly message: Message;
  readonly draft: RuleDraft;
  readonly node: DocumentNode;
}

/** Rules of one workflow. */
export interface Group {
  readonly id: string;
  readonly type: string | undefined;
  readonly wanted: string;
}

export interface GroupedUse extends RuleUse {
  readonly group: Group;
}

export interface WorkflowNames {
  readonly ofGroup: (id: string) => Pick<Workflow, "name" | "typeName" | "signalsName" | "updatesName">;
  readonly ofRule: (draft: RuleDraft, group: Group) => Pick<WorkflowRule, "workflow" | "member" | "name">;
}

export function namesOfWorkflows(uses: readonly GroupedUse[], { sink, types, hasReplies }: Lowering): WorkflowNames {
  const claims = uses.map(({ group: { id, wanted }, node }) => ({ id, node, candidates: [{ text: wanted, rank: 0 }] }));
  const members = assignNames("workflow", claims, { make: (text) => workflowName(text, hasReplies), sink });
  const typesOf = (text: (id: string) => string): ReadonlyMap<string, string> => {
    const named = claims.map((claim) => ({ ...claim, candidates: [{ text: text(claim.id), rank: 0 }] }));
    const names = assignNames("workflow type", named, { make: typeName, sink, taken: types });
    for (const name of names.values()) types.add(name);
    return names;
  };
  const wanted = new Map(uses.map(({ group }) => [group.id, group.wanted]));
  const typeNames = typesOf((id) => wanted.get(id) ?? "");
  const signals = typesOf((id) => `${typeNames.get(id) ?? ""}Signals`);
  const updates = typesOf((id) => `${typeNames.get(id) ?? ""}Updates`);
  const actions = actionNames(uses, sink);
  const constants = constantNames(uses, typeNames, sink);
  return {
    ofGroup: (id) => ({
      name: members.get(id) ?? "",
      typeName: typeNames.get(id) ?? "",
      signalsName: signals.get(id) ?? "",
      updatesName: updates.get(id) ?? "",
    }),
    ofRule: (draft, group) => ({
      workflow: members.get(group.id) ?? "",
      member: actions.get(actionId(draft, group)) ?? "",
      name: constants.get(draft) ?? "",
    }),
  };
}

const verbs = {
  start: "Starts",
  signal: "Signals",
  signalWithStart: "SignalsOrStarts",
  update: "Updates",
  updateWithStart: "UpdatesOrStarts",
} as const;

/** Of the rules of one message that do the same, under different conditions, the first has the plain name; the order of such a list has a meaning. */
function constantNames(
  uses: readonly GroupedUse[],
  typeNames: ReadonlyMap<string, string>,
  sink: Lowering["sink"],
): ReadonlyMap<RuleDraft, string> {
  const counts = new Map<string, number>();
  const claims = [...new Map(uses.map((use) => [use.draft, use])).values()].map(({ draft, message, group, node }) => {
    const text = `${message.member}${verbs[draft.kind]}${typeNames.get(group.id) ?? ""}`;
    const rank = counts.get(text) ?? 0;
    counts.set(text, rank + 1);
    const candidates = [text, `${text}${rank + 1}`].map((candidate) => ({ text: candidate, rank, isTry: true }));
    return { id: `${message.id} ${draft.pointer}`, draft, node, candidates };
  });
  const names = assignNames("rule", claims, { make: parameterName, sink });
  return new Map(claims.map(({ id, draft }) => [draft, names.get(id) ?? ""]));
}

function actionId({ kind, signal, update }: RuleDraft, group: Group): string {
  return JSON.stringify([group.id, kind, signal?.name, update?.name]);
}

/** `start`, `signalCancel`, `updateWithStartAddItem`; in a group of its own a bare signal is just `signal`. */
function actionNames(uses: readonly GroupedUse[], sink: Lowering["sink"]): ReadonlyMap<string, string> {
  const groups = new Map<string, Parameters<typeof assignNames>[1][number][]>();
  for (const { draft, node, group } of uses) {
    const name = draft.kind === "start" || group.type === undefined ? "" : (draft.signal?.name ?? draft.update?.name ?? "");
    const claim = { id: actionId(draft, group), candidates: [{ text: `${draft.kind} ${name}`, rank: 0 }], node };
    groups.set(group.id, [...(groups.get(group.id) ?? []), claim]);
  }
  return new Map([...groups.values()].flatMap((claims) => [...assignNames("workflow call", claims, { make: memberName, sink })]));
}
