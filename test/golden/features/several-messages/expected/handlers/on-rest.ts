// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnRestHandlers } from "../generated/operations.js";

/** Receives from `rest` (Redis). */
export const onRest: OnRestHandlers = {
  byTrialNamed(message, context) {
    throw new HandlerNotWritten("onRest.byTrialNamed", context);
  },
};
