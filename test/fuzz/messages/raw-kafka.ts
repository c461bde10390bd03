import { fc } from "../../random/fast-check.ts";
import { batchBytes, produceRaw, type RawBatch, type RawRecord } from "../../services/raw-kafka.ts";
import { body, bytes, name } from "./parts.ts";
import type { Sender } from "./sender.ts";

const anyBytes = fc.oneof(
  bytes,
  name.map((text) => Buffer.from(text)),
  fc.constantFrom(Buffer.alloc(0), Buffer.from([0xff, 0xfe]), Buffer.from("\0"), Buffer.alloc(2_000, "n")),
);

const record: fc.Arbitrary<RawRecord> = fc.record({
  attributes: fc.integer({ min: -128, max: 127 }),
  timestampDelta: fc.oneof(fc.constant(0n), fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n })),
  key: fc.option(anyBytes),
  value: fc.option(fc.oneof(body, anyBytes)),
  headers: fc.oneof(
    fc.array(fc.tuple(anyBytes, fc.option(anyBytes)), { maxLength: 30 }),
    fc.tuple(anyBytes, fc.nat(5_000)).map(([same, count]) => Array.from({ length: count }, () => [same, null] as const)),
  ),
});

/** Batches as no client library writes them: no timestamp, times before 1970, every bit of the attributes, names and values that are no text. */
const message: fc.Arbitrary<RawBatch> = fc.record({
  attributes: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 255 }) }),
  timestamp: fc.oneof(fc.constantFrom(-1n, 0n, BigInt(Date.now())), fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n })),
  records: fc.array(record, { minLength: 1, maxLength: 4 }),
});

export function rawKafkaSender(url: string, address: string): Sender<RawBatch> {
  return {
    message,
    count: ({ records }) => records.length,
    send: (odd) => produceRaw(url, address, batchBytes(odd)),
    close: async () => undefined,
  };
}
