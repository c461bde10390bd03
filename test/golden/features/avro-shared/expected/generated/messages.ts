/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { Order } from "./schemas/order.js";

/** @generated from #/components/messages/Placed */
export const placedMessage: MessageDefinition<Order> = {
  name: "Placed",
  member: "placed",
  contentType: "application/vnd.apache.avro",
  payload: Order,
  wire: {
    format: "avro",
    schema: "{\"type\":\"record\",\"name\":\"shop.Order\",\"fields\":[{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"total\",\"type\":{\"type\":\"record\",\"name\":\"shop.Money\",\"fields\":[{\"name\":\"cents\",\"type\":\"long\",\"default\":9223372036854776000},{\"name\":\"currency\",\"type\":{\"type\":\"enum\",\"name\":\"shop.Currency\",\"symbols\":[\"EUR\",\"USD\"]}}]}},{\"name\":\"shipped_to\",\"type\":{\"type\":\"record\",\"name\":\"shop.Address\",\"fields\":[{\"name\":\"street\",\"type\":\"string\"}]}}]}",
    long: "string",
  },
  examples: [{ payload: { id: "1", total: { cents: "1250", currency: "EUR" }, shipped_to: { street: "Main" } } }],
};
