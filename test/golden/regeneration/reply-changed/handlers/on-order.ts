// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import type { OnOrderHandlers } from "../generated/operations.js";

export const onOrder: OnOrderHandlers = {
  async orderCreated() {
    return { ok: true };
  },
  async orderCancelled() {
    return { ok: false };
  },
};
