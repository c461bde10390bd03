/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { BookingCheckedOut } from "./schemas/booking-checked-out.js";
import { BookingOffered } from "./schemas/booking-offered.js";
import { Closed } from "./schemas/closed.js";
import { Extended } from "./schemas/extended.js";
import { GuestArrived } from "./schemas/guest-arrived.js";
import { Made } from "./schemas/made.js";
import { Moved } from "./schemas/moved.js";

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
