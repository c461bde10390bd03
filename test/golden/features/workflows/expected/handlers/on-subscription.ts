// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import type { OnSubscriptionHandlers } from "../generated/operations.js";

/** Receives from `subscriptions` (Kafka). */
export const onSubscription: OnSubscriptionHandlers = {
  /** Starts `Subscription` as `subscription-{id}`. */
  async subscriptionBegun(message, context) {
    await context.workflows.dispatch(message);
  },
  /**
   * Sends the signal `changed` to `Subscription` as `subscription-{id}` when its condition holds, and starts it if need be.
   * Sends the signal `changed` to `subscription-{id}`.
   */
  async subscriptionChanged(message, context) {
    await context.workflows.dispatch(message);
  },
  /** Sends the signal `end` to `subscription-{id}`. */
  async subscriptionEnded(message, context) {
    await context.workflows.dispatch(message);
  },
  /** Sends the update `book` to `subscription-{id}`. */
  async subscriptionPaid(message, context) {
    await context.workflows.dispatch(message);
  },
};
