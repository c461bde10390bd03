import type { Admin, Consumer, EachBatchPayload, Kafka, KafkaMessage } from "kafkajs";
import { ConfigurationError, FatalError } from "../../ground/errors.ts";
import { hiding } from "../../ground/secrets.ts";
import type { BrokerConnection } from "../broker.ts";
import type { DeadLetterStore, StoredDeadLetter } from "../dead-letter-store.ts";
import { brokersOf, createClient, loadKafkaJs } from "./client.ts";
import { decodeDone, encodeDone, maxDoneBytes } from "./done-offsets.ts";
import { kafkaFailure } from "./failure.ts";
import { readHeaders } from "./records.ts";
import { Sockets } from "./sockets.ts";

/** One partition of the topic. */
interface Partition {
  /** Of the first record to look at, and behind the last. */
  readonly from: number;
  readonly end: number;
  /** Done with, in this look or an earlier one. */
  readonly done: Set<number>;
  /** In order. */
  readonly seen: number[];
}

/** Removals between commits. */
const commitEvery = 100;
/** Milliseconds without a record, after which the rest is gone: retention or compaction took it. */
const silence = 10_000;

/**
 * The records of a topic. Kafka deletes none by itself, so a group of its own, `<topic>.boost-gen`, remembers what is done with: the committed
 * offset is that of the first record that is not, its metadata names the others behind it. @throws ConnectionError, ConfigurationError
 */
export async function openKafkaDeadLetters(connection: BrokerConnection, topic: string): Promise<DeadLetterStore> {
  const kafkaJs = await loadKafkaJs(connection);
  const sockets = new Sockets();
  const kafka = createClient(kafkaJs, connection, { socketFactory: sockets.factory, requestTimeout: 10_000, retries: 2 });
  const { server, url, username } = connection;
  const context = { server, url: brokersOf(url).join(","), hide: hiding(connection), ...(username === undefined ? {} : { username }) };
  const group = `${topic}.boost-gen`;
  try {
    const partitions = await partitionsOf(kafka.admin(), topic, group);
    return new KafkaDeadLetters({
      topic,
      group,
      kafka,
      partitions,
      failure: (error) => kafkaFailure(error, { ...context, doing: "read the dead letters in", topic }),
      destroy: () => sockets.destroy(),
    });
  } catch (error) {
    sockets.destroy();
    throw kafkaFailure(error, { ...context, doing: "read the dead letters in", topic });
  }
}

async function partitionsOf(admin: Admin, topic: string, groupId: string): Promise<Map<number, Partition>> {
  await admin.connect();
  try {
    const offsets = await admin.fetchTopicOffsets(topic);
    const [answer] = await admin.fetchOffsets({ groupId, topics: [topic] });
    const stored = new Map(
      (answer?.partitions ?? []).map(({ partition, offset, metadata }) => [partition, { offset: Number(offset), metadata }]),
    );
    return new Map(
      offsets.map(({ partition, low, high }) => {
        const { offset, metadata } = stored.get(partition) ?? { offset: -1, metadata: null };
        const from = Math.max(Number(low), offset);
        return [partition, { from, end: Number(high), done: new Set(decodeDone(offset, metadata)), seen: [] }] as const;
      }),
    );
  } finally {
    await admin.disconnect();
  }
}

interface Options {
  readonly topic: string;
  readonly group: string;
  readonly kafka: Kafka;
  readonly partitions: ReadonlyMap<number, Partition>;
  readonly failure: (error: unknown) => Error;
  readonly destroy: () => void;
}

class KafkaDeadLetters implements DeadLetterStore {
  readonly notes: string[] = [];
  readonly #options: Options;
  readonly #touched = new Set<number>();
  #consumer: Consumer | undefined;
  #removals = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  async *read(): AsyncGenerator<StoredDeadLetter> {
    const { partitions, topic, failure } = this.#options;
    const unread = new Set([...partitions].filter(([, { from, end }]) => from < end).map(([partition]) => partition));
    if (unread.size === 0) return;
    const arrived = new Hand();
    try {
      await this.#consume(unread, arrived);
      while (unread.size > 0) {
        const next = await arrived.take(silence);
        if (next === undefined) {
          this.notes.push(`"${topic}" has fewer records than its offsets say; retention or compaction took some`);
          return;
        }
        const { partition, message } = next;
        const offset = Number(message.offset);
        const state = partitions.get(partition);
        if (state === undefined) continue;
        if (offset >= state.from && offset < state.end) {
          state.seen.push(offset);
          if (!state.done.has(offset)) yield this.#stored(partition, offset, message);
        }
        if (offset >= state.end - 1) unread.delete(partition);
      }
    } catch (error) {
      throw failure(error);
    } finally {
      arrived.close();
    }
  }

  async close(): Promise<void> {
    const consumer = this.#consumer;
    this.#consumer = undefined;
    try {
      await this.#commit(consumer);
    } finally {
      const late = setTimeout(this.#options.destroy, 5_000);
      await consumer?.disconnect().catch(() => undefined);
      clearTimeout(late);
      this.#options.destroy();
    }
  }

  async #consume(unread: ReadonlySet<number>, arrived: Hand): Promise<void> {
    const { kafka, group, topic } = this.#options;
    const consumer = kafka.consumer({ groupId: group, allowAutoTopicCreation: false, maxWaitTimeInMs: 200 });
    this.#consumer = consumer;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      const mine = new Set(payload.memberAssignment[topic] ?? []);
      if ([...unread].every((partition) => mine.has(partition))) return;
      arrived.fail(
        new ConfigurationError(
          `somebody else looks at the dead letters in "${topic}" right now (group "${group}"); wait until they are done`,
        ),
      );
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) arrived.fail(payload.error);
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: (batch) => arrived.offer(batch) });
  }

  #stored(partition: number, offset: number, message: KafkaMessage): StoredDeadLetter {
    return {
      place: `${this.#options.topic}/${partition}/${offset}`,
      body: message.value,
      ...(message.key === null ? {} : { key: message.key }),
      headers: readHeaders(message.headers),
      remove: async () => {
        this.#options.partitions.get(partition)?.done.add(offset);
        this.#touched.add(partition);
        this.#removals += 1;
        if (this.#removals % commitEvery === 0) await this.#commit(this.#consumer);
      },
    };
  }

  async #commit(consumer: Consumer | undefined): Promise<void> {
    if (consumer === undefined || this.#touched.size === 0) return;
    const { topic, partitions, failure } = this.#options;
    const commits = [...this.#touched].flatMap((partition) => {
      const state = partitions.get(partition);
      return state === undefined ? [] : [{ topic, partition, ...commitOf(topic, state) }];
    });
    try {
      await consumer.commitOffsets(commits);
    } catch (error) {
      throw failure(error);
    }
    this.#touched.clear();
  }
}

/** The first record that is not done with, and those behind it that are. */
function commitOf(topic: string, { from, end, seen, done }: Partition): { readonly offset: string; readonly metadata: string } {
  const open = seen.find((offset) => !done.has(offset));
  // A place that nobody has looked at yet lies behind everything seen.
  const base = open ?? (seen.at(-1) ?? from - 1) + 1;
  const metadata = encodeDone(
    base,
    [...done].filter((offset) => offset >= base && offset < end),
  );
  if (metadata.length > maxDoneBytes) {
    // Whoever went on would replay what the next look cannot know to be done with.
    throw new FatalError(
      `so many single dead letters of "${topic}" are done with that Kafka cannot remember them beside the others; replay or drop the oldest ones first`,
    );
  }
  return { offset: String(base), metadata };
}

interface Arrival {
  readonly partition: number;
  readonly message: KafkaMessage;
}

/** One record at a time from the consumer to who reads, so that a topic of any size fits. */
class Hand {
  #held: { readonly arrival: Arrival; readonly taken: () => void } | undefined;
  #waiting: (() => void) | undefined;
  #error: Error | undefined;
  #closed = false;

  async offer({ batch, resolveOffset, heartbeat, isRunning, isStale }: EachBatchPayload): Promise<void> {
    for (const message of batch.messages) {
      let taken = false;
      const taking = new Promise<void>((resolve) => {
        this.#held = {
          arrival: { partition: batch.partition, message },
          taken: () => {
            taken = true;
            resolve();
          },
        };
        this.#waiting?.();
      });
      while (!taken) {
        // Kafka takes a member that says nothing for dead, however long somebody looks at one message.
        await Promise.race([taking, new Promise((resolve) => setTimeout(resolve, 1_000))]);
        if (this.#closed || !isRunning() || isStale()) return;
        await heartbeat();
      }
      resolveOffset(message.offset);
    }
  }

  fail(error: Error): void {
    this.#error = error;
    this.#waiting?.();
  }

  /** `undefined` after `patience` milliseconds without one. */
  async take(patience: number): Promise<Arrival | undefined> {
    const until = performance.now() + patience;
    while (this.#held === undefined && this.#error === undefined) {
      const left = until - performance.now();
      if (left <= 0) return undefined;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#waiting = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    if (this.#error !== undefined) throw this.#error;
    const held = this.#held;
    this.#held = undefined;
    held?.taken();
    return held?.arrival;
  }

  close(): void {
    this.#closed = true;
    this.#held?.taken();
  }
}
