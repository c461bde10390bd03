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

/** Activities of the worker that `publishes` the contract. */
type Act = "orders.publish.orderConfirmed";

/** How the activity is run that publishes; times as Temporal takes them, milliseconds or `"1 minute"`. */
export type PublishActivityOptions = Omit<ActivityOptions, "activityId">;

/**
 * Publishes from a workflow: an activity that is tried again, under the same `boost-id`, until the broker has confirmed; an attempt has 30 seconds.
 * Throws an `ApplicationFailure` of type `InvalidMessage` when the message does not validate; nothing was sent then, and nothing is tried again.
 */
export const publish: Publish = publishWith({});

/** The same with other timeouts and retries, or on the task queue of another worker that `publishes` the contract. */
export function publishWith(options: PublishActivityOptions): Publish {
  const activities = proxyActivities<
    Readonly<Record<Act, (payload: unknown, options: object, key?: Uint8Array) => Promise<{ readonly id: string }>>>
  >({ startToCloseTimeout: "30 seconds", ...options, retry: { maximumInterval: "30 seconds", ...options.retry } });
  const act =
    (name: Act) =>
    async (payload: unknown, { key, ...others }: { readonly key?: string | Uint8Array } = {}): Promise<{ readonly id: string }> => {
      const run = workflowInfo().originalExecutionRunId;
      refuseUnwritable([payload, others]);
      try {
        if (key instanceof Uint8Array) return await activities[name](payload, { ...others, run }, key);
        return await activities[name](payload, { ...others, ...(key === undefined ? {} : { key }), run });
      } catch (error) {
        const cause = error instanceof ActivityFailure ? error.cause : undefined;
        if (cause instanceof ApplicationFailure && cause.type === "InvalidMessage") throw cause;
        throw error;
      }
    };
  return {
    orderConfirmed: act("orders.publish.orderConfirmed"),
  };
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
