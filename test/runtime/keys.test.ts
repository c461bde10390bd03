import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { keyText } from "../../src/runtime/ground/key-text.ts";
import { createTestApp } from "../../src/testing/index.ts";
import { contract } from "./orders-contract.ts";

const odd: readonly (readonly [what: string, bytes: Uint8Array, text: string])[] = [
  ["text", Buffer.from("order-7"), "order-7"],
  ["letters of any script", Buffer.from("заказ"), "заказ"],
  ["the empty key", new Uint8Array(), ""],
  ["one byte that is no text", Uint8Array.of(0x88), "base64:iA=="],
  ["another byte that is no text", Uint8Array.of(0x99), "base64:mQ=="],
  ["text that looks like such a byte", Buffer.from("base64:iA=="), "base64:YmFzZTY0OmlBPT0="],
  ["a replacement character", Buffer.from("\uFFFD"), "\uFFFD"],
  ["half a character", Uint8Array.of(0xd0), "base64:0A=="],
  ["an overlong form", Uint8Array.of(0xc0, 0x80), "base64:wIA="],
];

describe("a key as text", () => {
  for (const [what, bytes, text] of odd) test(what, () => assert.equal(keyText(bytes), text));
  test("no two keys read alike", () => assert.equal(new Set(odd.map(([, bytes]) => keyText(bytes))).size, odd.length));
});

test("F54: keys that are not text stay apart in handler and dead letter, and the letter bears the key's own bytes", async () => {
  const seen: (string | undefined)[] = [];
  const onOrder = {
    orderCreated: async (_order: unknown, context: { readonly delivery: { readonly key: string | undefined } }) =>
      void seen.push(context.delivery.key),
    orderCancelled: async () => {},
  };
  const app = await createTestApp(contract, { onOrder });
  const body = { type: "order.created", order_id: "1", customer_id: "c", items: [{ sku: "s", quantity: 1, price: 1 }], total: 1 };
  for (const key of [Uint8Array.of(0x88), Uint8Array.of(0x99)]) {
    await app.publishRaw("orders.v1", JSON.stringify(body), { key });
    await app.publishRaw("orders.v1", "{", { key });
  }
  const letters = app.deadLetters.map(({ key }) => key);
  await app.stop();
  assert.deepEqual(
    [seen, letters],
    [
      ["base64:iA==", "base64:mQ=="],
      ["base64:iA==", "base64:mQ=="],
    ],
  );
});
