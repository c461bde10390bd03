// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnAccountHandlers } from "../generated/operations.js";

/** Receives from `accounts` (Redis). */
export const onAccount: OnAccountHandlers = {
  byPropertyOpened(message, context) {
    throw new HandlerNotWritten("onAccount.byPropertyOpened", context);
  },
  byPropertyClosed(message, context) {
    throw new HandlerNotWritten("onAccount.byPropertyClosed", context);
  },
};
