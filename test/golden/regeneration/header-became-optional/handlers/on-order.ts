// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import type { OnOrderHandlers } from "../generated/operations.js";

export const onOrder: OnOrderHandlers = {
  async orderCreated(message, context) {
    context.log.info({ trace: context.headers.trace.slice(0, 8) }, "created");
    await context.workflows.dispatch(message);
  },
  async orderCancelled(message, context) {
    await context.workflows.dispatch(message);
  },
};
