// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnBookHandlers } from "../generated/operations.js";

/**
 * Keeps the shelves up to date.
 * Receives from `books` (Kafka).
 */
export const onBook: OnBookHandlers = {
  /** A book was lent */
  aBookWasLent(message, context) {
    throw new HandlerNotWritten("onBook.aBookWasLent", context);
  },
};
