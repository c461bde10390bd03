import { proxyActivities } from "@temporalio/workflow";
import type { TaskWorkflow as Signature } from "../../../generated/tasks/workflows.ts";
import type * as activities from "./activities.ts";

const { performTask } = proxyActivities<typeof activities>({ startToCloseTimeout: "1 minute" });

/** One run per task id; an urgent task is done before its worker takes another. */
export const TaskWorkflow: Signature = async (task) => await performTask(task);
