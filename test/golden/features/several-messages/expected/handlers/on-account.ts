// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { RejectMessage } from "boost-gen/runtime";
import type { OnAccountHandlers } from "../generated/operations.js";

/** Receives from `accounts` (Redis). */
export const onAccount: OnAccountHandlers = {
  async byPropertyOpened() {
    throw new RejectMessage("onAccount.byPropertyOpened is not written yet");
  },
  async byPropertyClosed() {
    throw new RejectMessage("onAccount.byPropertyClosed is not written yet");
  },
};
