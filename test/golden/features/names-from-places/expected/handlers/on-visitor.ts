// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnVisitorHandlers } from "../generated/operations.js";

/** Receives from `visitor` (Kafka). */
export const onVisitor: OnVisitorHandlers = {
  visitorArrived(message, context) {
    throw new HandlerNotWritten("onVisitor.visitorArrived", context);
  },
  visitorLeft(message, context) {
    throw new HandlerNotWritten("onVisitor.visitorLeft", context);
  },
};
