// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { 受注Handlers } from "../generated/operations.js";

/** Receives from `orders` (Kafka). */
export const 受注: 受注Handlers = {
  /** Starts `ЗаказСоздан` as `order-{番号}`. */
  async 注文作成(message, context) {
    await context.workflows.dispatch(message);
  },
  größeGeändert(message, context) {
    throw new HandlerNotWritten("受注.größeGeändert", context);
  },
};
