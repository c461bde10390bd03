// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { RejectMessage } from "boost-gen/runtime";
import type { OnBookHandlers } from "../generated/operations.js";

/**
 * Keeps the shelves up to date.
 * Receives from `books` (Kafka).
 */
export const onBook: OnBookHandlers = {
  /** A book was lent */
  async aBookWasLent() {
    throw new RejectMessage("onBook.aBookWasLent is not written yet");
  },
};
