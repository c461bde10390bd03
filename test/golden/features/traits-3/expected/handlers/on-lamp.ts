// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnLampHandlers } from "../generated/operations.js";

/**
 * Said by the operation; since 3.0 it wins.
 * Receives from `lamps` (Kafka).
 */
export const onLamp: OnLampHandlers = {
  lampSwitched(message, context) {
    throw new HandlerNotWritten("onLamp.lampSwitched", context);
  },
};
