// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import type { OnTaskHandlers } from "../../../../generated/tasks/operations.ts";

/**
 * Takes a task over.
 * Receives from `tasks` (Redis).
 */
export const onTask: OnTaskHandlers = {
  /**
   * Somebody submitted a task.
   * Starts `TaskWorkflow` as `task-{task_id}`.
   */
  async taskSubmitted(message, context) {
    if (message.priority > 5) context.log.info({ task: message.task_id, priority: message.priority }, "urgent task");
    await context.workflows.dispatch(message);
  },
};
