// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { RejectMessage } from "boost-gen/runtime";
import type { OnBookingHandlers } from "../generated/operations.js";

/** Receives from `booking` (Kafka). */
export const onBooking: OnBookingHandlers = {
  async made() {
    throw new RejectMessage("onBooking.made is not written yet");
  },
  async moved() {
    throw new RejectMessage("onBooking.moved is not written yet");
  },
  async closed() {
    throw new RejectMessage("onBooking.closed is not written yet");
  },
  /** Booking offered */
  async bookingOffered() {
    throw new RejectMessage("onBooking.bookingOffered is not written yet");
  },
  async bookingCheckedOut() {
    throw new RejectMessage("onBooking.bookingCheckedOut is not written yet");
  },
  async bookingArrived() {
    throw new RejectMessage("onBooking.bookingArrived is not written yet");
  },
  async extended() {
    throw new RejectMessage("onBooking.extended is not written yet");
  },
};
