import assert from "node:assert/strict";
import { test } from "node:test";
import { keyCandidates } from "../../../src/compiler/lower/names/index.ts";

for (const [key, first] of [
  ["com.acme.orders.OrderCreated", "OrderCreated"],
  ["Acme.Shop.Events.OrderCreated", "OrderCreated"],
  ["github.com/acme/orders.Created", "Created"],
  ["com.acme.events.order-shipped", "order-shipped"],
  ["io.acme.events.order_shipped", "order_shipped"],
  ["com.acme.events.orderShipped", "orderShipped"],
  // One word tells too little of what happened to what.
  ["com.acme.order.shipped", "com.acme.order.shipped"],
  ["order.line-added", "order.line-added"],
  ["shop.order.line-added", "shop.order.line-added"],
  ["Order.Created", "Order.Created"],
] as const)
  test(`${key} is tried as ${first}`, () => assert.equal(keyCandidates(key, 0)[0]?.text, first));
