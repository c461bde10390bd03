import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import { readHeadersInOneGo } from "../../../src/runtime/brokers/kafka/header-reading.ts";

const require = createRequire(import.meta.url);
const Decoder = require("kafkajs/src/protocol/decoder");
const encodeRecord = require("kafkajs/src/protocol/recordBatch/record/v0/index.js");
const decodeRecord = require("kafkajs/src/protocol/recordBatch/record/v0/decoder.js");

type Headers = { readonly [name: string]: Buffer | readonly Buffer[] };

function throughKafkaJs(headers: Headers): Headers {
  const encoded = encodeRecord({ offsetDelta: 0, timestampDelta: 0, key: null, value: Buffer.from("{}"), headers });
  const decoder = new Decoder(encoded.buffer.subarray(0, encoded.offset ?? undefined));
  decoder.readVarInt();
  return decodeRecord(decoder, { firstOffset: "0", firstTimestamp: "0", magicByte: 2 }).headers;
}

describe("F47 headers of a Kafka record", () => {
  const one = Buffer.from("1");
  const cases: readonly Headers[] = [{}, { a: one }, { a: [one, Buffer.from("2")], b: Buffer.alloc(0) }];

  test("are what kafkajs makes of them", () => {
    const before = cases.map(throughKafkaJs);
    readHeadersInOneGo();
    readHeadersInOneGo();
    assert.deepEqual(cases.map(throughKafkaJs), before);
  });

  test("may be called as what every object has", () => {
    readHeadersInOneGo();
    // kafkajs alone reads `constructor` as the function that every object inherits, and the value behind it.
    assert.deepEqual(throughKafkaJs({ constructor: one }), { constructor: one });
  });

  test("are put together in one go: 200,000, of one name or of many", () => {
    readHeadersInOneGo();
    // Copied for each header, as kafkajs does, they take many minutes.
    assert.equal(throughKafkaJs({ a: Array.from({ length: 200_000 }, () => Buffer.alloc(0)) })["a"]?.length, 200_000);
    const many = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`h${index}`, Buffer.alloc(0)]));
    assert.equal(Object.keys(throughKafkaJs(many)).length, 200_000);
  });
});
