/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/booking/publish/message/oneOf/3/payload */
export interface BookingCheckedOut {
  t: "checked-out";
}

export const BookingCheckedOut: Validator<BookingCheckedOut> = z.looseObject({
  t: z.literal("checked-out"),
});
