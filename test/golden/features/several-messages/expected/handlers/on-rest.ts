// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { RejectMessage } from "boost-gen/runtime";
import type { OnRestHandlers } from "../generated/operations.js";

/** Receives from `rest` (Redis). */
export const onRest: OnRestHandlers = {
  async byTrialNamed() {
    throw new RejectMessage("onRest.byTrialNamed is not written yet");
  },
};
