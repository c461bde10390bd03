// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnOrderHandlers } from "../generated/operations.js";

/** Receives from `orders` (Kafka). */
export const onOrder: OnOrderHandlers = {
  placed(message, context) {
    throw new HandlerNotWritten("onOrder.placed", context);
  },
};
