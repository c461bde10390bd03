import type { Consumer, EachBatchPayload, LogEntry } from "kafkajs";
import { ConnectionError, FatalError, sentence } from "../../ground/errors.ts";
import type { Logger } from "../../ground/log.ts";
import type { BrokerConnection } from "../broker.ts";
import { createClient, type KafkaJs, ownOptions } from "./client.ts";
import { type FailureContext, isTemporary, kafkaFailure } from "./failure.ts";
import type { Commit } from "./ownership.ts";
import { Sockets } from "./sockets.ts";

/** Milliseconds that a fetch waits for messages, and that a consumer sleeps whose partitions are all paused. */
const maxWaitTimeInMs = 100;
/** Without any sign of life for so many ticks (120 s, longer than a join may take) kafkajs hangs. Ticks, not time: a frozen process has none. */
const tick = 5_000;
const silentTicks = 24;
/** Milliseconds before a consumer that died is made anew: doubled each time, until one has joined. */
const renewAfter = { least: 500, most: 10_000 };
/** Unexplained crashes within `crashWindow` milliseconds that end the process. */
const maximumCrashes = 5;
const crashWindow = 300_000;

export interface GroupConsumerOptions {
  readonly kafkaJs: KafkaJs;
  readonly connection: BrokerConnection;
  readonly context: FailureContext;
  readonly clientId: string;
  readonly group: string;
  /** Asked for whenever a consumer begins. */
  readonly topics: () => readonly string[];
  readonly log: Logger;
  /** The group has a new generation, and this is our part of it. */
  readonly joined: (assigned: Readonly<Record<string, readonly number[]>>) => void;
  /** The last moment to commit in the old generation. */
  readonly rebalancing: () => void;
  /** The connection to the group is gone; a new one is on its way. */
  readonly lost: (cause: Error) => void;
  /** Topics of our assignment that we do not read: the group has members that subscribe to others. */
  readonly foreign: (topics: readonly string[]) => void;
  readonly batch: (payload: EachBatchPayload) => Promise<void>;
  /** A fetch whose records are all aborted or control records: kafkajs passes them by without a batch. */
  readonly passed: (records: PassedRecords) => void;
  /** Sees kafkajs's log; what it throws ends the fetch. */
  readonly watch: (entry: LogEntry) => void;
  /** The subscription cannot go on. */
  readonly fatal: (error: Error) => void;
}

export interface PassedRecords {
  readonly topic: string;
  readonly partition: number;
  readonly first: number;
  readonly last: number;
}

/** One kafkajs consumer after the other: started, watched, made anew when it died or hangs. What is consumed is nothing to it. */
export class GroupConsumer {
  readonly #options: GroupConsumerOptions;
  readonly #sockets = new Sockets();
  #consumer: Consumer | undefined;
  /** From the newest batch: commits once, in the current generation. `consumer.commitOffsets` would repeat an old commit in a newer one. */
  #commitOnce: EachBatchPayload["commitOffsetsIfNecessary"] | undefined;
  #quiet = 0;
  #ticker: NodeJS.Timeout | undefined;
  #renewal: NodeJS.Timeout | undefined;
  /** Consumers that died since the group was last joined. */
  #deaths = 0;
  /** Times of crashes that nothing explains. */
  #crashes: number[] = [];
  #closed = false;

  constructor(options: GroupConsumerOptions) {
    this.#options = options;
  }

  /** Resolves when the group was joined. @throws a sentence, and has closed what it opened */
  async start(): Promise<void> {
    this.#ticker = setInterval(() => this.#tick(), tick);
    this.#ticker.unref();
    let failure: Error | undefined;
    await this.#renew((error) => (failure ??= kafkaFailure(error, this.#options.context)));
    if (failure === undefined) return;
    await this.close();
    throw failure;
  }

  /** Reads what `topics` says now: the old consumer leaves the group, a new one joins it. */
  resubscribe(): void {
    if (this.#closed) return;
    this.#deaths = 0;
    this.#renewLater();
  }

  pause(topic: string, partition: number): void {
    this.#command((consumer) => consumer.pause([{ topic, partitions: [partition] }]));
  }

  resume(topic: string, partition: number): void {
    this.#command((consumer) => consumer.resume([{ topic, partitions: [partition] }]));
  }

  seek(topic: string, partition: number, offset: number): void {
    this.#command((consumer) => consumer.seek({ topic, partition, offset: String(offset) }));
  }

  /** Resolves when the group's coordinator has stored them. Sent once: what fails is commited again by the next call, if it still holds. */
  async commit(commits: readonly Commit[]): Promise<void> {
    const byTopic = new Map<string, { partition: number; offset: string; metadata: string }[]>();
    for (const { ownership, offset, metadata } of commits) {
      const partitions = byTopic.get(ownership.topic) ?? [];
      partitions.push({ partition: ownership.partition, offset: String(offset), metadata });
      byTopic.set(ownership.topic, partitions);
    }
    const topics = [...byTopic].map(([topic, partitions]) => ({ topic, partitions }));
    if (this.#commitOnce !== undefined) return await this.#commitOnce({ topics });
    // A consumer made anew that has not had a batch yet.
    await this.#consumer?.commitOffsets(
      topics.flatMap(({ topic, partitions }) => partitions.map((partition) => ({ topic, ...partition }))),
    );
  }

  /** Leaves the group. Bounded: kafkajs can wait for ever for a connection that hangs. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#ticker);
    clearTimeout(this.#renewal);
    const consumer = this.#consumer;
    this.#consumer = undefined;
    if (consumer !== undefined) await this.#disconnect(consumer);
  }

  /** `died`: told once, with what kafkajs threw. */
  async #renew(died: (error: unknown) => void): Promise<void> {
    const { kafkaJs, connection, clientId, group, watch, batch } = this.#options;
    this.#commitOnce = undefined;
    const topics = this.#options.topics();
    // Nothing matches a pattern yet; a group without topics would not be joined.
    if (topics.length === 0) return;
    const client = createClient(kafkaJs, connection, { clientId, socketFactory: this.#sockets.factory, watch });
    const own = ownOptions(connection).consumer;
    const consumer = client.consumer({
      sessionTimeout: 30_000,
      heartbeatInterval: 3_000,
      maxWaitTimeInMs,
      ...own,
      groupId: group,
      allowAutoTopicCreation: false,
      // A new consumer has none of the state that the old one died of; kafkajs would go on with it.
      retry: { retries: 5, maxRetryTime: 5_000, ...own.retry, restartOnFailure: async () => false },
    });
    this.#consumer = consumer;
    this.#listen(consumer, died);
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        eachBatch: async (payload) => {
          if (this.#consumer !== consumer) return;
          this.#quiet = 0;
          this.#commitOnce = payload.commitOffsetsIfNecessary;
          await batch(payload);
        },
      });
    } catch (error) {
      if (this.#consumer === consumer) died(error);
    }
  }

  #listen(consumer: Consumer, died: (error: unknown) => void): void {
    const { joined, rebalancing, foreign, passed } = this.#options;
    const {
      GROUP_JOIN,
      REBALANCING,
      CRASH,
      HEARTBEAT,
      FETCH,
      FETCH_START,
      END_BATCH_PROCESS,
      REQUEST_TIMEOUT,
      RECEIVED_UNSUBSCRIBED_TOPICS,
    } = consumer.events;
    const mine = <Event>(listener: (event: Event) => void) => {
      return (event: Event): void => {
        if (this.#consumer !== consumer) return;
        this.#quiet = 0;
        listener(event);
      };
    };
    let hasJoined = false;
    consumer.on(
      GROUP_JOIN,
      mine(({ payload }) => {
        hasJoined = true;
        this.#deaths = 0;
        joined(payload.memberAssignment);
      }),
    );
    consumer.on(
      REBALANCING,
      mine(() => rebalancing()),
    );
    consumer.on(
      END_BATCH_PROCESS,
      mine(({ payload: { topic, partition, batchSize, firstOffset, lastOffset } }) => {
        // Its type does not say that a fetch of old records alone has no first offset.
        const first = firstOffset as string | null;
        if (batchSize === 0 && first !== null) passed({ topic, partition, first: Number(first), last: Number(lastOffset) });
      }),
    );
    consumer.on(
      RECEIVED_UNSUBSCRIBED_TOPICS,
      mine(({ payload }) => foreign(payload.topicsNotSubscribed)),
    );
    consumer.on(
      CRASH,
      mine(({ payload: { error } }) => {
        // The first consumer of `start` has nobody behind it until it has joined.
        if (hasJoined) this.#died(error);
        else died(error);
      }),
    );
    for (const event of [HEARTBEAT, FETCH, FETCH_START] as const)
      consumer.on(
        event,
        mine(() => {}),
      );
    consumer.on(
      REQUEST_TIMEOUT,
      mine(({ payload }) => this.#sockets.destroy(payload.broker)),
    );
  }

  #died(error: unknown): void {
    if (this.#closed) return;
    const { group, context, lost, fatal } = this.#options;
    this.#commitOnce = undefined;
    const cause = kafkaFailure(error, context);
    if (!(cause instanceof ConnectionError)) {
      fatal(cause);
      return;
    }
    lost(cause);
    if (!isTemporary(error)) {
      const now = performance.now();
      this.#crashes = [...this.#crashes.filter((time) => now - time < crashWindow), now];
      if (this.#crashes.length > maximumCrashes) {
        const times = `${this.#crashes.length} times within ${crashWindow / 60_000} minutes`;
        fatal(new FatalError(`the consumer of the group "${group}" crashed ${times}: ${sentence(cause)}`, { cause }));
        return;
      }
    }
    this.#renewLater();
  }

  #renewLater(): void {
    const wait = Math.min(renewAfter.most, renewAfter.least * 2 ** this.#deaths) * (0.75 + Math.random() / 2);
    this.#deaths += 1;
    const old = this.#consumer;
    this.#consumer = undefined;
    if (old !== undefined) void this.#disconnect(old);
    clearTimeout(this.#renewal);
    this.#renewal = setTimeout(() => {
      if (!this.#closed) void this.#renew((error) => this.#died(error));
    }, wait);
  }

  #tick(): void {
    if (this.#consumer === undefined) return;
    this.#quiet += 1;
    if (this.#quiet < silentTicks) return;
    this.#quiet = 0;
    const cause = new ConnectionError(
      `the consumer of the group "${this.#options.group}" gave no sign of life for ${(silentTicks * tick) / 1_000} s; it is made anew`,
    );
    this.#options.lost(cause);
    this.#renewLater();
  }

  async #disconnect(consumer: Consumer): Promise<void> {
    const cut = setTimeout(() => this.#sockets.destroy(), 5_000);
    const gaveUp = new Promise<void>((resolve) => {
      setTimeout(resolve, 8_000).unref();
    });
    await Promise.race([consumer.disconnect(), gaveUp]).catch((error: unknown) => {
      this.#options.log.debug({ error }, `leaving the group failed: ${sentence(error)}`);
    });
    clearTimeout(cut);
  }

  /** kafkajs throws while it is between two lives; the next join sets everything again. */
  #command(act: (consumer: Consumer) => void): void {
    if (this.#consumer === undefined) return;
    try {
      act(this.#consumer);
    } catch (error) {
      this.#options.log.debug({ error }, `kafkajs is not running: ${sentence(error)}`);
    }
  }
}
