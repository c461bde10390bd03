/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition, Publisher } from "boost-gen/runtime";
import { lightsDimmedChannel, lightsMeasuredChannel } from "./channels.js";
import type { CommonHeaders } from "./schemas/common-headers.js";
import type { LightDimmed } from "./schemas/light-dimmed.js";
import type { LightMeasured } from "./schemas/light-measured.js";
import type { Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/**
 * Said by the trait.
 * @generated from #/channels/lights.measured/publish
 */
export interface OnMeasuredHandlers {
  lightMeasured(message: LightMeasured, context: Context<LightMeasured, CommonHeaders>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export interface Publish {
  readonly lightDimmed: Publisher<LightDimmed, CommonHeaders>;
}

/**
 * Receives from `lights.measured` (Kafka).
 *
 * Said by the trait.
 *
 * @generated from #/channels/lights.measured/publish
 */
export const onMeasuredOperation: OperationDefinition = {
  key: "onMeasured",
  name: "onMeasured",
  action: "receive",
  channel: lightsMeasuredChannel,
  messages: { lightMeasured: { rules: [] } },
  options: {},
  binding: { groupId: { type: "string", enum: ["lights"] } },
};

/**
 * Sends to `lights.dimmed` (Kafka).
 * @generated from #/channels/lights.dimmed/subscribe
 */
export const sendDimmedOperation: OperationDefinition = {
  key: "sendDimmed",
  name: "sendDimmed",
  action: "send",
  channel: lightsDimmedChannel,
  messages: { lightDimmed: { rules: [] } },
  options: {},
};
