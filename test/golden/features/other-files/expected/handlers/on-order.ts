// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnOrderHandlers } from "../generated/operations.js";

/** Receives from `orders` (Kafka). */
export const onOrder: OnOrderHandlers = {
  ordersCreated(message, context) {
    throw new HandlerNotWritten("onOrder.ordersCreated", context);
  },
  moved(message, context) {
    throw new HandlerNotWritten("onOrder.moved", context);
  },
};
