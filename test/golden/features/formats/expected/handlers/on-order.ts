// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { RejectMessage } from "boost-gen/runtime";
import type { OnOrderHandlers } from "../generated/operations.js";

/** Receives from `orders` (Kafka). */
export const onOrder: OnOrderHandlers = {
  async ordersPlaced() {
    throw new RejectMessage("onOrder.ordersPlaced is not written yet");
  },
  async ordersCancelled() {
    throw new RejectMessage("onOrder.ordersCancelled is not written yet");
  },
};
