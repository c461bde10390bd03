import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Broker, BrokerConnection, Delivery, Subscription, SubscriptionPlan } from "../../src/runtime/brokers/broker.ts";
import { createKafkaBroker } from "../../src/runtime/brokers/kafka/index.ts";
import { sentence } from "../../src/runtime/ground/errors.ts";
import { connectionTo, shortSession, testLog } from "../brokers/kafka/connection.ts";
import { WorkingSink } from "../brokers/kafka/working-sink.ts";

export interface FlowOptions {
  readonly topic: string;
  readonly group: string;
  readonly connection?: Partial<BrokerConnection>;
  readonly plan?: Partial<SubscriptionPlan>;
  readonly concurrency?: number;
  readonly room?: number;
  /** One handler run. Default: 5 ms. */
  readonly handle?: (delivery: Delivery) => Promise<void>;
}

export function planFor(topic: string, group: string, more: Partial<SubscriptionPlan> = {}): SubscriptionPlan {
  return {
    name: "faults.onMessage",
    app: "faults",
    channel: { key: "faults", address: topic, servers: [], messages: {}, dispatch: { by: "single" } },
    operation: "onMessage",
    addresses: [topic],
    group,
    concurrency: 16,
    ordering: "none",
    deadLetter: false,
    attempts: 5,
    options: {},
    buffer: { messages: 1_000, bytes: 8 * 1024 * 1024 },
    log: testLog,
    ...more,
  };
}

/** Publishes and consumes without end while something breaks, and keeps the ledger: what was confirmed must be handled. */
export class Flow {
  readonly confirmed = new Set<string>();
  /** Body → runs. */
  readonly handled = new Map<string, number>();
  readonly states: { readonly state: "up" | "down"; readonly cause: string }[] = [];
  readonly fatals: Error[] = [];
  readonly publishFailures: string[] = [];
  readonly #options: FlowOptions;
  readonly publisher: Broker;
  readonly consumer: Broker;
  readonly sink: WorkingSink;
  subscription: Subscription | undefined;
  #publishing: Promise<void> = Promise.resolve();
  #stop = new AbortController();
  #count = 0;

  constructor(address: string, options: FlowOptions) {
    this.#options = options;
    const connection = connectionTo(address, { client: shortSession, ...options.connection });
    this.publisher = createKafkaBroker(connection);
    this.consumer = createKafkaBroker(connection);
    const { handle = () => delay(5), concurrency = 16, room = 200 } = options;
    this.sink = new WorkingSink({
      concurrency,
      room,
      handle: async (delivery) => {
        await handle(delivery);
        const body = Buffer.from(delivery.body ?? []).toString();
        this.handled.set(body, (this.handled.get(body) ?? 0) + 1);
      },
      fatal: (error) => this.fatals.push(error),
      state: (state, cause) => this.states.push({ state, cause: sentence(cause) }),
    });
  }

  async start(): Promise<void> {
    await Promise.all([this.publisher.connect(), this.consumer.connect()]);
    const { topic, group, plan } = this.#options;
    this.subscription = await this.consumer.subscribe(planFor(topic, group, plan), this.sink);
  }

  /** One message; tried again under the same body until it is confirmed or `stopPublishing` is called. */
  async publish(body = `m-${this.#count++}`): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await this.publisher.publish({ address: this.#options.topic, body: Buffer.from(body), key: body.slice(0, 40), headers: new Map() });
        this.confirmed.add(body);
        return;
      } catch (error) {
        this.publishFailures.push(sentence(error));
        await delay(200);
      }
    }
  }

  /** A few messages all the time. */
  startPublishing(lanes = 4, pause = 5): void {
    const lane = async (): Promise<void> => {
      while (!this.#stop.signal.aborted) {
        await this.publish();
        await delay(pause);
      }
    };
    this.#publishing = Promise.all(Array.from({ length: lanes }, lane)).then(() => undefined);
  }

  async stopPublishing(): Promise<void> {
    this.#stop.abort();
    await this.#publishing;
    this.#stop = new AbortController();
  }

  /** Confirmed and not handled. */
  get missing(): string[] {
    return [...this.confirmed].filter((body) => !this.handled.has(body));
  }

  get duplicates(): number {
    return [...this.handled.values()].reduce((total, runs) => total + runs - 1, 0);
  }

  /** Resolves when everything that was confirmed is handled; rejects with what is missing. */
  async settled(patience = 60_000): Promise<void> {
    const end = performance.now() + patience;
    while (this.missing.length > 0) {
      assert.deepEqual(this.fatals.map(sentence), []);
      if (performance.now() > end)
        assert.deepEqual(this.missing.slice(0, 10), [], `${this.missing.length} of ${this.confirmed.size} confirmed messages are missing`);
      await delay(50);
    }
  }

  async until(what: string, holds: () => boolean | Promise<boolean>, patience = 60_000): Promise<void> {
    const end = performance.now() + patience;
    while (!(await holds())) {
      if (performance.now() > end) throw new Error(`not within ${patience} ms: ${what}`);
      await delay(50);
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.subscription?.stop();
    await this.sink.drain();
    await this.subscription?.close();
    await Promise.all([this.publisher.close(), this.consumer.close()]);
  }
}
