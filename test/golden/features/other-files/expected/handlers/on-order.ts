// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { RejectMessage } from "boost-gen/runtime";
import type { OnOrderHandlers } from "../generated/operations.js";

/** Receives from `orders` (Kafka). */
export const onOrder: OnOrderHandlers = {
  async ordersCreated() {
    throw new RejectMessage("onOrder.ordersCreated is not written yet");
  },
  async moved() {
    throw new RejectMessage("onOrder.moved is not written yet");
  },
};
