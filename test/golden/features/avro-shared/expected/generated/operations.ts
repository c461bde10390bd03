/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition } from "boost-gen/runtime";
import { ordersChannel } from "./channels.js";
import type { Order } from "./schemas/order.js";
import type { Workflows } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/** @generated from #/channels/orders/publish */
export interface OnOrderHandlers {
  placed(message: Order, context: Context<Order>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export type Publish = object;

/**
 * Receives from `orders` (Kafka).
 * @generated from #/channels/orders/publish
 */
export const onOrderOperation: OperationDefinition = {
  key: "onOrder",
  name: "onOrder",
  action: "receive",
  channel: ordersChannel,
  messages: { placed: { rules: [] } },
  options: {},
};
