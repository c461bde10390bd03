import { once } from "node:events";
import { createConnection } from "node:net";

export interface RawRecord {
  readonly attributes: number;
  readonly timestampDelta: bigint;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  /** In order, names repeated or not; neither need be text. */
  readonly headers: readonly (readonly [name: Buffer, value: Buffer | null])[];
}

export interface RawBatch {
  readonly attributes: number;
  readonly timestamp: bigint;
  readonly records: readonly RawRecord[];
}

function int(bits: 8 | 16 | 32 | 64, value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt.asIntN(64, BigInt(value)));
  return bytes.subarray(8 - bits / 8);
}

function varint(value: number | bigint): Buffer {
  const wide = BigInt(value);
  let rest = BigInt.asUintN(64, (wide << 1n) ^ (wide >> 63n));
  const bytes: number[] = [];
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Buffer.from([...bytes, Number(rest)]);
}

const sized = (bytes: Buffer | null): Buffer => (bytes === null ? varint(-1) : Buffer.concat([varint(bytes.length), bytes]));
const text = (value: string): Buffer => Buffer.concat([int(16, Buffer.byteLength(value)), Buffer.from(value)]);

/** The polynomial that Kafka checks batches with. */
function crc32c(bytes: Buffer): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0x82f63b78 & -(crc & 1));
  }
  return ~crc >>> 0;
}

function recordBytes(record: RawRecord, index: number): Buffer {
  const bytes = Buffer.concat([
    int(8, record.attributes),
    varint(record.timestampDelta),
    varint(index),
    sized(record.key),
    sized(record.value),
    varint(record.headers.length),
    ...record.headers.flatMap(([name, value]) => [sized(name), sized(value)]),
  ]);
  return sized(bytes);
}

export function batchBytes({ attributes, timestamp, records }: RawBatch): Buffer {
  const [latest = 0n] = records.map(({ timestampDelta }) => timestampDelta).sort((a, b) => Number(b - a));
  const checked = Buffer.concat([
    int(16, attributes),
    int(32, records.length - 1),
    int(64, timestamp),
    int(64, timestamp + latest),
    int(64, -1),
    int(16, -1),
    int(32, -1),
    int(32, records.length),
    ...records.map(recordBytes),
  ]);
  const behindLength = Buffer.concat([int(32, -1), int(8, 2), int(32, crc32c(checked)), checked]);
  return Buffer.concat([int(64, 0), int(32, behindLength.length), behindLength]);
}

/** Writes a batch to the first partition of a topic, byte for byte, on the only broker of a cluster. @throws when the broker refuses it */
export async function produceRaw(address: string, topic: string, batch: Buffer): Promise<void> {
  const [host = "", port] = address.split(":");
  const socket = createConnection(Number(port), host);
  socket.on("error", () => undefined);
  try {
    await once(socket, "connect");
    const request = Buffer.concat([
      ...[int(16, 0), int(16, 3), int(32, 1), text("raw")],
      ...[int(16, -1), int(16, -1), int(32, 30_000), int(32, 1), text(topic), int(32, 1), int(32, 0), int(32, batch.length), batch],
    ]);
    socket.write(Buffer.concat([int(32, request.length), request]));
    let answer = Buffer.alloc(0);
    while (answer.length < 4 || answer.length < 4 + answer.readInt32BE(0)) {
      const [chunk] = (await Promise.race([once(socket, "data"), once(socket, "close")])) as [Buffer | boolean];
      if (!Buffer.isBuffer(chunk)) throw new Error("the broker closed the connection");
      answer = Buffer.concat([answer, chunk]);
    }
    // Size, correlation id, one topic, its name, one partition, its number, the error.
    const code = answer.readInt16BE(4 + 4 + 4 + 2 + Buffer.byteLength(topic) + 4 + 4);
    if (code !== 0) throw new Error(`the broker refused the batch with error ${code}`);
  } finally {
    socket.destroy();
  }
}
