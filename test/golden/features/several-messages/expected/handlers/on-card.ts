// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { RejectMessage } from "boost-gen/runtime";
import type { OnCardHandlers } from "../generated/operations.js";

/** Receives from `cards` (Redis). */
export const onCard: OnCardHandlers = {
  async byMatchIssued() {
    throw new RejectMessage("onCard.byMatchIssued is not written yet");
  },
  async byMatchBlocked() {
    throw new RejectMessage("onCard.byMatchBlocked is not written yet");
  },
};
