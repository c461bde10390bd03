/** Made by boost-gen 0.1.0 from specs/tasks.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { TaskSubmittedHeaders } from "./schemas/task-submitted-headers.ts";
import { Task } from "./schemas/task.ts";

/**
 * Somebody submitted a task.
 * @generated from #/components/messages/TaskSubmitted
 */
export const taskSubmittedMessage: MessageDefinition<Task, TaskSubmittedHeaders> = {
  name: "TaskSubmitted",
  member: "taskSubmitted",
  contentType: "application/json",
  payload: Task,
  headers: TaskSubmittedHeaders,
  headerTypes: { "submitted-by": "string" },
  examples: [
    {
      name: "report",
      summary: "A report that can wait.",
      payload: {
        task_id: "t-1001",
        description: "Build the monthly report",
        priority: 3,
        labels: ["report", "monthly"],
      },
      headers: { "submitted-by": "reporting" },
    },
    {
      name: "outage",
      summary: "Something that cannot wait.",
      payload: {
        task_id: "t-1002",
        description: "Restart the billing gateway",
        priority: 9,
        due: "2026-05-01T08:00:00Z",
      },
      headers: { "submitted-by": "monitoring" },
    },
  ],
};
