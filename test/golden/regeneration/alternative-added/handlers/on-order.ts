// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import type { OnOrderHandlers } from "../generated/operations.js";

type Payment = { kind: "card"; number: string } | { kind: "cash"; coins: number };

function paid(payment: Payment): string {
  return payment.kind === "card" ? payment.number : `${payment.coins} coins`;
}

export const onOrder: OnOrderHandlers = {
  async orderCreated(message, context) {
    if (message.note !== undefined) context.log.info({ paid: paid(message.note) }, "created");
    await context.workflows.dispatch(message);
  },
  async orderCancelled(message, context) {
    await context.workflows.dispatch(message);
  },
};
