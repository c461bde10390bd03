import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, test } from "node:test";
import { mostBatchBytes } from "../../../src/runtime/brokers/kafka/codecs/index.ts";
import { registerCodecs } from "../../../src/runtime/brokers/kafka/compression.ts";
import { outliveUnreadableBatches } from "../../../src/runtime/brokers/kafka/record-batches.ts";
import { rleFrame } from "./zstd-frames.ts";

const require = createRequire(import.meta.url);
const kafkaJs = require("kafkajs");
// As if something had fetched in this process before.
require("kafkajs/src/protocol/requests/fetch/v11/response");
registerCodecs(kafkaJs);
outliveUnreadableBatches(kafkaJs);
outliveUnreadableBatches(kafkaJs);

const { RecordBatch } = require("kafkajs/src/protocol/recordBatch/v0");
const encodeRecord = require("kafkajs/src/protocol/recordBatch/record/v0");
const Decoder = require("kafkajs/src/protocol/decoder");
const crc32C = require("kafkajs/src/protocol/recordBatch/crc32C");

interface Decoded {
  readonly offset: string;
  readonly value: Buffer | null;
  readonly headers: { readonly [name: string]: Buffer };
}

/** The record set of one partition, as kafkajs decodes it. */
async function decode(...batches: readonly Buffer[]): Promise<readonly Decoded[]> {
  const decodeMessages = require("kafkajs/src/protocol/requests/fetch/v4/decodeMessages");
  const set = Buffer.concat(batches);
  const size = Buffer.alloc(4);
  size.writeInt32BE(set.length);
  return await decodeMessages(new Decoder(Buffer.concat([size, set])));
}

/** Offsets begin at `first`. */
async function batch(first: number, values: readonly string[], compression = 0): Promise<Buffer> {
  const records = values.map((value, offsetDelta) =>
    encodeRecord({ offsetDelta, timestampDelta: 0, key: null, value: Buffer.from(value), headers: {} }),
  );
  const encoder = await RecordBatch({ compression, records, lastOffsetDelta: values.length - 1 });
  const bytes = Buffer.from(encoder.buffer.subarray(0, encoder.offset ?? undefined));
  bytes.writeBigInt64BE(BigInt(first), 0);
  return bytes;
}

/** The same batch with other bytes in place of its records, and another codec. */
function withRecords(original: Buffer, records: Buffer, codec: number, count = original.readInt32BE(57)): Buffer {
  const bytes = Buffer.concat([original.subarray(0, 61), records]);
  bytes.writeInt32BE(bytes.length - 12, 8);
  bytes.writeInt16BE(codec, 21);
  bytes.writeInt32BE(count, 57);
  bytes.writeUInt32BE(crc32C(bytes.subarray(21)) >>> 0, 17);
  return bytes;
}

/** One record of that many blocks of zeros. */
function bomb(first: number, original: Buffer, blocks: number): Buffer {
  return withRecords(Buffer.from(original), rleFrame(Buffer.alloc(0), blocks), 4, first);
}

const texts = (records: readonly Decoded[]): readonly string[] => records.map(({ offset, value }) => `${offset} ${value}`);
const why = ({ headers }: Decoded): string => String(headers["boost-unreadable"]);

test("the kafkajs that is imported is reached, and one that is not the one beside it is left alone", async () => {
  assert.equal(outliveUnreadableBatches((await import("kafkajs")).default), true);
  class Kafka {}
  assert.equal(outliveUnreadableBatches({ Kafka } as unknown as typeof import("kafkajs")), false);
});

describe("F50 a batch that cannot be read", () => {
  for (const [name, type] of [
    ["no compression", 0],
    ["gzip", 1],
    ["snappy", 2],
    ["lz4", 3],
  ] as const)
    test(`${name}: is one record with its bytes and the reason, and the batches around it are as they were`, async () => {
      const good = await batch(0, ["a", "b"], type);
      const bad = withRecords(await batch(2, ["c", "d", "e"]), Buffer.from("this is nothing of the kind"), type);
      const [first, second, odd, last, ...rest] = await decode(good, bad, await batch(5, ["f"], type));
      assert.deepEqual(texts([first, second, last] as readonly Decoded[]), ["0 a", "1 b", "5 f"]);
      assert.deepEqual(rest, []);
      // At its last offset, so that the next fetch begins behind it.
      assert.equal(odd?.offset, "4");
      assert.deepEqual(odd.value, bad);
      assert.match(why(odd), /^the batch of offsets 2 to 4 cannot be read: ./);
    });

  for (const [name, type] of [
    ["snappy", 2],
    ["lz4", 3],
    ["zstd", 4],
  ] as const)
    test(`${name}: bytes that were damaged are told by the batch's checksum, also where they decompress to something`, async () => {
      const plain = (await batch(0, ["the quick brown fox"])).subarray(61);
      const compressed: Buffer = type === 4 ? rleFrame(plain, 0) : await kafkaJs.CompressionCodecs[type]().compress({ buffer: plain });
      const whole = withRecords(await batch(0, ["x"]), compressed, type);
      assert.deepEqual(texts(await decode(whole)), ["0 the quick brown fox"]);
      const damaged = Buffer.from(whole);
      const at = damaged.indexOf("quick");
      assert.ok(at > 0, "the text stands there as it is");
      damaged[at] = "Q".charCodeAt(0);
      const [odd] = await decode(damaged);
      assert.match(why(odd as Decoded), /its checksum is another one, so bytes of it are damaged/);
    });

  test("a codec that nobody knows, and a number of records that cannot be", async () => {
    const original = await batch(0, ["a"]);
    const [unknown] = await decode(withRecords(original, Buffer.alloc(4), 5));
    assert.match(why(unknown as Decoded), /in a way that has the number 5/);
    for (const count of [-1, 2 ** 31 - 1]) {
      const [flood] = await decode(withRecords(original, original.subarray(61), 0, count));
      assert.match(why(flood as Decoded), /it says that it has -?\d+ records/);
    }
  });

  test("one that becomes more than memory should hold is not decompressed to its end", async () => {
    const before = process.memoryUsage().arrayBuffers;
    // Sixteen gigabytes in half a megabyte.
    const [odd, next] = await decode(bomb(1, await batch(0, ["a"]), 131_072), await batch(1, ["b"]));
    assert.match(why(odd as Decoded), /it becomes more than 128 MiB/);
    assert.equal(String(next?.value), "b");
    assert.ok(process.memoryUsage().arrayBuffers - before < 4 * mostBatchBytes);
  });

  test("many that are each within the bound are not all held at once: the rest is fetched again", async () => {
    const value = Buffer.alloc(100 * 1024 * 1024);
    const records = encodeRecord({ offsetDelta: 0, timestampDelta: 0, key: null, value, headers: {} });
    const plain: Buffer = records.buffer.subarray(0, records.offset ?? undefined);
    const compressed = await kafkaJs.CompressionCodecs[1]().compress({ buffer: plain });
    const batches = await Promise.all([0, 1, 2, 3].map(async (first) => withRecords(await batch(first, ["x"]), compressed, 1)));
    const records1 = await decode(...batches);
    assert.deepEqual(
      records1.map(({ offset, headers }) => [offset, Object.keys(headers)]),
      [
        ["0", []],
        ["1", []],
      ],
    );
    assert.deepEqual(
      (await decode(...batches.slice(2))).map(({ offset }) => offset),
      ["2", "3"],
    );
  });

  test("a batch that the fetch cut off is left to kafkajs", async () => {
    const whole = await batch(1, ["b"]);
    assert.deepEqual(texts(await decode(await batch(0, ["a"]), whole.subarray(0, whole.length - 1))), ["0 a"]);
  });

  test("a codec of the user's own is asked", async () => {
    const before = kafkaJs.CompressionCodecs[2];
    kafkaJs.CompressionCodecs[2] = () => ({ decompress: async () => withoutHead(await batch(0, ["theirs"])) });
    try {
      assert.deepEqual(texts(await decode(withRecords(await batch(0, ["a"]), Buffer.alloc(3), 2))), ["0 theirs"]);
    } finally {
      kafkaJs.CompressionCodecs[2] = before;
    }
  });
});

function withoutHead(bytes: Buffer): Buffer {
  return bytes.subarray(61);
}
