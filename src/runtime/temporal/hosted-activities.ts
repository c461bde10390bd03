/** The application's own activities on Temporal's worker. */
import type { WorkerInterceptors, WorkerOptions } from "@temporalio/worker";
import { InvalidMessage, InvalidOptions, InvalidReply } from "../ground/errors.ts";
import { jsonPointer } from "../ground/json-pointer.ts";
import type { HostedActivities } from "../workflows/hosted-activities.ts";
import { requestIdOf } from "./request-id.ts";
import { sdk } from "./sdk.ts";

type ActivityContext = Parameters<NonNullable<WorkerInterceptors["activity"]>[number]>[0];

/**
 * They run in an interceptor, the innermost one: it is given its attempt's context, which a function would have to take from
 * @temporalio/activity, a package that a user does not have by name.
 */
export function hosting(hosted: HostedActivities, { activities, interceptors, ...options }: WorkerOptions): WorkerOptions {
  if (hosted.size === 0) return { ...options, ...(activities && { activities }), ...(interceptors && { interceptors }) };
  const registered = Object.fromEntries(Array.from(hosted.keys(), (type) => [type, () => undefined]));
  const factory: NonNullable<WorkerInterceptors["activity"]>[number] = (context) => {
    const run = hosted.get(context.info.activityType);
    if (run === undefined) return {};
    return { inbound: { execute: ({ args }) => attempt(run, context, args) } };
  };
  return {
    ...options,
    activities: { ...activities, ...registered },
    interceptors: { ...interceptors, activity: [...(interceptors?.activity ?? []), factory] },
  };
}

type Run = HostedActivities extends ReadonlyMap<string, infer Call> ? Call : never;

/** Arguments: payload, options, key of bytes. Workflow code that is not generated may leave out all but the first. */
async function attempt(
  perform: Run,
  { info, cancellationSignal: signal }: ActivityContext,
  [payload, given, key]: readonly unknown[],
): Promise<unknown> {
  const { run, ...options } = typeof given === "object" && given !== null ? (given as { readonly [name: string]: unknown }) : {};
  const { workflowId = "", runId = "" } = info.workflowExecution ?? {};
  const id = requestIdOf(workflowId, typeof run === "string" ? run : runId, info.activityId);
  try {
    return await perform({
      id,
      payload,
      options,
      keyBytes: key instanceof Uint8Array ? key : undefined,
      signal,
      // What fails by itself says why; an attempt that Temporal ends says nothing.
      patience: info.startToCloseTimeoutMs * 0.9,
    });
  } catch (error) {
    if (error instanceof InvalidOptions) throw final(error, []);
    throw error instanceof InvalidMessage || error instanceof InvalidReply ? invalid(error) : error;
  }
}

function invalid(error: InvalidMessage | InvalidReply): Error {
  const issues = error.issues.map(({ path, message }) => ({ path: jsonPointer(path), message }));
  return final(error, [{ code: error.code, issues }]);
}

/** Another attempt would say the same. */
function final(error: Error, details: readonly unknown[]): Error {
  return sdk().client.ApplicationFailure.create({
    type: error.name,
    message: error.message,
    nonRetryable: true,
    details: [...details],
    cause: error,
  });
}
