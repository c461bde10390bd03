import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { KafkaService } from "../../services/index.ts";
import type { ConsumerChild } from "./consumer-child.ts";

/** What was published, what the group has committed over time, and what the consumers said that they handled. */
export class Ledger {
  readonly #kafka: KafkaService;
  readonly #topic: string;
  readonly #group: string;
  readonly #snapshots: { readonly time: number; readonly committed: ReadonlyMap<number, number> }[] = [];
  readonly #stop = new AbortController();
  #watching: Promise<void> = Promise.resolve();
  /** `partition/offset` */
  readonly published = new Set<string>();

  constructor(kafka: KafkaService, topic: string, group: string) {
    this.#kafka = kafka;
    this.#topic = topic;
    this.#group = group;
  }

  /** Publishes `count` messages with keys of their own, through an admin-free client of kafkajs's. */
  async publish(count: number, body: (index: number) => string = (index) => `m-${index}`): Promise<void> {
    const { Kafka, Partitioners, logLevel } = await import("kafkajs");
    const producer = new Kafka({ clientId: "ledger", brokers: [...this.#kafka.brokers], logLevel: logLevel.NOTHING }).producer({
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    const messages = Array.from({ length: count }, (_, index) => ({ key: `k-${index}`, value: body(index) }));
    const answers = await producer.send({ topic: this.#topic, messages, acks: -1 });
    await producer.disconnect();
    const before = this.published.size;
    for (const { partition, offset } of await this.#ends())
      for (let at = 0; at < Number(offset); at++) this.published.add(`${partition}/${at}`);
    assert.ok(answers.length > 0);
    // More, where a broken connection made the producer send again.
    assert.ok(this.published.size - before >= count, `${this.published.size - before} of ${count} are in the topic`);
  }

  /** Looks at the committed offsets again and again until `settle`. */
  watch(): void {
    this.#watching = this.#kafka.withAdmin(async (admin) => {
      while (!this.#stop.signal.aborted) {
        const [answer] = await admin.fetchOffsets({ groupId: this.#group, topics: [this.#topic] });
        const committed = new Map(answer?.partitions.map(({ partition, offset }) => [partition, Number(offset)]));
        this.#snapshots.push({ time: Date.now(), committed });
        await delay(100);
      }
    });
  }

  async lag(): Promise<number> {
    const ends = await this.#ends();
    const [answer] = await this.#kafka.withAdmin((admin) => admin.fetchOffsets({ groupId: this.#group, topics: [this.#topic] }));
    let lag = 0;
    for (const { partition, offset } of ends) {
      const committed = Number(answer?.partitions.find((one) => one.partition === partition)?.offset ?? 0);
      lag += Number(offset) - Math.max(0, committed);
    }
    return lag;
  }

  /** Nothing lost, nothing committed before it was handled. Returns how often a message was handled again. */
  async settle(consumers: readonly ConsumerChild[]): Promise<{ readonly duplicates: number; readonly snapshots: number }> {
    this.#stop.abort();
    await this.#watching;
    const handledAt = new Map<string, number>();
    let runs = 0;
    for (const consumer of consumers) {
      assert.deepEqual(consumer.said("fatal"), []);
      for (const [, place = "", time] of consumer.said("handled")) {
        runs += 1;
        handledAt.set(place, Math.min(handledAt.get(place) ?? Number.POSITIVE_INFINITY, Number(time)));
      }
    }
    const lost = [...this.published].filter((place) => !handledAt.has(place));
    assert.deepEqual(lost, [], "lost");
    for (const { time, committed } of this.#snapshots) {
      for (const [partition, offset] of committed) {
        for (let at = 0; at < offset; at++) {
          const handled = handledAt.get(`${partition}/${at}`) ?? Number.POSITIVE_INFINITY;
          assert.ok(handled <= time, `offset ${offset} of partition ${partition} was committed before ${partition}/${at} was handled`);
        }
      }
    }
    return { duplicates: runs - handledAt.size, snapshots: this.#snapshots.length };
  }

  #ends() {
    return this.#kafka.withAdmin((admin) => admin.fetchTopicOffsets(this.#topic));
  }
}
