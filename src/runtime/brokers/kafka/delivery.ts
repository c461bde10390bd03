import type { KafkaMessage } from "kafkajs";
import { keyText } from "../../ground/key-text.ts";
import type { Delivery, RawHeaders } from "../broker.ts";
import { propertyHeader } from "../property-headers.ts";
import type { Tracked } from "./offset-tracker.ts";
import type { Ownership } from "./ownership.ts";
import { readHeaders, timestampOf } from "./records.ts";

/** A record and its place in the tracker. Void once its partition, or this life of it, is gone. */
export class KafkaDelivery implements Delivery {
  readonly body: Uint8Array | null;
  readonly signal: AbortSignal;
  readonly #message: KafkaMessage;
  readonly #tracked: Tracked;
  readonly #ownership: Ownership;
  readonly #settled: (ownership: Ownership, tracked: Tracked) => void;
  #headers: RawHeaders | undefined;

  /** `settled` is not told when the partition, or this life of it, is gone. */
  constructor(message: KafkaMessage, tracked: Tracked, ownership: Ownership, settled: (ownership: Ownership, tracked: Tracked) => void) {
    this.#message = message;
    this.#tracked = tracked;
    this.#ownership = ownership;
    this.#settled = settled;
    this.signal = ownership.signal;
    this.body = message.value;
  }

  get address(): string {
    return this.#ownership.topic;
  }

  get lane(): string {
    return this.#ownership.lane;
  }

  get careful(): boolean {
    return this.#tracked.careful;
  }

  get messageId(): undefined {
    return undefined;
  }

  get position(): string {
    return `${this.lane}/${this.#message.offset}`;
  }

  get priorRuns(): number {
    return this.#tracked.priorRuns;
  }

  get key(): string | undefined {
    return this.#message.key === null ? undefined : keyText(this.#message.key);
  }

  get keyBytes(): Buffer | undefined {
    return this.#message.key ?? undefined;
  }

  get headers(): RawHeaders {
    this.#headers ??= readHeaders(this.#message.headers);
    return this.#headers;
  }

  get timestamp(): number | undefined {
    return timestampOf(this.#message);
  }

  get contentType(): string | undefined {
    return propertyHeader(this.headers, "contentType");
  }

  get correlationId(): string | undefined {
    return propertyHeader(this.headers, "correlationId");
  }

  get replyTo(): string | undefined {
    return propertyHeader(this.headers, "replyTo");
  }

  /** The commit follows on its own. */
  acknowledge(): undefined {
    if (!this.signal.aborted) this.#settled(this.#ownership, this.#tracked);
  }

  async failed(runs: number): Promise<void> {
    this.#tracked.failedRuns = runs;
  }

  async release(): Promise<void> {
    this.#tracked.released = true;
  }
}
