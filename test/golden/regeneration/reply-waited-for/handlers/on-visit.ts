import type { OnVisitHandlers } from "../generated/operations.js";

export const onVisit: OnVisitHandlers = {
  async visited(message, context) {
    const price = await context.request.saleAsked(message);
    const left = await context.request.stockAsked(message);
    context.log.info({ price, left }, "asked");
  },
};
