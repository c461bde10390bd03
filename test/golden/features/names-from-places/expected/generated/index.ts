/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { ContractDefinition, IncomingMessage } from "boost-gen/runtime";
import {
  bookingArrivedMessage,
  bookingCheckedOutMessage,
  bookingOfferedMessage,
  closedMessage,
  extendedMessage,
  invoicePaidMessage,
  invoiceSentMessage,
  madeMessage,
  movedMessage,
  visitorArrivedMessage,
  visitorLeftMessage,
} from "./messages.js";
import {
  type OnBookingHandlers,
  onBookingOperation,
  type OnInvoiceHandlers,
  onInvoiceOperation,
  type OnVisitorHandlers,
  onVisitorOperation,
  type Publish,
} from "./operations.js";
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

/** One object of handlers per receiving operation; the type of what `handlers/index.ts` exports. */
export interface ContractHandlers {
  readonly onBooking: OnBookingHandlers;
  readonly onVisitor: OnVisitorHandlers;
  readonly onInvoice: OnInvoiceHandlers;
}

/** What a test sends. */
export interface Incoming {
  readonly made: IncomingMessage<Made>;
  readonly moved: IncomingMessage<Moved>;
  readonly closed: IncomingMessage<Closed>;
  readonly bookingOffered: IncomingMessage<BookingOffered>;
  readonly bookingCheckedOut: IncomingMessage<BookingCheckedOut>;
  readonly bookingArrived: IncomingMessage<GuestArrived>;
  readonly extended: IncomingMessage<Extended>;
  readonly visitorArrived: IncomingMessage<VisitorArrived, VisitorArrivedHeaders>;
  readonly visitorLeft: IncomingMessage<VisitorLeft, VisitorLeftHeaders>;
  readonly invoiceSent: IncomingMessage<InvoiceSent>;
  readonly invoicePaid: IncomingMessage<InvoicePaid>;
}

/** Hotel 1.0.0 */
export const contract: ContractDefinition<{
  handlers: ContractHandlers;
  publish: Publish;
  workflows: Workflows;
  incoming: Incoming;
}> = {
  format: 1,
  name: "hotel",
  title: "Hotel",
  version: "1.0.0",
  role: "application",
  servers: { main: { key: "main", protocol: "kafka", wireProtocol: "kafka", host: "localhost:9092" } },
  operations: [onBookingOperation, onVisitorOperation, onInvoiceOperation],
  publishers: {},
  incoming: {
    made: { operation: onBookingOperation, message: madeMessage },
    moved: { operation: onBookingOperation, message: movedMessage },
    closed: { operation: onBookingOperation, message: closedMessage },
    bookingOffered: { operation: onBookingOperation, message: bookingOfferedMessage },
    bookingCheckedOut: { operation: onBookingOperation, message: bookingCheckedOutMessage },
    bookingArrived: { operation: onBookingOperation, message: bookingArrivedMessage },
    extended: { operation: onBookingOperation, message: extendedMessage },
    visitorArrived: { operation: onVisitorOperation, message: visitorArrivedMessage },
    visitorLeft: { operation: onVisitorOperation, message: visitorLeftMessage },
    invoiceSent: { operation: onInvoiceOperation, message: invoiceSentMessage },
    invoicePaid: { operation: onInvoiceOperation, message: invoicePaidMessage },
  },
};

export type { OnBookingHandlers, OnInvoiceHandlers, OnVisitorHandlers, Publish } from "./operations.js";
export type { Workflows } from "./workflows.js";
export { BookingOffered } from "./schemas/booking-offered.js";
export { BookingCheckedOut } from "./schemas/booking-checked-out.js";
export { VisitorArrivedHeaders } from "./schemas/visitor-arrived-headers.js";
export { VisitorArrived } from "./schemas/visitor-arrived.js";
export { VisitorLeftHeaders } from "./schemas/visitor-left-headers.js";
export { VisitorLeft } from "./schemas/visitor-left.js";
export { InvoiceSent } from "./schemas/invoice-sent.js";
export { InvoicePaid } from "./schemas/invoice-paid.js";
export { Made } from "./schemas/made.js";
export { Moved } from "./schemas/moved.js";
export { Closed } from "./schemas/closed.js";
export { GuestArrived } from "./schemas/guest-arrived.js";
export { Extended, ExtendedBy } from "./schemas/extended.js";
