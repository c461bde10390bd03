// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import type { OnOrderHandlers } from "../../../../generated/orders/operations.ts";

/**
 * Starts and steers one workflow per order.
 * Receives from `orders.v1` (Kafka).
 */
export const onOrder: OnOrderHandlers = {
  /**
   * A customer placed an order.
   * Starts `OrderWorkflow` as `order-{order_id}`.
   */
  async orderCreated(message, context) {
    await context.workflows.dispatch(message);
  },
  /**
   * The customer or the shop called an order off.
   * Sends the signal `cancel` to `order-{order_id}`.
   */
  async orderCancelled(message, context) {
    // A route of our own instead of `dispatch`, typed: fraud is for people to look at, everything else cancels the workflow.
    if (message.reason === "fraud") context.log.warn({ order: message.order_id }, "order cancelled for fraud");
    await context.workflows.orderWorkflow.signalCancel(message);
  },
};
