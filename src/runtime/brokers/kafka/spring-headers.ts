import type { Delivery, Outgoing } from "../broker.ts";

/** Bytes of the reason. */
const mostReason = 1_024;

/**
 * What Spring's DeadLetterPublishingRecoverer writes, under its names and in its bytes, so that pages and programs that were made for it can show a dead
 * letter of ours and send it back: numbers are of four and eight bytes, big-endian, texts UTF-8. There is no exception of Java's, so no class of one.
 */
export function withSpringHeaders(delivery: Delivery, record: Outgoing, group: string): Outgoing {
  const [, topic, partition, offset] = /^(.*)\/(\d+)\/(\d+)$/.exec(delivery.position) ?? [];
  // A record that had to give things up has no room for what others want to know.
  if (topic === undefined || record.headers.has("boost-omitted")) return record;
  const headers = new Map<string, readonly (Uint8Array | string | number | boolean)[]>(record.headers);
  headers.set("kafka_dlt-original-topic", [topic]);
  headers.set("kafka_dlt-original-partition", [fourBytes(Number(partition))]);
  headers.set("kafka_dlt-original-offset", [eightBytes(BigInt(offset ?? 0))]);
  if (delivery.timestamp !== undefined) headers.set("kafka_dlt-original-timestamp", [eightBytes(BigInt(delivery.timestamp))]);
  headers.set("kafka_dlt-original-consumer-group", [group]);
  const [error = ""] = String(record.headers.get("boost-error")?.[0] ?? "").split("\n");
  headers.set("kafka_dlt-exception-message", [error.slice(0, mostReason)]);
  return { ...record, headers };
}

function fourBytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function eightBytes(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}
