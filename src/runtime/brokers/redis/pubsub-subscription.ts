import { addressTexts, globOf } from "../../addresses/pattern.ts";
import type { BrokerConnection, Delivery, Outgoing, Sink, Subscription, SubscriptionPlan } from "../broker.ts";
import { propertyHeader } from "../property-headers.ts";
import { type Client, onRefusal, shown } from "./client.ts";
import { redisFailure } from "./failure.ts";
import { readPublished } from "./wire.ts";

export interface PubSubOptions {
  readonly listener: Client;
  readonly connection: BrokerConnection;
  readonly plan: SubscriptionPlan;
  readonly sink: Sink;
  /** Stores a dead letter in a stream: published, it would be lost again. */
  readonly bury: (record: Outgoing) => Promise<void>;
}

/** Milliseconds between questions whether the server is still there. */
const pulse = 5_000;

/** At most once: nothing is kept for who does not listen, and what comes while there is no room is dropped and counted. */
export class PubSubSubscription implements Subscription {
  readonly #listener: Client;
  readonly #connection: BrokerConnection;
  readonly #plan: SubscriptionPlan;
  readonly #sink: Sink;
  readonly #bury: (record: Outgoing) => Promise<void>;
  readonly #lost = new AbortController();
  #paused = false;
  #pulse: NodeJS.Timeout | undefined;
  #stopped = false;
  #dropped = 0;

  constructor({ listener, connection, plan, sink, bury }: PubSubOptions) {
    this.#listener = listener;
    this.#connection = connection;
    this.#plan = plan;
    this.#sink = sink;
    this.#bury = bury;
  }

  async start(): Promise<void> {
    this.#listener.on("messageBuffer", (channel: Buffer, message: Buffer) => this.#receive(channel.toString("utf8"), message));
    const patterns = new Map((this.#plan.patterns ?? []).map((pattern) => [globOf(pattern), pattern.matches]));
    this.#listener.on("pmessageBuffer", (glob: Buffer | string, channel: Buffer, message: Buffer) => {
      const address = channel.toString("utf8");
      if (patterns.get(glob.toString())?.(address) === true) this.#receive(address, message);
    });
    this.#listener.on("close", () => {
      if (!this.#stopped)
        this.#sink.state(
          "down",
          new Error(`the connection to Redis server "${this.#connection.server}" is lost; what is published meanwhile is lost too`),
        );
    });
    this.#listener.on("ready", () => this.#sink.state("up"));
    onRefusal(this.#listener, this.#connection, (error) => {
      if (!this.#stopped) this.#sink.fatal(error);
    });
    // Whoever only listens never learns that nobody speaks any more; an answer that stays away ends the connection (`socketTimeout`).
    this.#pulse = setInterval(() => void this.#listener.ping().catch(() => undefined), pulse).unref();
    try {
      if (this.#plan.addresses.length > 0) await this.#listener.subscribe(...this.#plan.addresses);
      if (patterns.size > 0) await this.#listener.psubscribe(...patterns.keys());
    } catch (error) {
      throw redisFailure(error, {
        server: this.#connection.server,
        url: shown(this.#connection),
        doing: "subscribe to",
        target: addressTexts(this.#plan).join(", "),
      });
    }
  }

  async pause(): Promise<void> {
    this.#paused = true;
  }

  async resume(): Promise<void> {
    this.#paused = false;
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    clearInterval(this.#pulse);
    // Without names it is everything; a connection that is gone hears nothing anyway.
    await Promise.all([this.#listener.unsubscribe(), this.#listener.punsubscribe()]).catch(() => undefined);
    if (this.#dropped > 0)
      this.#plan.log.warn(
        { subscription: this.#plan.name, dropped: this.#dropped },
        "messages were dropped because there was no room for them",
      );
  }

  async close(): Promise<void> {
    await this.stop();
    this.#lost.abort(new Error("the subscription is closed"));
    this.#listener.disconnect();
  }

  async deadLetter(_delivery: Delivery, record: Outgoing): Promise<void> {
    await this.#bury(record);
  }

  /** Nothing is kept, so nobody can be behind. */
  async lag(): Promise<undefined> {
    return undefined;
  }

  #receive(channel: string, message: Buffer): void {
    if (this.#stopped) return;
    if (this.#paused || this.#sink.room() === 0) {
      this.#dropped += 1;
      // The first of each power of ten, so that a flood of messages is not a flood of lines.
      if (Number.isInteger(Math.log10(this.#dropped)))
        this.#plan.log.warn(
          { subscription: this.#plan.name, dropped: this.#dropped },
          "dropped a message: there is no room, and pub/sub keeps nothing",
        );
      return;
    }
    const { body, headers } = readPublished(message, this.#plan.options.redis?.envelope);
    this.#sink.deliver({
      address: channel,
      position: "",
      body,
      key: undefined,
      headers,
      messageId: undefined,
      correlationId: propertyHeader(headers, "correlationId"),
      replyTo: propertyHeader(headers, "replyTo"),
      contentType: propertyHeader(headers, "contentType"),
      timestamp: undefined,
      priorRuns: 0,
      careful: false,
      lane: channel,
      signal: this.#lost.signal,
      acknowledge: async () => undefined,
      failed: async () => undefined,
      release: async () => undefined,
    });
  }
}
