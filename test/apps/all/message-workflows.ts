/** What the second worker runs: notifications and tasks, on one task queue. */
export { NotificationWorkflow, UrgentNotificationWorkflow } from "../notifications/workflows.ts";
export { TaskWorkflow } from "../tasks/workflows.ts";
