// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import type { OnOrderHandlers } from "../generated/operations.js";

export const onOrder: OnOrderHandlers = {
  async orderCreated(message, context) {
    await context.publish.orderShipped({ id: message.id, parcel: "p" });
    await context.workflows.dispatch(message);
  },
  async orderCancelled(message, context) {
    await context.workflows.dispatch(message);
  },
};
