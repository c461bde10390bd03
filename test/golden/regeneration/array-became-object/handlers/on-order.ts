// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import type { OnOrderHandlers } from "../generated/operations.js";

export const onOrder: OnOrderHandlers = {
  async orderCreated(message, context) {
    for (const line of message.lines) context.log.info({ sku: line.sku }, "line");
    await context.workflows.dispatch(message);
  },
  async orderCancelled(message, context) {
    await context.workflows.dispatch(message);
  },
};
