// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnCardHandlers } from "../generated/operations.js";

/** Receives from `cards` (Redis). */
export const onCard: OnCardHandlers = {
  byMatchIssued(message, context) {
    throw new HandlerNotWritten("onCard.byMatchIssued", context);
  },
  byMatchBlocked(message, context) {
    throw new HandlerNotWritten("onCard.byMatchBlocked", context);
  },
};
