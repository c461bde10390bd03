import assert from "node:assert/strict";
import { test } from "node:test";
import { bindingName, camelName, fileName, pascalName, words } from "../../../src/compiler/naming/index.ts";

const table: readonly (readonly [given: string, camel: string, pascal: string, file: string])[] = [
  ["order", "order", "Order", "order"],
  ["order.line_items", "orderLineItems", "OrderLineItems", "order-line-items"],
  ["orderID", "orderID", "OrderID", "order-id"],
  ["XMLHttpRequest", "xmlHttpRequest", "XMLHttpRequest", "xml-http-request"],
  ["ORDER_CREATED", "orderCreated", "OrderCreated", "order-created"],
  ["SKU", "sku", "SKU", "sku"],
  ["sha256sum", "sha256sum", "Sha256sum", "sha256sum"],
  ["v2", "v2", "V2", "v2"],
  ["orders.v1", "ordersV1", "OrdersV1", "orders-v1"],
  ["2fa", "_2fa", "_2fa", "2fa"],
  ["straße-café", "strasseCafe", "StrasseCafe", "strasse-cafe"],
  ["é", "e", "E", "e"],
  ["e\u0301", "e", "E", "e"],
  ["\u212aelvin", "kelvin", "Kelvin", "kelvin"],
  ["注文", "u6ce8U6587", "U6ce8U6587", "u6ce8-u6587"],
  ["класс", "u43aU43bU430U441U441", "U43aU43bU430U441U441", "u43a-u43b-u430-u441-u441"],
  ["👍", "u1f44d", "U1f44d", "u1f44d"],
  ["class", "class", "Class", "class"],
  ["promise", "promise", "Promise_", "promise"],
  ["__proto__", "proto", "Proto", "proto"],
  ["constructor", "constructor", "Constructor", "constructor"],
  ["then", "then", "Then", "then"],
  ["z", "z", "Z", "z"],
  ["v2HTTP", "v2HTTP", "V2HTTP", "v2-http"],
  ["CON", "con", "CON", "con-file"],
  ["lpt1", "lpt1", "Lpt1", "lpt1-file"],
  ["../../etc/passwd", "etcPasswd", "EtcPasswd", "etc-passwd"],
  ["a\0b", "aB", "AB", "a-b"],
  ["", "unnamed", "Unnamed", "unnamed"],
  ["…", "unnamed", "Unnamed", "unnamed"],
];

for (const [given, camel, pascal, file] of table) {
  test(`${JSON.stringify(given)} becomes ${camel}, ${pascal} and ${file}`, () => {
    assert.deepEqual([camelName(given), pascalName(given), fileName(given)], [camel, pascal, file]);
  });
}

test("long names are cut and stay apart", () => {
  const a = pascalName(`${"long".repeat(60)}a`);
  const b = pascalName(`${"long".repeat(60)}b`);
  assert.equal(a.length, 100);
  assert.notEqual(a, b);
});

test("digits follow their word but not across a separator", () => {
  assert.deepEqual(words("v_2"), ["v", "2"]);
  assert.deepEqual(words("v2beta1"), ["v2beta1"]);
});

test("a constant is no keyword, and ordinary words are left as they are", () => {
  assert.deepEqual(["class", "delete", "process", "out", "type", "z"].map(bindingName), [
    "class_",
    "delete_",
    "process",
    "out",
    "type",
    "z",
  ]);
});
