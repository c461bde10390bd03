// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnParcelHandlers } from "../generated/operations.js";

/** Receives from `parcels.v2` (Kafka). */
export const onParcel: OnParcelHandlers = {
  parcelSent(message, context) {
    throw new HandlerNotWritten("onParcel.parcelSent", context);
  },
};
