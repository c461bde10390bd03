import assert from "node:assert/strict";
import { test } from "node:test";
import { contractName } from "../../../src/compiler/lower/names/index.ts";
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
  ["straße-café", "straßeCafé", "StraßeCafé", "straße-café"],
  ["é", "é", "É", "é"],
  ["e\u0301", "é", "É", "é"],
  ["\u212aelvin", "kelvin", "Kelvin", "kelvin"],
  ["注文", "注文", "注文", "注文"],
  ["注文Created", "注文Created", "注文Created", "注文-created"],
  ["класс", "класс", "Класс", "класс"],
  ["ЗаказСоздан", "заказСоздан", "ЗаказСоздан", "заказ-создан"],
  ["हिन्दी शब्द", "हिन्दीशब्द", "हिन्दीशब्द", "हिन्दी-शब्द"],
  ["𠮷野", "𠮷野", "𠮷野", "𠮷野"],
  ["٣ كتب", "_٣كتب", "_٣كتب", "٣-كتب"],
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

test("a long name in a script of three bytes a letter is a file that every system takes", () => {
  assert.ok(Buffer.byteLength(`${fileName("注文".repeat(200))}.ts`) <= 255);
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

test("the name of an application is ASCII, since groups, queues and packages are called so", () => {
  assert.deepEqual(["Größe café", "注文", "Shop"].map(contractName), ["grosse-cafe", "u6ce8-u6587", "shop"]);
});
