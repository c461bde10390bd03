import type { ScheduleOptions, ScheduleOptionsStartWorkflowAction, Workflow } from "@temporalio/client";
import { ConfigurationError, ConnectionError, sentence } from "../ground/errors.ts";
import type { WorkerDefinition } from "../workflows/worker-host.ts";
import type { TemporalConfiguration } from "./configuration.ts";
import { TemporalConnection } from "./connection.ts";
import { failureOf } from "./failure.ts";
import { sdk } from "./sdk.ts";

type Schedule = NonNullable<WorkerDefinition["schedule"]>;

/** Everything that can be seen without a server. @throws ConfigurationError */
export function checkSchedule(worker: string, { workflow, cron, every }: Schedule): void {
  const wrong = (what: string): never => {
    throw new ConfigurationError(`the schedule of worker "${worker}" ${what}`);
  };
  if (workflow === "") wrong("needs the type of a `workflow`");
  if ((cron === undefined || cron.length === 0) && every === undefined) wrong("needs `cron` or `every`");
  if (every !== undefined && !(Number.isFinite(every) && every >= 1_000))
    wrong(`has \`every: ${every}\`; it takes milliseconds, and Temporal counts in seconds, so at least 1000`);
}

/**
 * Creates the Temporal Schedule, or brings the one that exists in line; calling it again changes nothing. What is not said here stays as
 * somebody set it: that it is paused, its policies, its notes.
 * @throws ConnectionError, ConfigurationError when the server does not take it
 */
export async function ensureSchedule(
  configuration: TemporalConfiguration,
  { worker, taskQueue, schedule }: { readonly worker: string; readonly taskQueue: string; readonly schedule: Schedule },
): Promise<void> {
  const scheduleId = schedule.id ?? worker;
  const spec = specOf(schedule);
  const action: ScheduleOptionsStartWorkflowAction<Workflow> = {
    type: "startWorkflow",
    workflowType: schedule.workflow,
    taskQueue,
    args: [...(schedule.args ?? [])],
  };
  // Of its own, because a worker may have a namespace of its own.
  const connection = new TemporalConnection(configuration);
  try {
    await connection
      .call((client) => client.schedule.create({ scheduleId, spec, action }))
      .catch(async (error: unknown) => {
        if (!(error instanceof sdk().client.ScheduleAlreadyRunning)) throw error;
        await connection.call((client) => client.schedule.getHandle(scheduleId).update((before) => ({ ...before, spec, action })));
      });
  } catch (error) {
    const failure = failureOf(error, { ...configuration, ping: () => connection.ping() });
    if (failure instanceof ConnectionError) throw failure;
    throw new ConfigurationError(`Temporal does not take the schedule of worker "${worker}": ${sentence(failure)}`, { cause: error });
  } finally {
    await connection.close();
  }
}

function specOf({ cron, every }: Schedule): ScheduleOptions["spec"] {
  return {
    ...(cron === undefined ? {} : { cronExpressions: typeof cron === "string" ? [cron] : [...cron] }),
    ...(every === undefined ? {} : { intervals: [{ every }] }),
  };
}
