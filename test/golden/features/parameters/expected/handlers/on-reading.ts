// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnReadingHandlers } from "../generated/operations.js";

/** Receives from `readings.{plant}.{sensor}` (Kafka). */
export const onReading: OnReadingHandlers = {
  readingsMeasured(message, context) {
    throw new HandlerNotWritten("onReading.readingsMeasured", context);
  },
};
