import type { Client } from "@temporalio/client";
import { kindOf, RejectMessage, sentence, TransientFailure } from "../ground/errors.ts";
import type { WorkflowCall, WorkflowOutcome } from "../workflows/workflow-starter.ts";
import type { TemporalConfiguration } from "./configuration.ts";
import type { TemporalConnection } from "./connection.ts";
import { codecFailure, failureOf, grpcCode, isCancelled, isNotFound } from "./failure.ts";
import { failureText } from "./failure-text.ts";
import { requestIdOf, withRequestId } from "./request-id.ts";
import { sdk } from "./sdk.ts";
import { hasSearchAttribute } from "./search-attributes.ts";
import { type BoostMemo, startOptionsOf } from "./start-options.ts";

/** Makes one call and translates what comes back. Every action may be repeated for the same delivery. @see src/runtime/README.md#starting-and-signalling */
export async function perform(
  call: WorkflowCall,
  connection: TemporalConnection,
  configuration: TemporalConfiguration,
): Promise<WorkflowOutcome> {
  call.abort.throwIfAborted();
  try {
    return await actions[call.kind](call, connection);
  } catch (error) {
    if (call.abort.aborted && (isCancelled(error) || error instanceof sdk().client.WorkflowUpdateRPCTimeoutOrCancelledError))
      throw call.abort.reason;
    if (error instanceof sdk().client.WorkflowUpdateFailedError) {
      throw new RejectMessage(
        `workflow "${call.workflowId}" refused the update "${call.update?.name}": ${sentence(failureText(error.cause ?? error).text)}`,
        { cause: error },
      );
    }
    if (error instanceof sdk().client.WorkflowUpdateRPCTimeoutOrCancelledError) {
      throw new TransientFailure(`workflow "${call.workflowId}" did not finish the update "${call.update?.name}" in time`, {
        cause: error,
      });
    }
    throw failureOf(error, {
      ...configuration,
      ping: () => connection.ping(),
      searchAttributes: call.searchAttributes,
      hasSearchAttribute: (name, not) => hasSearchAttribute(connection, configuration.namespace, name, not),
    });
  }
}

type Action = (call: WorkflowCall, connection: TemporalConnection) => Promise<WorkflowOutcome>;

const actions: Readonly<Record<WorkflowCall["kind"], Action>> = { start, signal, signalWithStart, update, updateWithStart };

async function start(call: WorkflowCall, connection: TemporalConnection): Promise<WorkflowOutcome> {
  const options = startOptionsOf(call);
  // A run that vanished between the refused start and `describe()` was removed by retention: one more start then succeeds.
  for (let round = 0; round < 3; round++) {
    try {
      const handle = await withRequestId(startRequestId(call), () =>
        connection.call((client) => client.workflow.start(typeOf(call), options), call.abort),
      );
      return { kind: "started", workflowId: call.workflowId, runId: handle.firstExecutionRunId };
    } catch (error) {
      if (!(error instanceof sdk().client.WorkflowExecutionAlreadyStartedError)) throw error;
      const run = await describe(call, connection);
      if (run !== undefined) return compare(call, run);
    }
  }
  throw new TransientFailure(`workflow "${call.workflowId}" is said to exist, but cannot be found`);
}

function compare(call: WorkflowCall, run: Run): WorkflowOutcome {
  const { workflowId } = call;
  if ("unreadable" in run)
    throw new TransientFailure(
      `workflow "${workflowId}" exists, and whether this message began it cannot be told: the data converter does not read its memo: ${sentence(run.unreadable)}`,
      { cause: run.unreadable },
    );
  if (run.boost?.digest === call.delivery.digest) return { kind: "duplicate", workflowId, runId: run.runId };
  const by = run.boost === undefined ? "something else" : `message "${run.boost.id}"`;
  const message = `workflow "${workflowId}" was started by ${by} before message "${call.delivery.id}" asked for it`;
  if (call.rule.onConflict === "reject") throw new RejectMessage(message);
  call.log.warn({ workflowId, runId: run.runId, id: call.delivery.id }, `${message}; the first one stays`);
  return { kind: "conflict", workflowId, runId: run.runId };
}

async function signal(call: WorkflowCall, connection: TemporalConnection): Promise<WorkflowOutcome> {
  return (await signalled(call, connection, "signal")) ?? (await absent(call, connection));
}

/** Also for a closed run that got this very signal before: the server knows the request id. `undefined`: there is no run to signal. */
async function signalled(
  call: WorkflowCall,
  connection: TemporalConnection,
  action: "signal" | "signalWithStart",
): Promise<WorkflowOutcome | undefined> {
  const { name, args } = required(call.signal, call);
  try {
    await withRequestId(requestId(call, action, name), () =>
      connection.call((client) => client.workflow.getHandle(call.workflowId).signal(name, ...args), call.abort),
    );
    return { kind: "delivered", workflowId: call.workflowId, runId: undefined, result: undefined };
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return undefined;
  }
}

async function signalWithStart(call: WorkflowCall, connection: TemporalConnection): Promise<WorkflowOutcome> {
  const { name, args } = required(call.signal, call);
  const options = startOptionsOf(call);
  // Where an id may be used again, a repeat would begin another run after the first one's end.
  if (call.delivery.identifies && (call.rule.idReusePolicy ?? "reject-duplicate") !== "reject-duplicate") {
    const known = await signalled(call, connection, "signalWithStart");
    if (known !== undefined) return known;
  }
  try {
    const handle = await withRequestId(requestId(call, "signalWithStart", name), () =>
      connection.call(
        (client) => client.workflow.signalWithStart(typeOf(call), { ...options, signal: name, signalArgs: [...args] }),
        call.abort,
      ),
    );
    return { kind: "delivered", workflowId: call.workflowId, runId: handle.signaledRunId, result: undefined };
  } catch (error) {
    if (!(error instanceof sdk().client.WorkflowExecutionAlreadyStartedError)) throw error;
    const known = call.delivery.identifies ? await signalled(call, connection, "signalWithStart") : undefined;
    return known ?? closed(call);
  }
}

async function update(call: WorkflowCall, connection: TemporalConnection): Promise<WorkflowOutcome> {
  const { name, args, id } = required(call.update, call);
  try {
    // `execute`, because a started update that is only ACCEPTED does not throw when the workflow's validator refuses it.
    const result = await connection.wait(
      (client) =>
        client.workflow
          .getHandle(call.workflowId)
          .executeUpdate(name, { ...updateArguments(args), ...(id === undefined ? {} : { updateId: id }) }),
      call.abort,
    );
    return { kind: "delivered", workflowId: call.workflowId, runId: undefined, result };
  } catch (error) {
    if (!isNotFound(error)) throw error;
    return await absent(call, connection);
  }
}

async function updateWithStart(call: WorkflowCall, connection: TemporalConnection): Promise<WorkflowOutcome> {
  const { name, args, id } = required(call.update, call);
  const options = startOptionsOf(call);
  const { WithStartWorkflowOperation } = sdk().client;
  const startWorkflowOperation = new WithStartWorkflowOperation(typeOf(call), { ...options, workflowIdConflictPolicy: "USE_EXISTING" });
  try {
    const result = await connection.wait(
      (client: Client) =>
        client.workflow.executeUpdateWithStart(name, {
          ...updateArguments(args),
          startWorkflowOperation,
          ...(id === undefined ? {} : { updateId: id }),
        }),
      call.abort,
    );
    return { kind: "delivered", workflowId: call.workflowId, runId: undefined, result };
  } catch (error) {
    if (!(error instanceof sdk().client.WorkflowExecutionAlreadyStartedError)) throw error;
    return closed(call);
  }
}

/** The client's types want a tuple with at least one element; it sends whatever list it gets, an empty one too. */
function updateArguments(args: readonly unknown[]): { readonly args: [unknown, ...unknown[]] } {
  return { args: [...args] as [unknown, ...unknown[]] };
}

/** NOT_FOUND means both "not there yet" and "closed"; only `describe()` tells. */
async function absent(call: WorkflowCall, connection: TemporalConnection): Promise<WorkflowOutcome> {
  if ((await describe(call, connection)) !== undefined) return closed(call);
  const message = `workflow "${call.workflowId}" does not exist`;
  const policy = call.rule.onMissing ?? "retry";
  if (policy === "ignore") return { kind: "ignored", workflowId: call.workflowId, reason: "missing" };
  throw policy === "reject" ? new RejectMessage(message) : new TransientFailure(message);
}

function closed(call: WorkflowCall): WorkflowOutcome {
  if (call.rule.onClosed === "ignore") return { kind: "ignored", workflowId: call.workflowId, reason: "closed" };
  throw new RejectMessage(`workflow "${call.workflowId}" is closed`);
}

type Run =
  | { readonly runId: string; readonly boost: BoostMemo | undefined }
  /** It is there, and was written with another data converter. */
  | { readonly unreadable: unknown };

async function describe(call: WorkflowCall, connection: TemporalConnection): Promise<Run | undefined> {
  try {
    const { runId, memo } = await connection.call((client) => client.workflow.getHandle(call.workflowId).describe(), call.abort);
    return { runId, boost: memo?.["boost"] as BoostMemo | undefined };
  } catch (error) {
    if (isNotFound(error)) return undefined;
    const isAway = kindOf(codecFailure(error)?.verdict) === "infrastructure";
    if (grpcCode(error) === undefined && !call.abort.aborted && !isAway) return { unreadable: error };
    throw error;
  }
}

/**
 * The default policies refuse a second start, and the refusal tells us that the message is a duplicate; with an id the server
 * would answer as if it had started just now (measured: `started` is true). The other policies would begin another run.
 */
function startRequestId(call: WorkflowCall): string | undefined {
  const { idReusePolicy = "reject-duplicate", idConflictPolicy = "fail" } = call.rule;
  return idReusePolicy === "reject-duplicate" && idConflictPolicy === "fail" ? undefined : requestId(call, "start");
}

/** Equal messages share an id that is only a hash of the body; such an id would swallow the second of two wanted signals. */
function requestId(call: WorkflowCall, ...action: readonly string[]): string | undefined {
  const { delivery, workflowId, nth } = call;
  return delivery.identifies ? requestIdOf(delivery.id, workflowId, ...action, ...(nth === 0 ? [] : [String(nth)])) : undefined;
}

function typeOf(call: WorkflowCall): string {
  return required(call.rule.type, call);
}

function required<T>(value: T | undefined, call: WorkflowCall): T {
  if (value === undefined) throw new TypeError(`the rule "${call.rule.workflow}.${call.rule.member}" of kind "${call.kind}" is incomplete`);
  return value;
}
