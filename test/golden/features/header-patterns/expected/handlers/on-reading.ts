// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnReadingHandlers } from "../generated/operations.js";

/** Receives from `readings`. */
export const onReading: OnReadingHandlers = {
  readingsReading(message, context) {
    throw new HandlerNotWritten("onReading.readingsReading", context);
  },
};
