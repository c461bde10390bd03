import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import { readRecords } from "../../../src/runtime/brokers/kafka/record-reading.ts";
import { fc } from "../../random/fast-check.ts";

const require = createRequire(import.meta.url);
const { RecordBatch } = require("kafkajs/src/protocol/recordBatch/v0");
const encodeRecord = require("kafkajs/src/protocol/recordBatch/record/v0");
const decodeBatch = require("kafkajs/src/protocol/recordBatch/v0/decoder");
const Decoder = require("kafkajs/src/protocol/decoder");

interface Given {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly timestampDelta: number;
  readonly headers: { readonly [name: string]: Buffer | readonly Buffer[] };
}

interface Head {
  readonly firstOffset: bigint;
  readonly firstTimestamp: bigint;
  readonly attributes: number;
}

const plain: Head = { firstOffset: 0n, firstTimestamp: 0n, attributes: 0 };

async function batchOf(given: readonly Given[], head: Partial<Head> = {}): Promise<Buffer> {
  const { firstOffset, firstTimestamp, attributes } = { ...plain, ...head };
  const records = given.map((record, offsetDelta) => encodeRecord({ offsetDelta, ...record }));
  const encoder = await RecordBatch({ compression: 0, records, lastOffsetDelta: given.length - 1 });
  const bytes = Buffer.from(encoder.buffer.subarray(0, encoder.offset ?? undefined));
  bytes.writeBigInt64BE(firstOffset, 0);
  bytes.writeInt16BE(attributes, 21);
  bytes.writeBigInt64BE(firstTimestamp, 27);
  bytes.writeBigInt64BE(firstTimestamp + 7n, 35);
  return bytes;
}

/** What is told of a record by us and by kafkajs alike. */
function said(records: readonly object[]): readonly unknown[] {
  return records.map((record) => {
    const { offset, timestamp, key, value, headers, attributes, isControlRecord, batchContext } = record as {
      readonly [field: string]: unknown;
    };
    const { inTransaction, producerId, isControlBatch } = batchContext as { readonly [field: string]: unknown };
    const own = Object.entries(headers as object);
    return { offset, timestamp, key, value, own, attributes, isControlRecord, inTransaction, producerId, isControlBatch };
  });
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
/** But for `valueOf` and its like, which kafkajs takes for headers that are there already. */
const names = fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 }).filter((name) => !(name in {}));
const record: fc.Arbitrary<Given> = fc.record({
  key: fc.option(bytes),
  value: fc.option(bytes),
  timestampDelta: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
  headers: fc.dictionary(names, fc.oneof(bytes, fc.array(bytes, { minLength: 2, maxLength: 4 })), { maxKeys: 4 }),
});
const head: fc.Arbitrary<Head> = fc.record({
  firstOffset: fc.bigInt({ min: 0n, max: 2n ** 52n }),
  firstTimestamp: fc.bigInt({ min: -1n, max: 2n ** 50n }),
  attributes: fc.constantFrom(0, 0x08, 0x10, 0x20, 0x38),
});

describe("records of a batch", () => {
  test("are read as kafkajs reads them", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 20 }), head, async (given, about) => {
        const batch = await batchOf(given, about);
        assert.deepEqual(said(readRecords(batch)), said((await decodeBatch(new Decoder(batch))).records));
      }),
      { numRuns: 200 },
    );
  });

  test("headers may be named as what every object has", async () => {
    const headers = { valueOf: Buffer.from("a"), constructor: Buffer.from("b"), toString: [Buffer.from("c"), Buffer.from("d")] };
    const [read] = readRecords(await batchOf([{ key: null, value: null, timestampDelta: 0, headers }]));
    assert.deepEqual({ ...read?.headers }, headers);
  });

  test("bytes that end too early, or are no records, are refused at once, and nothing is read from behind them", async () => {
    const whole = await batchOf([
      { key: Buffer.from("k"), value: Buffer.from("value"), timestampDelta: 0, headers: { h: Buffer.from("x") } },
    ]);
    for (let length = 61; length < whole.length; length += 1) {
      const cut = Buffer.from(whole.subarray(0, length));
      assert.throws(() => readRecords(cut), /a record is longer than its batch/, `${length} of ${whole.length} bytes`);
    }
    for (let at = 61; at < whole.length; at += 1) {
      for (const byte of [0x00, 0x01, 0x7f, 0x80, 0xff]) {
        const damaged = Buffer.from(whole);
        damaged[at] = byte;
        try {
          for (const { key, value } of readRecords(damaged)) assert.ok((key?.length ?? 0) + (value?.length ?? 0) < damaged.length);
        } catch (error) {
          assert.match(String(error), /a record is longer than its batch|more than 64 bits/);
        }
      }
    }
  });
});
