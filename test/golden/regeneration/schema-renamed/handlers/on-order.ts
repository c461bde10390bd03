// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import type { Line } from "../generated/index.js";
import type { OnOrderHandlers } from "../generated/operations.js";

function total(lines: readonly Line[]): number {
  return lines.reduce((sum, { price }) => sum + price, 0);
}

export const onOrder: OnOrderHandlers = {
  async orderCreated(message, context) {
    context.log.info({ total: total(message.lines) }, "created");
    await context.workflows.dispatch(message);
  },
  async orderCancelled(message, context) {
    await context.workflows.dispatch(message);
  },
};
