import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { consumeDefaults } from "../../../options/options.generated.ts";
import { FatalError, sentence } from "../../ground/errors.ts";
import type { BrokerConnection, Delivery, Outgoing, Sink, Subscription, SubscriptionPlan } from "../broker.ts";
import { rest } from "../rest.ts";
import { type Client, shown } from "./client.ts";
import { redisFailure } from "./failure.ts";
import { ReadAhead } from "./read-ahead.ts";
import { StreamDelivery } from "./stream-delivery.ts";
import { StreamGroup } from "./stream-group.ts";
import { StreamHoldings } from "./stream-holdings.ts";
import { StreamReader } from "./stream-reader.ts";
import { StreamSettlements } from "./stream-settlements.ts";
import { tellTrimmed } from "./trimmed-entries.ts";
import { readEntry } from "./wire.ts";

/** Milliseconds between attempts after a failed read. */
const retry = { first: 100, most: 5_000 };
/** Entries that one read takes at the most. */
const mostPerRead = 256;
export interface StreamSubscriptionOptions {
  readonly commands: Client;
  /** Opens a connection of its own for reads that block. */
  readonly openReader: () => Promise<Client>;
  readonly connection: BrokerConnection;
  readonly plan: SubscriptionPlan;
  readonly sink: Sink;
}

/** A member of a consumer group on one or more streams. */
export class StreamSubscription implements Subscription {
  readonly #reader: StreamReader;
  readonly #connection: BrokerConnection;
  readonly #plan: SubscriptionPlan;
  readonly #sink: Sink;
  readonly #settlements: StreamSettlements;
  readonly #consumer: string;
  readonly #minIdle: number;
  readonly #ahead: ReadAhead;
  readonly #group: StreamGroup;
  readonly #holdings: StreamHoldings;
  readonly #waiting: StreamDelivery[] = [];
  readonly #ending = new AbortController();
  #loop: Promise<void> | undefined;
  #timers: NodeJS.Timeout[] = [];
  #paused = false;
  #closed = false;
  #isDown = false;
  /** To be done between two reads, so that nothing which is on its way to us counts as forgotten. `unseen`: answers may have been lost. */
  #due: { claim: boolean; unseen: boolean } = { claim: true, unseen: false };
  /** A connection broke: what the network still held back then is looked for once more. */
  #wasDown = false;
  #wake: () => void = () => undefined;

  constructor({ commands, openReader, connection, plan, sink }: StreamSubscriptionOptions) {
    this.#reader = new StreamReader({ commands, openReader, connection, streams: plan.addresses });
    this.#connection = connection;
    this.#plan = plan;
    this.#sink = sink;
    this.#consumer = `${connection.clientId}-${hostname()}-${process.pid}-${randomBytes(4).toString("hex")}`;
    this.#minIdle = plan.options.redis?.minIdle ?? consumeDefaults.redis.minIdle;
    const { addresses: streams, group, concurrency, ordering, buffer } = plan;
    // Where an order makes entries wait for each other, a short reach would keep other keys from free places.
    this.#ahead = new ReadAhead({ places: ordering === "none" ? concurrency : buffer.messages, most: buffer.messages });
    this.#group = new StreamGroup({ commands, connection, streams, group, consumer: this.#consumer });
    this.#holdings = new StreamHoldings({
      commands,
      streams,
      group,
      consumer: this.#consumer,
      minIdle: this.#minIdle,
      trimmed: tellTrimmed(plan, sink),
    });
    this.#settlements = new StreamSettlements({
      commands,
      connection,
      groupName: group,
      consumer: this.#consumer,
      group: this.#group,
      holdings: this.#holdings,
      settled: (delivery) => this.#settled(delivery),
    });
    sink.onRoom(() => this.#flush());
  }

  /** @throws ConnectionError with the stream's name */
  async start(): Promise<void> {
    await this.#group.create();
    await this.#reader.open({
      closed: () => this.#down(new Error("the connection was closed")),
      refused: (error) => {
        if (!this.#ending.signal.aborted) this.#sink.fatal(error);
      },
    });
    const every = (milliseconds: number, act: () => Promise<void>): void => {
      this.#timers.push(setInterval(() => void act().catch((error: unknown) => this.#complain(error)), milliseconds).unref());
    };
    every(this.#minIdle / 3, async () => {
      if (this.#wasDown && !this.#isDown) {
        this.#wasDown = false;
        this.#due.unseen = true;
      }
      await this.#holdings.keepAlive();
    });
    every(this.#minIdle, async () => {
      this.#due.claim = true;
    });
    if (this.#plan.options.redis?.trim === "acknowledged") every(this.#minIdle, () => this.#group.trim());
    this.#loop = this.#read();
  }

  async pause(): Promise<void> {
    this.#paused = true;
    await this.#reader.unblock();
  }

  async resume(): Promise<void> {
    this.#paused = false;
    this.#flush();
  }

  async stop(): Promise<void> {
    if (!this.#ending.signal.aborted) {
      this.#ending.abort();
      for (const timer of this.#timers.splice(0)) clearInterval(timer);
      // What is still held must not be taken over while its handlers finish.
      this.#timers.push(
        setInterval(() => void this.#holdings.keepAlive().catch((error: unknown) => this.#complain(error)), this.#minIdle / 3).unref(),
      );
      this.#wake();
      await this.#reader.unblock();
    }
    await this.#loop;
    await this.#holdings.handBack(this.#waiting.splice(0).filter(({ signal }) => !signal.aborted));
  }

  async close(): Promise<void> {
    await this.stop();
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    await this.#holdings.close().catch((error: unknown) => this.#complain(error));
    await this.#group.leave(Math.max(this.#minIdle * 10, 600_000));
    this.#reader.close();
  }

  async deadLetter(delivery: Delivery, record: Outgoing): Promise<void> {
    if (!(delivery instanceof StreamDelivery)) throw new TypeError("not a delivery of this subscription");
    await delivery.once(() => this.#settlements.bury(delivery, record));
  }

  lag(): Promise<number | undefined> {
    return this.#group.lag();
  }

  async #read(): Promise<void> {
    let pause = retry.first;
    while (!this.#ending.signal.aborted) {
      if (this.#paused || this.#room() === 0) {
        await this.#roomOrEnd();
        continue;
      }
      try {
        await this.#lookAround();
        await this.#readOnce();
        this.#up();
        pause = retry.first;
      } catch (error) {
        if (this.#ending.signal.aborted) return;
        if (error instanceof FatalError) {
          this.#sink.fatal(error);
          return;
        }
        this.#down(error);
        await rest(pause, this.#ending.signal);
        pause = Math.min(pause * 2, retry.most);
      }
    }
  }

  /** @throws ConnectionError */
  async #lookAround(): Promise<void> {
    const { addresses } = this.#plan;
    try {
      if (this.#due.unseen) {
        await this.#holdings.forsakeUnseen();
        this.#due = { claim: true, unseen: false };
      }
      if (this.#due.claim) {
        this.#due.claim = false;
        await this.#takeOver();
      }
    } catch (error) {
      // A group that is gone has nothing pending; the read makes it anew.
      if (error instanceof Error && error.message.includes("NOGROUP")) return;
      this.#due.claim = true;
      throw this.#failure(error, "take over from", addresses.join(", "));
    }
  }

  async #readOnce(): Promise<void> {
    const { addresses, group } = this.#plan;
    // COUNT is per stream.
    const most = Math.max(1, Math.floor(Math.min(this.#room(), mostPerRead) / addresses.length));
    try {
      const reply = await this.#reader.read(group, this.#consumer, most);
      const lease = new AbortController();
      for (const [stream, entries] of reply) {
        const name = stream.toString("utf8");
        for (const [id, fields] of entries)
          this.#take(new StreamDelivery(name, readEntry(id.toString("utf8"), fields), 0, lease, this.#settlements));
      }
    } catch (error) {
      // The group went with its stream (FLUSHALL, DEL) or was destroyed; what is there belongs to a new one.
      if (!(error instanceof Error) || !error.message.includes("NOGROUP")) throw this.#failure(error, "read from", addresses.join(", "));
      this.#plan.log.warn(
        { subscription: this.#plan.name, group },
        "the consumer group is gone; it is created again, from the first entry",
      );
      await this.#group.create();
    }
  }

  #take(delivery: StreamDelivery): void {
    this.#holdings.add(delivery);
    this.#waiting.push(delivery);
    this.#flush();
  }

  #flush(): void {
    while (this.#waiting.length > 0 && !this.#paused && !this.#ending.signal.aborted && this.#sink.room() > 0) {
      const next = this.#waiting.shift();
      if (next !== undefined && !next.signal.aborted) this.#sink.deliver(next);
    }
    this.#wake();
  }

  #room(): number {
    return Math.max(0, Math.min(this.#sink.room() - this.#waiting.length, this.#ahead.limit - this.#holdings.size));
  }

  #settled(delivery: StreamDelivery): void {
    this.#holdings.delete(delivery);
    this.#ahead.settled();
    if (this.#holdings.size * 2 <= this.#ahead.limit) this.#wake();
  }

  #roomOrEnd(): Promise<void> {
    return new Promise((resolve) => {
      // A sink tells when room is there again only after it had none; a pause ends by `resume`. Both wake; the timer is for neither.
      const timer = setTimeout(() => this.#wake(), 250).unref();
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = () => undefined;
        resolve();
      };
    });
  }

  /** Entries whose consumer died or handed them back, as many as there are free places. */
  async #takeOver(): Promise<void> {
    if (this.#paused || this.#ending.signal.aborted) return;
    for (const stream of this.#plan.addresses) {
      const places = Math.min(this.#room(), mostPerRead);
      if (places === 0) return;
      const taken = await this.#holdings.claim(stream, places);
      const lease = new AbortController();
      for (const [bytes, fields, runs] of taken) {
        const id = bytes.toString("utf8");
        this.#take(new StreamDelivery(stream, readEntry(id, fields), runs, lease, this.#settlements));
      }
    }
  }

  #up(): void {
    if (!this.#isDown) return;
    this.#isDown = false;
    this.#sink.state("up");
  }

  #down(cause: unknown): void {
    this.#due = { claim: true, unseen: true };
    this.#wasDown = true;
    if (this.#ending.signal.aborted || this.#isDown) return;
    this.#isDown = true;
    const error = this.#failure(cause, "read from", this.#plan.addresses.join(", "));
    this.#plan.log.warn({ subscription: this.#plan.name, error: error.message }, "cannot read; trying again");
    this.#sink.state("down", error);
  }

  #complain(error: unknown): void {
    this.#plan.log.warn({ subscription: this.#plan.name, error: sentence(error) }, "Redis did not take an instruction; it is repeated");
  }

  #failure(error: unknown, doing: string, target: string): Error {
    return redisFailure(error, { server: this.#connection.server, url: shown(this.#connection), doing, target });
  }
}
