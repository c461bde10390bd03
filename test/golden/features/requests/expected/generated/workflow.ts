/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import {
  ActivityFailure,
  type ActivityOptions,
  ApplicationFailure,
  proxyActivities,
  workflowInfo,
} from "@temporalio/workflow";
import type { Publish, Requests } from "./operations.js";

/** The document that a worker's `publishes` must have for these acts. A worker looks for it when it starts. */
export const publishingDocument = "shop-window";

/** Activities of the worker that `publishes` the document. */
type Act =
  | "shop-window.publish.priceRequestsPriceAsked"
  | "shop-window.publish.stockRequestsStockAsked"
  | "shop-window.publish.stockRequestsStockCounted"
  | "shop-window.publish.greetingsGreeted"
  | "shop-window.request.priceRequestsPriceAsked"
  | "shop-window.request.stockRequestsStockAsked"
  | "shop-window.request.greetingsGreeted";

/** How the activity is run that publishes or asks; times as Temporal takes them, milliseconds or `"1 minute"`. */
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
    priceRequestsPriceAsked: act("shop-window.publish.priceRequestsPriceAsked"),
    stockRequestsStockAsked: act("shop-window.publish.stockRequestsStockAsked"),
    stockRequestsStockCounted: act("shop-window.publish.stockRequestsStockCounted"),
    greetingsGreeted: act("shop-window.publish.greetingsGreeted"),
  };
}

/**
 * Asks from a workflow: an activity that is tried again, under the same id, until a reply came; an attempt has 20 seconds more than the request's `timeout`. A `signal` is refused: a scope of the workflow cancels.
 * Throws an `ApplicationFailure` of type `InvalidMessage` or `InvalidReply` when request or reply do not validate; nothing is tried again then.
 */
export const request: Requests = requestWith({});

/** The same with other timeouts and retries, or on the task queue of another worker that `publishes` the document. */
export function requestWith(options: PublishActivityOptions): Requests {
  const act = hostedActivity<never>(options, ["InvalidMessage", "InvalidReply"]);
  return {
    priceRequestsPriceAsked: act("shop-window.request.priceRequestsPriceAsked", 2000),
    stockRequestsStockAsked: act("shop-window.request.stockRequestsStockAsked"),
    greetingsGreeted: act("shop-window.request.greetingsGreeted"),
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
      refuseUnwritable([payload, others]);
      const given = { ...others, run: workflowInfo().originalExecutionRunId };
      const activities = proxyActivities<
        Readonly<Record<Act, (payload: unknown, options: object, key?: Uint8Array) => Promise<Result>>>
      >({
        startToCloseTimeout: (others.timeout ?? patience) + 20_000,
        ...options,
        retry: { maximumInterval: "30 seconds", ...options.retry },
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
