// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import type { OnEmailHandlers } from "../../../../generated/notifications/operations.ts";

/**
 * Sends an email; an urgent one by a workflow of its own.
 * Receives from `emails` (RabbitMQ).
 */
export const onEmail: OnEmailHandlers = {
  /**
   * Somebody should get an email.
   * Starts `UrgentNotificationWorkflow` as `email-{email_id}` when its condition holds.
   * Starts `NotificationWorkflow` as `email-{email_id}` when its condition holds.
   */
  async emailRequested(message, context) {
    await context.workflows.dispatch(message);
  },
};
