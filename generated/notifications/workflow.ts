/** Made by boost-gen 0.1.0 from specs/notifications.yaml. Changes made here are lost; change the document and run it again. */

import type { NotificationWorkflow, UrgentNotificationWorkflow } from "./workflows.ts";

/** Every workflow that the document starts: the type of what `workflows.ts` exports. */
export interface WorkflowImplementations {
  readonly UrgentNotificationWorkflow: UrgentNotificationWorkflow;
  readonly NotificationWorkflow: NotificationWorkflow;
}
