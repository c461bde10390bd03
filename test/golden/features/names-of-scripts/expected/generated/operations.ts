/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { HandlerContext, OperationDefinition } from "boost-gen/runtime";
import { 注文Channel } from "./channels.js";
import type { GrößeGeändert } from "./schemas/größe-geändert.js";
import type { 注文 } from "./schemas/注文.js";
import { type Workflows, 注文作成StartsЗаказСоздан } from "./workflows.js";

type Context<
  Payload,
  Headers = Readonly<Record<string, unknown>>,
  Parameters = object
> = HandlerContext<Workflows, Publish, Payload, Headers, Parameters>;

/** @generated from #/operations/受注 */
export interface 受注Handlers {
  /** Starts `ЗаказСоздан` as `order-{番号}`. */
  注文作成(message: 注文, context: Context<注文>): Promise<void> | void;
  größeGeändert(message: GrößeGeändert, context: Context<GrößeGeändert>): Promise<void> | void;
}

/** What can be published: validated, confirmed by the broker, one member per message. */
export type Publish = object;

/**
 * Receives from `orders` (Kafka).
 * @generated from #/operations/受注
 */
export const 受注Operation: OperationDefinition = {
  key: "受注",
  name: "受注",
  action: "receive",
  channel: 注文Channel,
  messages: { 注文作成: { rules: [注文作成StartsЗаказСоздан] }, größeGeändert: { rules: [] } },
  options: {},
};
