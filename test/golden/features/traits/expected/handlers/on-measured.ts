// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnMeasuredHandlers } from "../generated/operations.js";

/**
 * Said by the trait.
 * Receives from `lights.measured` (Kafka).
 */
export const onMeasured: OnMeasuredHandlers = {
  lightMeasured(message, context) {
    throw new HandlerNotWritten("onMeasured.lightMeasured", context);
  },
};
