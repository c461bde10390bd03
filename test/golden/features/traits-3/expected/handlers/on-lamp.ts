// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { RejectMessage } from "boost-gen/runtime";
import type { OnLampHandlers } from "../generated/operations.js";

/**
 * Said by the operation; since 3.0 it wins.
 * Receives from `lamps` (Kafka).
 */
export const onLamp: OnLampHandlers = {
  async lampSwitched() {
    throw new RejectMessage("onLamp.lampSwitched is not written yet");
  },
};
