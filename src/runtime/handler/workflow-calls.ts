/** `context.workflows`: picks the rule, evaluates its templates over the payload that the handler passed, and asks the starter. */

import { value as evaluated, type Facts } from "../expressions/evaluate.ts";
import { holds, matchingRule } from "../expressions/matching-rule.ts";
import { updateId, workflowId } from "../expressions/workflow-id.ts";
import { assertNever } from "../ground/assert-never.ts";
import type { StartOverrides } from "../ground/context.ts";
import type { ContractDefinition, WorkflowRuleDefinition } from "../ground/contract.ts";
import type { MessageRun } from "../run/message-run.ts";
import { type Surface, surface } from "../run/surface.ts";
import type { WorkflowCall, WorkflowOutcome, WorkflowStarter } from "../workflows/workflow-starter.ts";
import { startTexts } from "./start-texts.ts";

/** Opens Temporal on first use; `taskQueue` is what the environment says. */
export interface Starter {
  readonly starter: WorkflowStarter;
  readonly taskQueue: string | undefined;
}

interface Rule {
  /** Member of the message that it stands on. */
  readonly message: string;
  readonly rule: WorkflowRuleDefinition;
}

type Rules = ReadonlyMap<string, ReadonlyMap<string, readonly Rule[]>>;

export function workflowSurface(contract: ContractDefinition, starter: Starter): Surface<MessageRun> {
  const rules = rulesOf(contract);
  const perform = async (
    rule: WorkflowRuleDefinition,
    run: MessageRun,
    payload: unknown,
    overrides?: StartOverrides,
  ): Promise<WorkflowOutcome> => {
    const call = callOf(rule, run, { ...run.facts, payload }, overrides, starter.taskQueue ?? contract.temporal?.taskQueue);
    const begin = performance.now();
    const { nth, release } = run.called.take(sameness(call));
    try {
      const outcome = await starter.starter.perform(numbered(call, nth));
      run.performed(outcome, performance.now() - begin);
      if (outcome.kind === "duplicate")
        run.log.info({ workflowId: outcome.workflowId }, `workflow "${outcome.workflowId}" was started by this very message before`);
      return outcome;
    } catch (error) {
      release();
      throw error;
    }
  };
  const members = [...rules].map(([workflow, calls]) => {
    const bound = surface<MessageRun>(
      [...calls].map(([member, candidates]) => [
        member,
        (run) => async (payload: unknown, overrides?: StartOverrides) =>
          result(await perform(choose(candidates, run, payload), run, payload, overrides)),
      ]),
    );
    return [workflow, bound] as const;
  });
  const dispatch =
    (run: MessageRun) =>
    async (payload: unknown): Promise<boolean> => {
      const rule = dispatched(contract, run, payload);
      if (rule === undefined) return false;
      await perform(rule, run, payload);
      return true;
    };
  return surface<MessageRun>([...members, ["dispatch", dispatch] as const]);
}

function rulesOf(contract: ContractDefinition): Rules {
  const rules = new Map<string, Map<string, Rule[]>>();
  for (const operation of contract.operations) {
    for (const [message, { rules: own }] of Object.entries(operation.messages)) {
      for (const rule of own) {
        const calls = rules.get(rule.workflow) ?? new Map<string, Rule[]>();
        rules.set(rule.workflow, calls.set(rule.member, [...(calls.get(rule.member) ?? []), { message, rule }]));
      }
    }
  }
  return rules;
}

/** Of the rules behind one typed call: this message's own before others', one whose `when` holds before one whose does not. */
function choose(candidates: readonly Rule[], run: MessageRun, payload: unknown): WorkflowRuleDefinition {
  const own = candidates.filter(({ message }) => message === run.message);
  const [first, ...rest] = own.length > 0 ? own : candidates;
  if (first === undefined) throw new Error("a workflow call without a rule");
  if (rest.length === 0) return first.rule;
  return [first, ...rest].find(({ rule }) => holds(rule, { ...run.facts, payload }))?.rule ?? first.rule;
}

function dispatched(contract: ContractDefinition, run: MessageRun, payload: unknown): WorkflowRuleDefinition | undefined {
  const operation = contract.operations.find(({ key }) => key === run.operation);
  const own = operation !== undefined && Object.hasOwn(operation.messages, run.message) ? operation.messages[run.message] : undefined;
  return own === undefined ? undefined : matchingRule(own.rules, { ...run.facts, payload });
}

function callOf(
  rule: WorkflowRuleDefinition,
  run: MessageRun,
  facts: Facts,
  overrides: StartOverrides = {},
  defaultQueue: string | undefined,
): WorkflowCall {
  const { signal, update } = rule;
  const bare = rule.kind === "signal" || rule.kind === "update";
  const list = (templates: WorkflowRuleDefinition["args"]): unknown[] => templates.map((template) => evaluated(template, facts));
  // Overridden arguments are those of what the call is about: the signal or update when it stands alone.
  const args = bare ? [] : (overrides.args ?? list(rule.args));
  const ownArgs = (templates: WorkflowRuleDefinition["args"]): readonly unknown[] =>
    bare && overrides.args !== undefined ? overrides.args : list(templates);
  const taskQueue = overrides.taskQueue ?? rule.taskQueue ?? defaultQueue;
  return {
    kind: rule.kind,
    rule,
    workflowId: workflowId(overrides.workflowId ?? rule.workflowId, facts),
    taskQueue,
    args,
    ...(signal === undefined ? {} : { signal: { name: signal.name, args: ownArgs(signal.args) } }),
    ...(update === undefined
      ? {}
      : {
          update: {
            name: update.name,
            args: ownArgs(update.args),
            id: update.id === undefined ? (run.identity.identifies ? run.identity.id : undefined) : updateId(update.id, facts),
          },
        }),
    nth: 0,
    memo: Object.fromEntries((rule.memo ?? []).map(([name, template]) => [name, evaluated(template, facts)])),
    searchAttributes: (rule.searchAttributes ?? []).map(({ name, type, value }) => ({ name, type, value: evaluated(value, facts) })),
    ...startTexts(rule, facts),
    delivery: { ...run.identity, digest: run.digest },
    abort: run.signal,
    log: run.log,
  };
}

/** Equal for calls that the server would take for one: it tells signals apart by their name, updates of a workflow by their id alone. */
function sameness({ kind, workflowId, signal, update }: WorkflowCall): string {
  return JSON.stringify(update === undefined ? [kind, workflowId, signal?.name] : [workflowId]);
}

/** Where a document says an update's id, that holds. */
function numbered(call: WorkflowCall, nth: number): WorkflowCall {
  const { update } = call;
  if (nth === 0) return call;
  if (update?.id === undefined || call.rule.update?.id !== undefined) return { ...call, nth };
  return { ...call, nth, update: { ...update, id: `${update.id}/${nth}` } };
}

/** In the words of `context.ts`. */
function result(outcome: WorkflowOutcome): object {
  switch (outcome.kind) {
    case "started":
    case "duplicate":
    case "conflict":
      return { workflowId: outcome.workflowId, runId: outcome.runId, outcome: outcome.kind };
    case "delivered":
      return { workflowId: outcome.workflowId, outcome: "delivered", result: outcome.result };
    case "ignored":
      return { workflowId: outcome.workflowId, outcome: "ignored" };
    default:
      return assertNever(outcome);
  }
}
