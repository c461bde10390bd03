/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition } from "boost-gen/runtime";
import { ordersChannel } from "./channels.js";
import type { Moved } from "./schemas/moved.js";
import type { OrderCreated } from "./schemas/order-created.js";
import type { Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/** @generated from #/operations/onOrder */
export interface OnOrderHandlers {
  ordersCreated(message: OrderCreated, context: Context<OrderCreated>): Promise<void> | void;
  moved(message: Moved, context: Context<Moved>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export type Publish = object;

/**
 * Receives from `orders` (Kafka).
 * @generated from #/operations/onOrder
 */
export const onOrderOperation: OperationDefinition = {
  key: "onOrder",
  name: "onOrder",
  action: "receive",
  channel: ordersChannel,
  messages: { ordersCreated: { rules: [] }, moved: { rules: [] } },
  options: {},
};
