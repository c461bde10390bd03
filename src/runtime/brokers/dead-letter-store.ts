import type { RawHeaders } from "./broker.ts";

/** A place where dead letters lie, opened for looking at them. Nothing leaves it but by `remove`. */
export interface DeadLetterStore {
  /** What lay there when it was opened, oldest first. To be read once. */
  read(): AsyncIterable<StoredDeadLetter>;
  /** What the operator should know of this place. Complete after `read`. */
  readonly notes: readonly string[];
  /** Resolves when the broker knows of every `remove`; what was only looked at lies there as before. Idempotent. */
  close(): Promise<void>;
}

/** As it lies there. */
export interface StoredDeadLetter {
  /** `topic/partition/offset`, `key/entry`; on RabbitMQ the queue and the number of this look at it. */
  readonly place: string;
  readonly body: Uint8Array | null;
  /** Bytes where the broker has bytes. */
  readonly key?: string | Uint8Array;
  readonly headers: RawHeaders;
  readonly contentType?: string;
  readonly messageId?: string;
  readonly correlationId?: string;
  readonly replyTo?: string;
  readonly priority?: number;
  /** Takes it away. Kafka keeps the record; the group `<topic>.boost-gen` remembers that it is done with. @throws ConnectionError */
  remove(): Promise<void>;
}
