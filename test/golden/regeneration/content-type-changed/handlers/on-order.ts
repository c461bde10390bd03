// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import type { OnOrderHandlers } from "../generated/operations.js";

export const onOrder: OnOrderHandlers = {
  async orderCreated(message, context) {
    await context.workflows.dispatch(message);
  },
  async orderCancelled(message, context) {
    if (message.reason !== undefined) await context.workflows.dispatch(message);
  },
};
