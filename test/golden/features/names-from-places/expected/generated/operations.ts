/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition } from "boost-gen/runtime";
import { bookingChannel, invoiceChannel, visitorChannel } from "./channels.js";
import type { BookingCheckedOut } from "./schemas/booking-checked-out.js";
import type { BookingOffered } from "./schemas/booking-offered.js";
import type { Closed } from "./schemas/closed.js";
import type { Extended } from "./schemas/extended.js";
import type { GuestArrived } from "./schemas/guest-arrived.js";
import type { InvoicePaid } from "./schemas/invoice-paid.js";
import type { InvoiceSent } from "./schemas/invoice-sent.js";
import type { Made } from "./schemas/made.js";
import type { Moved } from "./schemas/moved.js";
import type { VisitorArrivedHeaders } from "./schemas/visitor-arrived-headers.js";
import type { VisitorArrived } from "./schemas/visitor-arrived.js";
import type { VisitorLeftHeaders } from "./schemas/visitor-left-headers.js";
import type { VisitorLeft } from "./schemas/visitor-left.js";
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

/** @generated from #/channels/visitor/publish */
export interface OnVisitorHandlers {
  visitorArrived(message: VisitorArrived, context: Context<VisitorArrived, VisitorArrivedHeaders>): Promise<void> | void;
  visitorLeft(message: VisitorLeft, context: Context<VisitorLeft, VisitorLeftHeaders>): Promise<void> | void;
}

/** @generated from #/channels/invoice/publish */
export interface OnInvoiceHandlers {
  invoiceSent(message: InvoiceSent, context: Context<InvoiceSent>): Promise<void> | void;
  invoicePaid(message: InvoicePaid, context: Context<InvoicePaid>): Promise<void> | void;
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

/**
 * Receives from `visitor` (Kafka).
 * @generated from #/channels/visitor/publish
 */
export const onVisitorOperation: OperationDefinition = {
  key: "onVisitor",
  name: "onVisitor",
  action: "receive",
  channel: visitorChannel,
  messages: { visitorArrived: { rules: [] }, visitorLeft: { rules: [] } },
  options: {},
};

/**
 * Receives from `invoice` (Kafka).
 * @generated from #/channels/invoice/publish
 */
export const onInvoiceOperation: OperationDefinition = {
  key: "onInvoice",
  name: "onInvoice",
  action: "receive",
  channel: invoiceChannel,
  messages: { invoiceSent: { rules: [] }, invoicePaid: { rules: [] } },
  options: {},
};
