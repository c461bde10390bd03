// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import type { OnTextHandlers } from "../../../../generated/notifications/operations.ts";

/**
 * Sends a text message.
 * Receives from `text.#` (RabbitMQ).
 */
export const onText: OnTextHandlers = {
  /**
   * Somebody should get a text message.
   * Starts `NotificationWorkflow` as `text-{text_id}`.
   */
  async textRequested(message, context) {
    await context.workflows.dispatch(message);
  },
};
