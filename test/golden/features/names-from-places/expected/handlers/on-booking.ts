// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnBookingHandlers } from "../generated/operations.js";

/** Receives from `booking` (Kafka). */
export const onBooking: OnBookingHandlers = {
  async made(message, context) {
    throw new HandlerNotWritten("onBooking.made", context);
  },
  async moved(message, context) {
    throw new HandlerNotWritten("onBooking.moved", context);
  },
  async closed(message, context) {
    throw new HandlerNotWritten("onBooking.closed", context);
  },
  /** Booking offered */
  async bookingOffered(message, context) {
    throw new HandlerNotWritten("onBooking.bookingOffered", context);
  },
  async bookingCheckedOut(message, context) {
    throw new HandlerNotWritten("onBooking.bookingCheckedOut", context);
  },
  async bookingArrived(message, context) {
    throw new HandlerNotWritten("onBooking.bookingArrived", context);
  },
  async extended(message, context) {
    throw new HandlerNotWritten("onBooking.extended", context);
  },
};
