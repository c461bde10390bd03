/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { OrderCreatedDto } from "./schemas/order-created-dto.js";

/** @generated from #/components/messages/com.acme.shop.orders.dto.OrderCreatedDto */
export const orderCreatedDtoMessage: MessageDefinition<OrderCreatedDto> = {
  name: "OrderCreatedDto",
  member: "orderCreatedDto",
  contentType: "application/json",
  payload: OrderCreatedDto,
};
