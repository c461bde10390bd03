// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnInvoiceHandlers } from "../generated/operations.js";

/** Receives from `invoice` (Kafka). */
export const onInvoice: OnInvoiceHandlers = {
  invoiceSent(message, context) {
    throw new HandlerNotWritten("onInvoice.invoiceSent", context);
  },
  invoicePaid(message, context) {
    throw new HandlerNotWritten("onInvoice.invoicePaid", context);
  },
};
