/** Made by boost-gen 0.0.0 from asyncapi.yaml. Changes made here are lost; change the document and run it again. */

import type { MessageDefinition } from "boost-gen/runtime";
import { OrderHeaders } from "./schemas/order-headers.js";
import { OrderPaid } from "./schemas/order-paid.js";
import { Order } from "./schemas/order.js";

/** @generated from #/channels/orders/messages/OrderCreated */
export const orderCreatedMessage: MessageDefinition<Order, OrderHeaders> = {
  name: "OrderCreated",
  member: "orderCreated",
  contentType: "avro/binary",
  payload: Order,
  wire: {
    format: "avro",
    schema: "{\"type\":\"record\",\"name\":\"shop.Order\",\"aliases\":[\"shop.OldOrder\"],\"fields\":[{\"name\":\"id\",\"type\":{\"type\":\"string\",\"logicalType\":\"uuid\"}},{\"name\":\"total\",\"type\":{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":10,\"scale\":2}},{\"name\":\"placed\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}},{\"name\":\"currency\",\"type\":\"string\",\"default\":\"EUR\"},{\"name\":\"status\",\"type\":{\"type\":\"enum\",\"name\":\"shop.Status\",\"symbols\":[\"NEW\",\"PAID\"],\"default\":\"NEW\"},\"default\":\"NEW\"},{\"name\":\"parent\",\"type\":[\"null\",\"shop.Order\"],\"default\":null},{\"name\":\"payment\",\"type\":[\"null\",{\"type\":\"record\",\"name\":\"shop.Card\",\"fields\":[{\"name\":\"number\",\"type\":\"string\"}]},{\"type\":\"record\",\"name\":\"shop.Transfer\",\"fields\":[{\"name\":\"iban\",\"type\":\"string\"}]}]},{\"name\":\"lines\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"shop.Line\",\"fields\":[{\"name\":\"sku\",\"type\":\"string\"},{\"name\":\"quantity\",\"type\":\"int\",\"default\":1}]}},\"default\":[]},{\"name\":\"tags\",\"type\":{\"type\":\"map\",\"values\":\"string\"},\"default\":{}},{\"name\":\"photo\",\"type\":[\"null\",\"bytes\"],\"default\":null},{\"name\":\"hash\",\"type\":{\"type\":\"fixed\",\"name\":\"shop.Hash\",\"size\":4},\"default\":\"\\u0000\\u0001\\u0002ÿ\"},{\"name\":\"lasts\",\"type\":{\"type\":\"fixed\",\"name\":\"shop.Lasts\",\"size\":12,\"logicalType\":\"duration\"},\"default\":\"\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\\u0000\"}]}",
  },
  headers: OrderHeaders,
  headerTypes: { retries: "integer" },
  key: [{ from: "payload", path: ["id"] }],
  examples: [
    {
      payload: {
        id: "0e37df36-f698-11e6-8dd4-cb9ced3df976",
        total: "12.50",
        placed: "2024-02-29T10:15:30.250Z",
        payment: { "shop.Card": { number: "1" } },
      },
    },
  ],
};

/** @generated from #/channels/orders/messages/OrderPaid */
export const orderPaidMessage: MessageDefinition<OrderPaid> = {
  name: "OrderPaid",
  member: "orderPaid",
  contentType: "avro/binary",
  payload: OrderPaid,
  wire: {
    format: "avro",
    schema: "{\"type\":\"record\",\"name\":\"shop.OrderPaid\",\"fields\":[{\"name\":\"order\",\"type\":\"string\"},{\"name\":\"by\",\"type\":{\"type\":\"record\",\"name\":\"shop.Customer\",\"fields\":[{\"name\":\"name\",\"type\":\"string\"},{\"name\":\"birthday\",\"type\":[\"null\",{\"type\":\"int\",\"logicalType\":\"date\"}],\"default\":null}]}}]}",
  },
  key: { record: [["order", { template: [{ from: "payload", path: ["order"] }] }], ["version", { json: 1 }]] },
  keyWire: {
    format: "avro",
    schema: "{\"type\":\"record\",\"name\":\"shop.OrderKey\",\"fields\":[{\"name\":\"order\",\"type\":\"string\"},{\"name\":\"version\",\"type\":\"int\"},{\"name\":\"shard\",\"type\":\"long\",\"default\":0}]}",
  },
};
