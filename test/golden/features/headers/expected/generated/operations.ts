/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition } from "boost-gen/runtime";
import { eventsChannel } from "./channels.js";
import type { EventsHappenedHeaders } from "./schemas/events-happened-headers.js";
import type { EventsHappened } from "./schemas/events-happened.js";
import type { Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/** @generated from #/operations/onEvent */
export interface OnEventHandlers {
  eventsHappened(message: EventsHappened, context: Context<EventsHappened, EventsHappenedHeaders>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export type Publish = object;

/**
 * Receives from `events` (Kafka).
 * @generated from #/operations/onEvent
 */
export const onEventOperation: OperationDefinition = {
  key: "onEvent",
  name: "onEvent",
  action: "receive",
  channel: eventsChannel,
  messages: { eventsHappened: { rules: [] } },
  options: {},
};
