// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { RejectMessage } from "boost-gen/runtime";
import type { OnMeasuredHandlers } from "../generated/operations.js";

/**
 * Said by the trait.
 * Receives from `lights.measured` (Kafka).
 */
export const onMeasured: OnMeasuredHandlers = {
  async lightMeasured() {
    throw new RejectMessage("onMeasured.lightMeasured is not written yet");
  },
};
