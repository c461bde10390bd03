/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/booking/publish/message/oneOf/2/payload */
export interface BookingOffered {
  t: "offered";
}

export const BookingOffered: Validator<BookingOffered> = z.looseObject({
  t: z.literal("offered"),
});
