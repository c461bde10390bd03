import type { Workflow } from "@temporalio/client";
import { ScheduleAlreadyRunning, type ScheduleOptions, type ScheduleOptionsStartWorkflowAction } from "@temporalio/client";
import { ConfigurationError } from "../errors.ts";
import type { WorkerDefinition } from "../worker-host.ts";
import type { TemporalConnection } from "./connection.ts";

type Schedule = NonNullable<WorkerDefinition["schedule"]>;

/** Creates the Temporal Schedule, or brings the one that exists in line; calling it again changes nothing. */
export async function ensureSchedule(connection: TemporalConnection, worker: string, taskQueue: string, schedule: Schedule): Promise<void> {
  const scheduleId = schedule.id ?? worker;
  const spec = specOf(worker, schedule);
  const action: ScheduleOptionsStartWorkflowAction<Workflow> = {
    type: "startWorkflow",
    workflowType: schedule.workflow,
    taskQueue,
    args: [...(schedule.args ?? [])],
  };
  try {
    await connection.call((client) => client.schedule.create({ scheduleId, spec, action }));
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await connection.call((client) => client.schedule.getHandle(scheduleId).update((before) => ({ ...before, spec, action })));
  }
}

function specOf(worker: string, { cron, every }: Schedule): ScheduleOptions["spec"] {
  if (cron === undefined && every === undefined)
    throw new ConfigurationError(`the schedule of worker "${worker}" needs \`cron\` or \`every\``);
  return {
    ...(cron === undefined ? {} : { cronExpressions: typeof cron === "string" ? [cron] : [...cron] }),
    ...(every === undefined ? {} : { intervals: [{ every }] }),
  };
}
