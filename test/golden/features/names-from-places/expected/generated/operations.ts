/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition } from "boost-gen/runtime";
import { bookingChannel } from "./channels.js";
import type { BookingCheckedOut } from "./schemas/booking-checked-out.js";
import type { BookingOffered } from "./schemas/booking-offered.js";
import type { Closed } from "./schemas/closed.js";
import type { Extended } from "./schemas/extended.js";
import type { GuestArrived } from "./schemas/guest-arrived.js";
import type { Made } from "./schemas/made.js";
import type { Moved } from "./schemas/moved.js";
import type { Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/** @generated from #/channels/booking/publish */
export interface OnBookingHandlers {
  made(message: Made, context: Context<Made>): Promise<void> | void;
  moved(message: Moved, context: Context<Moved>): Promise<void> | void;
  closed(message: Closed, context: Context<Closed>): Promise<void> | void;
  /** Booking offered */
  bookingOffered(message: BookingOffered, context: Context<BookingOffered>): Promise<void> | void;
  bookingCheckedOut(message: BookingCheckedOut, context: Context<BookingCheckedOut>): Promise<void> | void;
  bookingArrived(message: GuestArrived, context: Context<GuestArrived>): Promise<void> | void;
  extended(message: Extended, context: Context<Extended>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export type Publish = object;

/**
 * Receives from `booking` (Kafka).
 * @generated from #/channels/booking/publish
 */
export const onBookingOperation: OperationDefinition = {
  key: "onBooking",
  name: "onBooking",
  action: "receive",
  channel: bookingChannel,
  messages: {
    made: { rules: [] },
    moved: { rules: [] },
    closed: { rules: [] },
    bookingOffered: { rules: [] },
    bookingCheckedOut: { rules: [] },
    bookingArrived: { rules: [] },
    extended: { rules: [] },
  },
  options: {},
};
