// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import type { OnOrderHandlers } from "../generated/operations.js";

function days(priority: "low" | "high"): number {
  return priority === "high" ? 1 : 5;
}

export const onOrder: OnOrderHandlers = {
  async orderCreated(message, context) {
    context.log.info({ days: days(message.priority ?? "low") }, "created");
    await context.workflows.dispatch(message);
  },
  async orderCancelled(message, context) {
    await context.workflows.dispatch(message);
  },
};
