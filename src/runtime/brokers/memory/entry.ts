/** One message as it is kept; headers are bytes, as in Kafka and Redis. */
export interface Entry {
  readonly address: string;
  readonly offset: number;
  readonly body: Uint8Array | null;
  readonly keyBytes: Uint8Array | undefined;
  readonly headers: ReadonlyMap<string, readonly Uint8Array[]>;
  readonly contentType: string | undefined;
  readonly messageId: string | undefined;
  readonly correlationId: string | undefined;
  readonly replyTo: string | undefined;
  readonly timestamp: number;
}
