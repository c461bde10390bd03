import { assertNever } from "../runtime/ground/assert-never.ts";
import { InvalidMessage, RejectMessage, TransientFailure } from "../runtime/ground/errors.ts";
import type { TemporalHost, WorkerHost } from "../runtime/workflows/worker-host.ts";
import type { WorkflowCall, WorkflowOutcome } from "../runtime/workflows/workflow-starter.ts";

/** A workflow that a message started. */
export interface StartedWorkflow {
  /** Workflow type. */
  readonly workflow: string;
  /** Id of the workflow. */
  readonly workflowId: string;
  /** Where it was started. */
  readonly taskQueue: string;
  /** Its arguments. */
  readonly args: readonly unknown[];
}

/** A signal that reached a workflow. */
export interface SentSignal {
  /** Id of the workflow. */
  readonly workflowId: string;
  /** Name of the signal. */
  readonly signal: string;
  /** Its arguments. */
  readonly args: readonly unknown[];
}

/** An update that reached a workflow. */
export interface SentUpdate {
  /** Id of the workflow. */
  readonly workflowId: string;
  /** Name of the update. */
  readonly update: string;
  /** Its arguments. */
  readonly args: readonly unknown[];
}

/** A call and what came of it. */
export type PerformedCall = { readonly call: WorkflowCall } & ({ readonly outcome: WorkflowOutcome } | { readonly error: unknown });

/**
 * Temporal without Temporal: remembers what was asked, and answers as the server would to a repeated message. Signals and updates reach
 * any workflow, started here or not, unless the test says that it is missing or closed.
 */
export class RecordedWorkflows {
  /** Workflows that were started, each once, in order. */
  readonly started: StartedWorkflow[] = [];
  /** Signals that were delivered, each once, in order. */
  readonly signals: SentSignal[] = [];
  /** Updates that were delivered, each once, in order. */
  readonly updates: SentUpdate[] = [];
  /** Every call with everything that the rule said: memo, search attributes, policies. Repeated ones too. */
  readonly calls: WorkflowCall[] = [];
  /** The same with what came of each, in the order in which they ended. */
  readonly performed: PerformedCall[] = [];
  readonly #digests = new Map<string, string>();
  readonly #closed = new Set<string>();
  readonly #missing = new Set<string>();
  readonly #done = new Map<string, unknown>();
  #failure: (call: WorkflowCall | undefined) => unknown = () => undefined;
  #answer: (call: WorkflowCall) => unknown = () => undefined;

  /** The workflow has ended: what refers to it meets `onClosed`, a start meets the reuse policy. */
  close(workflowId: string): void {
    this.#closed.add(workflowId);
  }

  /** No such workflow: what refers to it meets `onMissing`. Until it is started. */
  missing(workflowId: string): void {
    this.#missing.add(workflowId);
  }

  /** Calls fail with what this returns, while it returns something; for a ping it gets `undefined`. */
  fail(failure: (call: WorkflowCall | undefined) => unknown): void {
    this.#failure = failure;
  }

  /** What updates return. */
  answer(answer: (call: WorkflowCall) => unknown): void {
    this.#answer = answer;
  }

  /** Answers a call as Temporal would; the application calls it. @throws what `fail` says, RejectMessage */
  perform(call: WorkflowCall): WorkflowOutcome {
    this.calls.push(call);
    const failure = this.#failure(call);
    if (failure !== undefined) throw failure;
    switch (call.kind) {
      case "start":
        return this.#start(call);
      case "signal":
      case "update":
        return this.#repeated(call) ?? this.#absent(call) ?? this.#deliver(call);
      case "signalWithStart":
      case "updateWithStart": {
        const repeated = this.#repeated(call);
        if (repeated !== undefined) return repeated;
        if (this.#closed.has(call.workflowId) && !reusable(call)) return closed(call);
        if (!this.#digests.has(call.workflowId) || this.#closed.has(call.workflowId)) this.#begin(call);
        return this.#deliver(call);
      }
      default:
        return assertNever(call.kind);
    }
  }

  /** Answers the application's question whether Temporal is there. @throws what `fail` says */
  ping(): void {
    const failure = this.#failure(undefined);
    if (failure !== undefined) throw failure;
  }

  #start(call: WorkflowCall): WorkflowOutcome {
    const { workflowId, delivery, rule } = call;
    const known = this.#digests.get(workflowId);
    const runId = `run-${workflowId}`;
    if (known === undefined || (this.#closed.has(workflowId) && reusable(call)) || rule.idConflictPolicy === "terminate-existing")
      return this.#begin(call);
    if (known === delivery.digest) return { kind: "duplicate", workflowId, runId };
    if (rule.idConflictPolicy === "use-existing" && !this.#closed.has(workflowId)) return { kind: "started", workflowId, runId };
    if (rule.onConflict === "reject") throw new RejectMessage(`workflow "${workflowId}" was started by another message`);
    return { kind: "conflict", workflowId, runId };
  }

  #begin(call: WorkflowCall): WorkflowOutcome {
    const { workflowId, taskQueue, args, rule } = call;
    if (taskQueue === undefined) throw new InvalidMessage(`no task queue for workflow "${workflowId}"`, { code: "workflow" });
    this.#digests.set(workflowId, call.delivery.digest);
    this.#closed.delete(workflowId);
    this.#missing.delete(workflowId);
    this.started.push({ workflow: rule.type ?? "", workflowId, taskQueue, args });
    return { kind: "started", workflowId, runId: `run-${workflowId}` };
  }

  #absent(call: WorkflowCall): WorkflowOutcome | undefined {
    if (this.#closed.has(call.workflowId)) return closed(call);
    if (!this.#missing.has(call.workflowId)) return undefined;
    const policy = call.rule.onMissing ?? "retry";
    if (policy === "ignore") return { kind: "ignored", workflowId: call.workflowId, reason: "missing" };
    const message = `workflow "${call.workflowId}" does not exist`;
    throw policy === "reject" ? new RejectMessage(message) : new TransientFailure(message);
  }

  /** Once per message, also after the workflow's end, as the server's request ids and update ids have it. */
  #repeated(call: WorkflowCall): WorkflowOutcome | undefined {
    const { workflowId, delivery, update } = call;
    const identity = identityOf(call);
    const hasIdentity = update === undefined ? delivery.identifies : update.id !== undefined;
    if (!hasIdentity || !this.#done.has(identity)) return undefined;
    return { kind: "delivered", workflowId, runId: undefined, result: this.#done.get(identity) };
  }

  #deliver(call: WorkflowCall): WorkflowOutcome {
    const { workflowId, signal, update } = call;
    const result = update === undefined ? undefined : this.#answer(call);
    this.#done.set(identityOf(call), result);
    if (signal !== undefined) this.signals.push({ workflowId, signal: signal.name, args: signal.args });
    if (update !== undefined) this.updates.push({ workflowId, update: update.name, args: update.args });
    return { kind: "delivered", workflowId, runId: undefined, result };
  }
}

/** The server tells updates of a workflow apart by their id alone. */
function identityOf({ workflowId, kind, signal, update, delivery, nth }: WorkflowCall): string {
  return JSON.stringify(update === undefined ? [workflowId, kind, signal?.name, delivery.id, nth] : [workflowId, update.id]);
}

function reusable({ rule }: WorkflowCall): boolean {
  return rule.idReusePolicy === "allow-duplicate" || rule.idReusePolicy === "allow-duplicate-failed-only";
}

function closed(call: WorkflowCall): WorkflowOutcome {
  if (call.rule.onClosed === "ignore") return { kind: "ignored", workflowId: call.workflowId, reason: "closed" };
  throw new RejectMessage(`workflow "${call.workflowId}" is closed`);
}

/** The recorder as what an application opens. */
export function recordedHost(workflows: RecordedWorkflows, taskQueue: string | undefined): TemporalHost {
  return {
    summary: { recorded: true },
    taskQueue,
    perform: (call) => written(call, workflows, async () => workflows.perform(call)),
    ping: async () => workflows.ping(),
    close: async () => {},
    // Whoever would poll is not there, and nobody waits for it.
    pollers: async () => 1,
    createWorker: (name): WorkerHost => {
      throw new Error(`the in-memory harness runs no workers, but "${name}" was asked for`);
    },
  };
}

/** A server's own answers, written down beside: `started`, `signals` and `updates` hold what the server took. */
export function observedHost(host: TemporalHost, workflows: RecordedWorkflows): TemporalHost {
  return {
    ...host,
    perform: (call) =>
      written(call, workflows, async () => {
        workflows.calls.push(call);
        const outcome = await host.perform(call);
        note(call, outcome, workflows);
        return outcome;
      }),
  };
}

async function written(
  call: WorkflowCall,
  { performed }: RecordedWorkflows,
  perform: () => Promise<WorkflowOutcome>,
): Promise<WorkflowOutcome> {
  try {
    const outcome = await perform();
    performed.push({ call, outcome });
    return outcome;
  } catch (error) {
    performed.push({ call, error });
    throw error;
  }
}

function note(
  { workflowId, rule, taskQueue = "", args, signal, update }: WorkflowCall,
  { kind }: WorkflowOutcome,
  to: RecordedWorkflows,
): void {
  if (kind === "started") to.started.push({ workflow: rule.type ?? "", workflowId, taskQueue, args });
  if (kind !== "delivered") return;
  if (signal !== undefined) to.signals.push({ workflowId, signal: signal.name, args: signal.args });
  if (update !== undefined) to.updates.push({ workflowId, update: update.name, args: update.args });
}
