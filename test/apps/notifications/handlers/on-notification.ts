// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import type { OnNotificationHandlers } from "../../../../generated/notifications/operations.ts";

/**
 * Shows a notification to a user who wants to see it.
 * Receives from `notifications` (RabbitMQ).
 */
export const onNotification: OnNotificationHandlers = {
  /**
   * A user should see a notification.
   * Starts `NotificationWorkflow` as `notification-{notification_id}`.
   */
  async notificationRequested(message, context) {
    // A filter in code: what the user muted is done without a workflow.
    if (message.channel === "muted") return;
    await context.workflows.dispatch(message);
  },
};
