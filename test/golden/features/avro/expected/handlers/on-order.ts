// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnOrderHandlers } from "../generated/operations.js";

/** Receives from `orders.v1` (Kafka). */
export const onOrder: OnOrderHandlers = {
  /** Starts `OrderWorkflow` as `order-{id}` when its condition holds. */
  async orderCreated(message, context) {
    await context.workflows.dispatch(message);
  },
  orderPaid(message, context) {
    throw new HandlerNotWritten("onOrder.orderPaid", context);
  },
};
