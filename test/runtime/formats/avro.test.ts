import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { JsonSource } from "../../../src/avro/json-source.ts";
import { readAvro } from "../../../src/avro/read.ts";
import { avroText } from "../../../src/avro/text.ts";
import { avroCodec } from "../../../src/runtime/formats/avro/index.ts";
import { InvalidMessage } from "../../../src/runtime/ground/errors.ts";

const order = {
  type: "record",
  name: "Order",
  namespace: "shop",
  fields: [
    { name: "id", type: "string" },
    { name: "total", type: { type: "bytes", logicalType: "decimal", precision: 10, scale: 2 } },
    { name: "placed", type: { type: "long", logicalType: "timestamp-millis" } },
    { name: "note", type: ["null", "string"], default: null },
    {
      name: "lines",
      type: { type: "array", items: { type: "record", name: "Line", fields: [{ name: "sku", type: "string" }] } },
      default: [],
    },
  ],
};

describe("Avro's bytes are JSON values here", () => {
  test("a value goes out and comes back", () => {
    const codec = avroCodec(JSON.stringify(order));
    const value = { id: "1", total: "12.50", placed: "2024-02-29T10:15:30.250Z", note: null, lines: [{ sku: "tea" }] };
    assert.deepEqual(codec.decode(codec.encode(value), { depth: 100 }), value);
  });

  test("fields with a default may be left out of what is sent", () => {
    const codec = avroCodec(JSON.stringify(order));
    assert.deepEqual(codec.complete({ id: "1", total: "1.00", placed: "2024-01-01T00:00:00.000Z" }), {
      id: "1",
      total: "1.00",
      placed: "2024-01-01T00:00:00.000Z",
      note: null,
      lines: [],
    });
  });

  test("what a reader does not know is passed over, what a writer did not know is its default", () => {
    const writer = { ...order, fields: [...order.fields.slice(0, 3), { name: "more", type: { type: "map", values: "long" } }] };
    const body = avroCodec(JSON.stringify(writer)).encode({ id: "1", total: "1.00", placed: "2024-01-01T00:00:00.000Z", more: { a: 1 } });
    assert.deepEqual(avroCodec(JSON.stringify(order)).decode(body, { writer: { text: JSON.stringify(writer) }, depth: 100 }), {
      id: "1",
      total: "1.00",
      placed: "2024-01-01T00:00:00.000Z",
      note: null,
      lines: [],
    });
  });

  test("bytes that are cut off or go on are an invalid message", () => {
    const codec = avroCodec(JSON.stringify(order));
    const body = codec.encode({ id: "1", total: "1.00", placed: "2024-01-01T00:00:00.000Z", note: null, lines: [{ sku: "tea" }] });
    for (let length = 0; length < body.length; length += 1)
      assert.throws(() => codec.decode(body.subarray(0, length), { depth: 100 }), InvalidMessage);
    assert.throws(() => codec.decode(Buffer.concat([body, Buffer.from([0])]), { depth: 100 }), /1 bytes follow the value/);
  });

  test("the canonical text means what it was made of", () => {
    const read = (text: string): string =>
      avroText(
        readAvro(new JsonSource(JSON.parse(text)), (code) => {
          throw new Error(code);
        }),
      );
    const text = read(JSON.stringify(order));
    assert.equal(read(text), text);
    assert.match(text, /"name":"shop.Line"/);
  });
});
