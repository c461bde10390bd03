/** Made by boost-gen 0.1.0 from specs/tasks.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition } from "boost-gen/runtime";
import { tasksChannel } from "./channels.ts";
import type { TaskSubmittedHeaders } from "./schemas/task-submitted-headers.ts";
import type { Task } from "./schemas/task.ts";
import { taskSubmittedStartsTaskWorkflow, type Workflows } from "./workflows.ts";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/**
 * Takes a task over.
 * @generated from #/channels/tasks/publish
 */
export interface OnTaskHandlers {
  /**
   * Somebody submitted a task.
   * Starts `TaskWorkflow` as `task-{task_id}`.
   */
  taskSubmitted(message: Task, context: Context<Task, TaskSubmittedHeaders>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export type Publish = object;

/**
 * Receives from `tasks` (Redis).
 *
 * Takes a task over.
 *
 * @generated from #/channels/tasks/publish
 */
export const onTaskOperation: OperationDefinition = {
  key: "onTask",
  name: "onTask",
  action: "receive",
  channel: tasksChannel,
  messages: { taskSubmitted: { rules: [taskSubmittedStartsTaskWorkflow] } },
  options: {
    group: "task-service",
    concurrency: 8,
    timeout: 30000,
    retry: { attempts: 4, initialInterval: 200, multiplier: 2, maxInterval: 5000 },
    deadLetter: "tasks-dlq",
    redis: { kind: "stream", minIdle: 30000 },
  },
};
