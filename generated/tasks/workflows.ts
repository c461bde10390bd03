/** Made by boost-gen 0.1.0 from specs/tasks.yaml. Changes made here are lost; change the document and run it again. */

import type { StartCall, WorkflowRuleDefinition } from "boost-gen/runtime";
import type { Task } from "./schemas/task.ts";

/** Signature of the workflow `TaskWorkflow` for your workflow code. */
export type TaskWorkflow = (taskSubmitted: Task) => Promise<unknown>;

/** Typed calls of `context.workflows`, one member per workflow. */
export interface Workflows {
  readonly taskWorkflow: {
    readonly start: StartCall<Task>;
  };
}

/**
 * What `dispatch` does with `TaskSubmitted`.
 * @generated from #/components/messages/TaskSubmitted/x-temporal
 */
export const taskSubmittedStartsTaskWorkflow: WorkflowRuleDefinition = {
  kind: "start",
  workflow: "taskWorkflow",
  member: "start",
  type: "TaskWorkflow",
  workflowId: ["task-", { from: "payload", path: ["task_id"] }],
  args: [{ template: [{ from: "payload", path: [] }] }],
  executionTimeout: 3600000,
};
