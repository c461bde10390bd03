/** Made by boost-gen 0.1.0 from specs/orders.yaml. Changes made here are lost; change the document and run it again. */

import {
  ActivityFailure,
  type ActivityOptions,
  ApplicationFailure,
  defineSignal,
  proxyActivities,
  type SignalDefinition,
  workflowInfo,
} from "@temporalio/workflow";
import type { Publish } from "./operations.ts";
import type { OrderWorkflow, OrderWorkflowSignals } from "./workflows.ts";

/** Every workflow that the document starts: the type of what `workflows.ts` exports. */
export interface WorkflowImplementations {
  readonly OrderWorkflow: OrderWorkflow;
}

/** What messages tell `OrderWorkflow` while it runs, for `setHandler`. */
export const orderWorkflow: {
  readonly signals: { readonly cancel: SignalDefinition<OrderWorkflowSignals["cancel"]> };
} = {
  signals: { cancel: defineSignal<OrderWorkflowSignals["cancel"]>("cancel") },
};

/** The document that a worker's `publishes` must have for these acts. A worker looks for it when it starts. */
export const publishingDocument = "orders";

/** Activities of the worker that `publishes` the document. */
type Act = "orders.publish.orderConfirmed";

/** How the activity is run that publishes; times as Temporal takes them, milliseconds or `"1 minute"`. */
export type PublishActivityOptions = Omit<ActivityOptions, "activityId">;

/**
 * Publishes from a workflow: an activity that is tried again, under the same `boost-id`, until the broker has confirmed; an attempt has 30 seconds.
 * Throws an `ApplicationFailure` of type `InvalidMessage` when the message does not validate; nothing was sent then, and nothing is tried again.
 */
export const publish: Publish = publishWith({});

/** The same with other timeouts and retries, or on the task queue of another worker that `publishes` the document. */
export function publishWith(options: PublishActivityOptions): Publish {
  const act = hostedActivity<{ readonly id: string }>(options, ["InvalidMessage"]);
  return {
    orderConfirmed: act("orders.publish.orderConfirmed"),
  };
}

/** Runs activities of a worker. Failures of the types in `known` reach the workflow as they are. */
function hostedActivity<Result>(options: PublishActivityOptions, known: readonly string[]) {
  interface Given {
    readonly key?: string | Uint8Array;
    readonly signal?: unknown;
    readonly timeout?: number;
  }
  return (name: Act, patience = 10000) =>
    async (payload: unknown, { key, signal, ...others }: Given = {}): Promise<Result> => {
      if (signal !== undefined) throw ApplicationFailure.nonRetryable("a signal reaches no activity: cancel the scope that it runs in");
      refuseOptions(others.timeout, options);
      refuseUnwritable([payload, others, key]);
      const given = { ...others, run: workflowInfo().originalExecutionRunId };
      const activities = proxyActivities<
        Readonly<Record<Act, (payload: unknown, options: object, key?: Uint8Array) => Promise<Result>>>
      >({
        ...options,
        ...(options.startToCloseTimeout === undefined && { startToCloseTimeout: (others.timeout ?? patience) + 20_000 }),
        retry: {
          ...options.retry,
          ...(options.retry?.maximumInterval === undefined && {
            maximumInterval: Math.max(30_000, millisecondsOf(options.retry?.initialInterval ?? 0)),
          }),
        },
      });
      try {
        if (key instanceof Uint8Array) return await activities[name](payload, given, key);
        return await activities[name](payload, key === undefined ? given : { ...given, key });
      } catch (error) {
        const cause = error instanceof ActivityFailure ? error.cause : undefined;
        if (cause instanceof ApplicationFailure && known.includes(cause.type ?? "")) throw cause;
        throw error;
      }
    };
}

/** Options over which Temporal would fail the workflow task, or the activity its attempts, again and again. */
function refuseOptions(timeout: unknown, options: Readonly<Partial<Record<keyof PublishActivityOptions, unknown>>>): void {
  const must = (name: string, value: unknown, is: boolean, wanted: string): void => {
    const found = typeof value === "string" ? JSON.stringify(value) : String(value);
    if (value === undefined || value === null || is) return;
    throw ApplicationFailure.nonRetryable(`the option \`${name}\` must be ${wanted}, not ${found}`, "InvalidOptions");
  };
  const { taskQueue, startToCloseTimeout, scheduleToCloseTimeout } = options;
  const { initialInterval, maximumInterval, backoffCoefficient, maximumAttempts } = Object(options.retry) as Readonly<Record<string, unknown>>;
  const time = 'milliseconds or a text such as "1 minute"';
  must("timeout", timeout, typeof timeout === "number" && timeout > 0 && Number.isFinite(timeout), "a number of milliseconds above 0");
  for (const name of ["startToCloseTimeout", "scheduleToCloseTimeout", "scheduleToStartTimeout", "heartbeatTimeout"] as const)
    must(name, options[name], millisecondsOf(options[name]) >= 0, time);
  const longest = millisecondsOf(startToCloseTimeout) + millisecondsOf(scheduleToCloseTimeout ?? 0);
  must("startToCloseTimeout", startToCloseTimeout, longest > 0, `${time}, above 0`);
  must("retry.initialInterval", initialInterval, millisecondsOf(initialInterval) > 0, `${time}, above 0`);
  const isLonger = millisecondsOf(maximumInterval) >= millisecondsOf(initialInterval ?? 1_000);
  must("retry.maximumInterval", maximumInterval, isLonger, `${time}, no shorter than \`retry.initialInterval\``);
  must("retry.backoffCoefficient", backoffCoefficient, Number(backoffCoefficient) >= 1, "a number, 1 or more");
  const isCount = Number.isInteger(maximumAttempts) && Number(maximumAttempts) > 0 && Number(maximumAttempts) < 2 ** 31;
  must("retry.maximumAttempts", maximumAttempts, isCount || maximumAttempts === Number.POSITIVE_INFINITY, "a whole number, 1 or more");
  const isName = typeof taskQueue === "string" && taskQueue.length <= 1_000 && !taskQueue.startsWith("/_sys/");
  must("taskQueue", taskQueue, isName, "the name of a task queue");
}

/** Of a duration as Temporal takes it; `NaN` of anything else. */
function millisecondsOf(duration: unknown): number {
  if (typeof duration === "number") return Number.isFinite(duration) ? duration : Number.NaN;
  const [, amount, unit = ""] = /^(-?\d*\.?\d+) *([a-z]*)$/i.exec(typeof duration === "string" ? duration : "") ?? [];
  const units: readonly (readonly [RegExp, number])[] = [
    [/^(ms|msecs?|milliseconds?)?$/i, 1],
    [/^(s|secs?|seconds?)$/i, 1_000],
    [/^(m|mins?|minutes?)$/i, 60_000],
    [/^(h|hrs?|hours?)$/i, 3_600_000],
    [/^(d|days?)$/i, 86_400_000],
    [/^(w|weeks?)$/i, 604_800_000],
    [/^(y|yrs?|years?)$/i, 31_557_600_000],
  ];
  const [, factor = Number.NaN] = units.find(([form]) => form.test(unit)) ?? [];
  return amount === undefined ? Number.NaN : Number(amount) * factor;
}

/** What JSON cannot say reaches no activity, or another value in its place. */
function refuseUnwritable(values: readonly unknown[]): void {
  const look = function (this: unknown, key: string, value: unknown): unknown {
    if (value instanceof Uint8Array) return undefined;
    const isUnsaid = typeof value === "number" ? !Number.isFinite(value) : value === undefined && Array.isArray(this);
    if (isUnsaid && this !== values) throw new TypeError(`"${key}" is ${String(value)}`);
    return value;
  };
  try {
    JSON.stringify(values, look);
  } catch (error) {
    throw ApplicationFailure.nonRetryable(`the message cannot be written as JSON: ${error instanceof Error ? error.message : String(error)}`, "InvalidMessage");
  }
}
