/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { EventsHappenedHeaders } from "./schemas/events-happened-headers.js";
import { EventsHappened } from "./schemas/events-happened.js";

/** @generated from #/channels/events/messages/happened */
export const eventsHappenedMessage: MessageDefinition<EventsHappened, EventsHappenedHeaders> = {
  name: "EventsHappened",
  member: "eventsHappened",
  contentType: "application/json",
  payload: EventsHappened,
  headers: EventsHappenedHeaders,
  headerTypes: { ce_type: "string", retries: "integer", urgent: "boolean", labels: { items: "string" } },
  examples: [
    {
      name: "first",
      summary: "The first one of the day.",
      payload: { any: "thing" },
      headers: { ce_type: "shop.happened", retries: 0 },
    },
  ],
};
