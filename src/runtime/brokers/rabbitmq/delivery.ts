import type { Channel, ConsumeMessage } from "amqplib";
import type { Delivery, RawHeaders } from "../broker.ts";
import { readHeaders } from "./headers.ts";

export interface DeliveryOptions {
  readonly channel: Channel;
  readonly address: string;
  /** Aborted when the channel is gone: its delivery tags die with it. */
  readonly signal: AbortSignal;
  readonly settled: (delivery: RabbitmqDelivery) => unknown;
  /** False for classic queues, which count nothing. */
  readonly counts: boolean;
}

/** One AMQP message. It has no position; its identity is `messageId` or a header. */
export class RabbitmqDelivery implements Delivery {
  readonly position = "";
  readonly key = undefined;
  readonly address: string;
  readonly lane: string;
  readonly signal: AbortSignal;
  readonly body: Uint8Array;
  readonly priorRuns: number;
  readonly careful: boolean;
  readonly #message: ConsumeMessage;
  readonly #options: DeliveryOptions;
  #headers: RawHeaders | undefined;
  #settled = false;

  constructor(message: ConsumeMessage, options: DeliveryOptions) {
    this.#message = message;
    this.#options = options;
    this.address = options.address;
    this.lane = options.address;
    this.signal = options.signal;
    this.body = message.content;
    // Kept by quorum queues. Before 4.3 a message that was handed back counts as well, so it is an upper bound.
    const count: unknown = message.properties.headers?.["x-delivery-count"];
    this.priorRuns = options.counts && typeof count === "number" && count > 0 ? count : 0;
    this.careful = this.priorRuns > 0;
  }

  get headers(): RawHeaders {
    this.#headers ??= readHeaders(this.#message.properties.headers);
    return this.#headers;
  }

  get messageId(): string | undefined {
    return textOf(this.#message.properties.messageId);
  }

  get correlationId(): string | undefined {
    return textOf(this.#message.properties.correlationId);
  }

  get replyTo(): string | undefined {
    return textOf(this.#message.properties.replyTo);
  }

  get contentType(): string | undefined {
    return textOf(this.#message.properties.contentType);
  }

  /** AMQP counts seconds. */
  get timestamp(): number | undefined {
    const seconds: unknown = this.#message.properties.timestamp;
    return typeof seconds === "number" ? seconds * 1_000 : undefined;
  }

  async acknowledge(): Promise<void> {
    this.#settle(() => this.#options.channel.ack(this.#message));
  }

  /** A retry waits in memory, unacknowledged; the queue need not know. */
  async failed(): Promise<void> {}

  async release(): Promise<void> {
    this.#settle(() => this.#options.channel.nack(this.#message, false, true));
  }

  #settle(tell: () => void): void {
    if (this.signal.aborted) return;
    if (this.#settled) throw new Error("the message was settled before");
    this.#settled = true;
    tell();
    this.#options.settled(this);
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
