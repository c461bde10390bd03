/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { BookingCheckedOut } from "./schemas/booking-checked-out.js";
import { BookingOffered } from "./schemas/booking-offered.js";
import { Closed } from "./schemas/closed.js";
import { Extended } from "./schemas/extended.js";
import { GuestArrived } from "./schemas/guest-arrived.js";
import { InvoicePaid } from "./schemas/invoice-paid.js";
import { InvoiceSent } from "./schemas/invoice-sent.js";
import { Made } from "./schemas/made.js";
import { Moved } from "./schemas/moved.js";
import { VisitorArrivedHeaders } from "./schemas/visitor-arrived-headers.js";
import { VisitorArrived } from "./schemas/visitor-arrived.js";
import { VisitorLeftHeaders } from "./schemas/visitor-left-headers.js";
import { VisitorLeft } from "./schemas/visitor-left.js";

/** @generated from #/components/messages/Made */
export const madeMessage: MessageDefinition<Made> = {
  name: "Made",
  member: "made",
  contentType: "application/json",
  payload: Made,
};

/** @generated from #/components/messages/Moved */
export const movedMessage: MessageDefinition<Moved> = {
  name: "Moved",
  member: "moved",
  contentType: "application/json",
  payload: Moved,
};

/** @generated from #/components/messages/Closed */
export const closedMessage: MessageDefinition<Closed> = {
  name: "Closed",
  member: "closed",
  contentType: "application/json",
  payload: Closed,
};

/**
 * Booking offered
 * @generated from #/channels/booking/publish/message/oneOf/2
 */
export const bookingOfferedMessage: MessageDefinition<BookingOffered> = {
  name: "BookingOffered",
  member: "bookingOffered",
  contentType: "application/json",
  payload: BookingOffered,
};

/** @generated from #/channels/booking/publish/message/oneOf/3 */
export const bookingCheckedOutMessage: MessageDefinition<BookingCheckedOut> = {
  name: "BookingCheckedOut",
  member: "bookingCheckedOut",
  contentType: "application/json",
  payload: BookingCheckedOut,
};

/** @generated from #/channels/booking/publish/message/oneOf/4 */
export const bookingArrivedMessage: MessageDefinition<GuestArrived> = {
  name: "BookingArrived",
  member: "bookingArrived",
  contentType: "application/json",
  payload: GuestArrived,
};

/** @generated from #/channels/booking/publish/message/oneOf/5 */
export const extendedMessage: MessageDefinition<Extended> = {
  name: "Extended",
  member: "extended",
  contentType: "application/json",
  payload: Extended,
};

/** @generated from #/channels/visitor/publish/message/oneOf/0 */
export const visitorArrivedMessage: MessageDefinition<VisitorArrived, VisitorArrivedHeaders> = {
  name: "VisitorArrived",
  member: "visitorArrived",
  contentType: "application/json",
  payload: VisitorArrived,
  headers: VisitorArrivedHeaders,
  headerTypes: { k: "string" },
};

/** @generated from #/channels/visitor/publish/message/oneOf/1 */
export const visitorLeftMessage: MessageDefinition<VisitorLeft, VisitorLeftHeaders> = {
  name: "VisitorLeft",
  member: "visitorLeft",
  contentType: "application/json",
  payload: VisitorLeft,
  headers: VisitorLeftHeaders,
  headerTypes: { k: "string" },
};

/** @generated from #/channels/invoice/publish/message/oneOf/0 */
export const invoiceSentMessage: MessageDefinition<InvoiceSent> = {
  name: "InvoiceSent",
  member: "invoiceSent",
  contentType: "application/json",
  payload: InvoiceSent,
};

/** @generated from #/channels/invoice/publish/message/oneOf/1 */
export const invoicePaidMessage: MessageDefinition<InvoicePaid> = {
  name: "InvoicePaid",
  member: "invoicePaid",
  contentType: "application/json",
  payload: InvoicePaid,
};
