/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/events/messages/happened/headers */
export interface EventsHappenedHeaders {
  ce_type: "shop.happened";
  retries: number;
  urgent?: boolean | undefined;
  labels?: string[] | undefined;
}

export const EventsHappenedHeaders: Validator<EventsHappenedHeaders> = z.looseObject({
  ce_type: z.literal("shop.happened"),
  retries: json.integer().min(0),
  urgent: z.boolean().optional(),
  labels: z.array(z.string()).optional(),
});
