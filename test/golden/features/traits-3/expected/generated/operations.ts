/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition } from "boost-gen/runtime";
import { lampsChannel } from "./channels.js";
import type { LampSwitchedHeaders } from "./schemas/lamp-switched-headers.js";
import type { LampSwitched } from "./schemas/lamp-switched.js";
import type { Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/**
 * Said by the operation; since 3.0 it wins.
 *
 * Said by the second trait.
 *
 * @generated from #/operations/onLamp
 */
export interface OnLampHandlers {
  lampSwitched(message: LampSwitched, context: Context<LampSwitched, LampSwitchedHeaders>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export type Publish = object;

/**
 * Receives from `lamps` (Kafka).
 *
 * Said by the operation; since 3.0 it wins.
 *
 * Said by the second trait.
 *
 * @generated from #/operations/onLamp
 */
export const onLampOperation: OperationDefinition = {
  key: "onLamp",
  name: "onLamp",
  action: "receive",
  channel: lampsChannel,
  messages: { lampSwitched: { rules: [] } },
  options: {},
  binding: { groupId: { type: "string", const: "second" }, clientId: { type: "string", const: "lamps" } },
};
