/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import { json, type Validator, z } from "boost-gen/runtime";

/** @generated from #/channels/orders/messages/cancelled/payload */
export type OrdersCancelled = string;

export const OrdersCancelled: Validator<OrdersCancelled> = z.string().check(json.format("uuid"));
