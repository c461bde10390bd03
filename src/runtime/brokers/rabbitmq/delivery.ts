import { createHash } from "node:crypto";
import type { Channel, ConsumeMessage } from "amqplib";
import { timeOf } from "../../ground/time.ts";
import { withTimeout } from "../../ground/with-timeout.ts";
import type { Delivery, RawHeaders } from "../broker.ts";
import { ordersOf, readHeaders } from "./headers.ts";
import { goodbye } from "./link.ts";
import type { DeathFacts } from "./properties.ts";
import { RedeliveryCounter } from "./redelivery-counter.ts";
import type { TimedOutRuns } from "./timed-out-runs.ts";

export interface DeliveryOptions {
  readonly channel: Channel;
  readonly queue: string;
  readonly address: string;
  /** Aborted when the channel is gone: its delivery tags die with it. */
  readonly signal: AbortSignal;
  readonly settled: (delivery: RabbitmqDelivery) => unknown;
  readonly redeliveries: RedeliveryCounter;
  readonly timedOut: TimedOutRuns;
  /** False where the queue is said to be a classic one: a header of that name is the publisher's. */
  readonly counts: boolean;
  /** Deliveries after which a message is suspected of killing the process. */
  readonly attempts: number;
}

/** One AMQP message. It has no position; its identity is `messageId` or a header. */
export class RabbitmqDelivery implements Delivery {
  readonly position = "";
  readonly key = undefined;
  readonly address: string;
  readonly lane: string;
  readonly signal: AbortSignal;
  readonly body: Uint8Array;
  readonly careful: boolean;
  readonly #message: ConsumeMessage;
  readonly #options: DeliveryOptions;
  /** How often it was delivered before, where the queue counts. */
  readonly #count: number | undefined;
  /** Where its runs are counted. */
  readonly #register: string | undefined;
  /** Runs in earlier deliveries that ended with the server's patience. */
  readonly #earlier: number;
  #runs = 0;
  /** Runs that are known to have begun, this delivery's included. */
  #begun = 0;
  #headers: RawHeaders | undefined;
  #settled = false;

  constructor(message: ConsumeMessage, options: DeliveryOptions) {
    this.#message = message;
    this.#options = options;
    this.address = options.address;
    this.lane = options.address;
    this.signal = options.signal;
    this.body = message.content;
    const { redelivered } = message.fields;
    // Kept by quorum queues. Before 4.3 a message that was handed back counts as well, so it is an upper bound.
    const count: unknown = message.properties.headers?.["x-delivery-count"];
    this.#count = options.counts && redelivered && typeof count === "number" && count >= 0 ? count : undefined;
    this.#earlier = redelivered && !options.timedOut.isEmpty ? options.timedOut.of(this.#identity()) : 0;
    this.careful = redelivered && this.#count !== 0;
    const suspect = this.careful && (this.#count ?? Number.POSITIVE_INFINITY) >= options.attempts;
    this.#register = suspect ? RedeliveryCounter.register(options.queue, this.#identity()) : undefined;
  }

  /** Where it lay and how it came there, in the server's own words. */
  get death(): DeathFacts {
    return {
      "x-first-death-queue": this.#options.queue,
      "x-first-death-exchange": this.#message.fields.exchange,
      "x-first-death-reason": "rejected",
    };
  }

  /** Resolves when `priorRuns` is known; `undefined` where it is already. @throws ConnectionError */
  get examined(): Promise<void> | undefined {
    if (this.#register === undefined) return undefined;
    return this.#options.redeliveries.count(this.#register).then((runs) => {
      this.#runs = runs;
    });
  }

  get priorRuns(): number {
    return Math.max(this.#count ?? this.#runs, this.#earlier);
  }

  get provenRuns(): number {
    return Math.max(this.#runs, this.#earlier);
  }

  get headers(): RawHeaders {
    this.#headers ??= readHeaders(this.#message.properties.headers);
    return this.#headers;
  }

  get orders(): ReadonlyMap<string, string> {
    return ordersOf(this.#message);
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
    return typeof seconds === "number" ? timeOf(seconds * 1_000) : undefined;
  }

  async begins(run: number): Promise<void> {
    this.#begun = run;
    if (this.#register === undefined) return;
    await this.#options.redeliveries.begins(this.#register, this.#runs);
    this.#runs += 1;
  }

  async acknowledge(): Promise<void> {
    this.#settle((channel) => channel.ack(this.#message));
    if (this.#earlier > 0) this.#options.timedOut.forget(this.#identity());
    if (this.#register !== undefined && this.#runs > 0) void this.#options.redeliveries.forget(this.#register);
  }

  /** A retry waits in memory, unacknowledged; the queue need not know. */
  async failed(runs: number): Promise<void> {
    this.#begun = runs;
  }

  /** The server took it back because it waited here for too long. */
  tookTooLong(): void {
    if (this.#begun > 0) this.#options.timedOut.remember(this.#identity(), this.#begun);
  }

  async release(): Promise<void> {
    this.#settle((channel) => channel.nack(this.#message, false, true));
    const { redeliveries } = this.#options;
    if (this.#register !== undefined) await withTimeout(redeliveries.acquit([this.#register]), goodbye);
  }

  #settle(tell: (channel: Channel) => void): void {
    if (this.signal.aborted) return;
    if (this.#settled) throw new Error("the message was settled before");
    tell(this.#options.channel);
    this.#settled = true;
    this.#options.settled(this);
  }

  #identity(): string {
    const { messageId, headers } = this.#message.properties;
    const id: unknown = messageId ?? headers?.["boost-id"];
    return typeof id === "string" ? id : createHash("sha256").update(this.body).digest("hex");
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
