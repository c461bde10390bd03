// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnEventHandlers } from "../generated/operations.js";

/** Receives from `events` (Kafka). */
export const onEvent: OnEventHandlers = {
  eventsHappened(message, context) {
    throw new HandlerNotWritten("onEvent.eventsHappened", context);
  },
};
