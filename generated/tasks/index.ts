/** Made by boost-gen 0.1.0 from specs/tasks.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import { taskSubmittedMessage } from "./messages.ts";
import { type OnTaskHandlers, onTaskOperation, type Publish } from "./operations.ts";
import type { TaskSubmittedHeaders } from "./schemas/task-submitted-headers.ts";
import type { Task } from "./schemas/task.ts";
import type { Workflows } from "./workflows.ts";

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onTask: OnTaskHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly taskSubmitted: IncomingMessage<Task, TaskSubmittedHeaders>;
}

/**
 * Tasks 1.2.0
 *
 * Work that other services hand over. Every task becomes one run of `TaskWorkflow`.
 *
 * License: MIT
 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "tasks",
  title: "Tasks",
  version: "1.2.0",
  role: "application",
  servers: {
    /** Redis 6.2 or newer; the tasks are entries of a stream. */
    redis: { key: "redis", protocol: "redis", wireProtocol: "redis", host: "localhost:6379" },
  },
  operations: [onTaskOperation],
  publishers: {},
  incoming: { taskSubmitted: { operation: onTaskOperation, message: taskSubmittedMessage } },
  temporal: { taskQueue: "task_queue" },
};

export type { OnTaskHandlers, Publish } from "./operations.ts";
export type { TaskWorkflow, Workflows } from "./workflows.ts";
export { TaskSubmittedHeaders } from "./schemas/task-submitted-headers.ts";
export { Task } from "./schemas/task.ts";
