/**
 * kafkajs decodes a fetch as a whole: one batch that it cannot read (a codec that it lacks, damaged bytes, more than memory holds) rejects the
 * fetch, again and again, and ends the process. Here such a batch becomes one record of its own, which the engine makes a dead letter of, and the
 * partition goes on.
 */
import { createRequire } from "node:module";
import { sentence } from "../../ground/errors.ts";
import { unreadableHeader } from "../../ground/transport-headers.ts";
import { type Codec, codecs, mostBatchBytes } from "./codecs/index.ts";
import { TooLargeError } from "./codecs/output.ts";
import { crc32c } from "./crc32c.ts";
import { contextOf, headEnd, type ReadRecord, readRecords } from "./record-reading.ts";

/** Of a batch: first offset and length. */
const lengthEnd = 12;
const codecMask = 0x07;
/** The checksum stands before what it is of. */
const checkedFrom = 21;
/** Bytes of all batches of one fetch together, once they are decompressed; the rest is fetched again. */
const mostFetchBytes = 2 * mostBatchBytes;
/** What kafkajs keeps for a record beside its bytes, so that millions of empty ones are no way around the bound. */
const recordCost = 256;

interface Decoder {
  readonly buffer: Buffer;
  readonly offset: number;
  forward(bytes: number): void;
}
interface Batch {
  readonly records: readonly ReadRecord[];
}
export type DecodeBatch = (decoder: Decoder) => Promise<Batch>;

/** False where kafkajs is bundled, because its parts cannot be reached: an unreadable batch stops the subscription there. */
export function outliveUnreadableBatches({ Kafka }: Pick<typeof import("kafkajs"), "Kafka">): boolean {
  try {
    const require = createRequire(import.meta.url);
    // Beside a bundle that holds kafkajs may lie another one, whose parts would change nothing.
    const beside: { readonly Kafka?: unknown } | undefined = require.cache[require.resolve("kafkajs")]?.exports;
    if (beside?.Kafka !== Kafka) return false;
    const path = require.resolve("kafkajs/src/protocol/recordBatch/v0/decoder");
    const decode: DecodeBatch = require(path);
    const module = require.cache[path];
    if (module === undefined) return false;
    if (patched.has(decode)) return true;
    const registered: { readonly [type: number]: () => Codec } = require("kafkajs/src/protocol/message/compression").Codecs;
    const apart = decodeApart(decode, (type) => registered[type]?.());
    patched.add(apart);
    module.exports = apart;
    // Who has fetched in this process before holds the old one; these are looked up for each request.
    for (const loaded of Object.keys(require.cache))
      if (/[\\/]kafkajs[\\/]src[\\/]protocol[\\/]requests[\\/]fetch[\\/]v\d+[\\/](?:decodeMessages|response)\.js$/.test(loaded))
        delete require.cache[loaded];
    return true;
  } catch {
    return false;
  }
}

const patched = new WeakSet<DecodeBatch>();

type CodecOf = (type: number) => Codec | undefined;

function decodeApart(decode: DecodeBatch, codecOf: CodecOf): DecodeBatch {
  const spent = new WeakMap<ArrayBufferLike, number>();
  return async (decoder) => {
    const { buffer, offset: start } = decoder;
    const end = start + lengthEnd + buffer.readInt32BE(start + 8);
    // The last batch of a fetch may be cut off: kafkajs knows how to tell.
    if (end > buffer.length) return await decode(decoder);
    const batch = buffer.subarray(start, end);
    if (batch.length < headEnd) throw new Error(`Kafka sent a batch of ${batch.length} bytes, which is less than a batch has`);
    const before = spent.get(buffer.buffer) ?? 0;
    try {
      const count = batch.readInt32BE(headEnd - 4);
      if (count < 0 || count * recordCost > mostBatchBytes) throw new Error(`it says that it has ${count} records`);
      const room = Math.min(mostBatchBytes, mostFetchBytes - before) - count * recordCost;
      const plain = await decompressed(batch, room, codecOf);
      spent.set(buffer.buffer, before + plain.length + count * recordCost);
      const records = readRecords(plain);
      decoder.forward(batch.length);
      return { records };
    } catch (error) {
      if (error instanceof TooLargeError && before > 0) throw new LaterError();
      decoder.forward(batch.length);
      const why = error instanceof TooLargeError ? `it becomes more than ${mostBatchBytes / 1024 / 1024} MiB` : sentence(error);
      return { records: [placeholder(batch, why)] };
    }
  };
}

/** kafkajs takes it for a batch that is cut off: it keeps the ones before, and fetches this one again. */
class LaterError extends Error {
  override readonly name = "KafkaJSPartialMessageError";
}

/** The same batch without compression. */
async function decompressed(batch: Buffer, room: number, codecOf: CodecOf): Promise<Buffer> {
  const type = batch.readInt16BE(21) & codecMask;
  if (type === 0) return batch;
  const codec = codecOf(type);
  if (codec === undefined) throw new Error(`it is compressed in a way that has the number ${type}`);
  // Of compressed batches alone: what comes out of damaged bytes may be whole records, and but for gzip no codec of ours compares checksums of its
  // own. Of the time of decompressing it is 2 % with gzip, 11 with lz4, 15 with snappy. kafkajs compares none; of bytes as they are it would be 0.8 µs
  // for each kilobyte, and there damage shows in the record.
  if (crc32c(batch.subarray(checkedFrom)) !== batch.readUInt32BE(checkedFrom - 4))
    throw new Error("its checksum is another one, so bytes of it are damaged");
  const compressed = batch.subarray(headEnd);
  if (room < 0) throw new TooLargeError(mostBatchBytes);
  const records = codec === codecs[type] ? await codec.decompress(compressed, room) : await codec.decompress(compressed);
  const plain = Buffer.concat([batch.subarray(0, headEnd), records]);
  plain.writeInt32BE(plain.length - lengthEnd, 8);
  plain.writeInt16BE(batch.readInt16BE(21) & ~codecMask, 21);
  return plain;
}

/** It stands at the last offset of its batch, so that the next fetch begins behind it. */
function placeholder(batch: Buffer, why: string): ReadRecord {
  const batchContext = contextOf(batch);
  const { firstOffset: first, maxTimestamp, isControlBatch } = batchContext;
  const last = BigInt(first) + BigInt(batch.readInt32BE(23));
  return {
    attributes: 0,
    timestamp: maxTimestamp,
    offset: last.toString(),
    key: null,
    value: batch,
    headers: {
      [unreadableHeader]: Buffer.from(
        `the batch of offsets ${first} to ${last} cannot be read: ${why}. The body is the batch as it stands in the log`,
      ),
    },
    isControlRecord: isControlBatch,
    batchContext,
  };
}
