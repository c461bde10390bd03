// Yours: boost-gen adds a member when the document gains one, and changes nothing else.
import { HandlerNotWritten } from "boost-gen/runtime";
import type { OnBookingHandlers } from "../generated/operations.js";

/** Receives from `booking` (Kafka). */
export const onBooking: OnBookingHandlers = {
  made(message, context) {
    throw new HandlerNotWritten("onBooking.made", context);
  },
  moved(message, context) {
    throw new HandlerNotWritten("onBooking.moved", context);
  },
  closed(message, context) {
    throw new HandlerNotWritten("onBooking.closed", context);
  },
  /** Booking offered */
  bookingOffered(message, context) {
    throw new HandlerNotWritten("onBooking.bookingOffered", context);
  },
  bookingCheckedOut(message, context) {
    throw new HandlerNotWritten("onBooking.bookingCheckedOut", context);
  },
  bookingArrived(message, context) {
    throw new HandlerNotWritten("onBooking.bookingArrived", context);
  },
  extended(message, context) {
    throw new HandlerNotWritten("onBooking.extended", context);
  },
};
