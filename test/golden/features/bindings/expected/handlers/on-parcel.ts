// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { RejectMessage } from "boost-gen/runtime";
import type { OnParcelHandlers } from "../generated/operations.js";

/** Receives from `parcels.v2` (Kafka). */
export const onParcel: OnParcelHandlers = {
  async parcelSent() {
    throw new RejectMessage("onParcel.parcelSent is not written yet");
  },
};
