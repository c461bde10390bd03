import { setTimeout as delay } from "node:timers/promises";
import type { EachBatchPayload, LogEntry } from "kafkajs";
import { schemaBinding } from "../../../addresses/channel-address.ts";
import { consumeDefaults } from "../../../options/options.generated.ts";
import { ConnectionError, sentence } from "../../ground/errors.ts";
import { withTimeout } from "../../ground/with-timeout.ts";
import type { BrokerConnection, Delivery, Outgoing, Sink, Subscription, SubscriptionPlan } from "../broker.ts";
import { AdminQueries } from "./admin-queries.ts";
import { Assignment } from "./assignment.ts";
import { type KafkaJs, ownOptions } from "./client.ts";
import { Committer } from "./committer.ts";
import { GroupConsumer, type PassedRecords } from "./group-consumer.ts";
import { Intake } from "./intake.ts";
import { OffsetOutOfRange, outOfRange } from "./out-of-range.ts";
import type { Ownership } from "./ownership.ts";
import { withSpringHeaders } from "./spring-headers.ts";
import { StoredOffsets } from "./stored-offsets.ts";
import { TopicWatch } from "./topic-watch.ts";

/** Milliseconds before a batch that could not be taken is fetched again. */
const again = 50;
/** Milliseconds that the last commit may take at shutdown. */
const lastCommit = 5_000;

export interface KafkaSubscriptionOptions {
  readonly kafkaJs: KafkaJs;
  readonly connection: BrokerConnection;
  readonly plan: SubscriptionPlan;
  readonly sink: Sink;
  /** Publishes a dead letter, with the key bytes of its message. */
  readonly publish: (record: Outgoing) => Promise<void>;
}

/** Puts consumer, tracker, intake and commits of one subscription together. @see src/runtime/README.md#kafka */
export class KafkaSubscription implements Subscription {
  readonly #options: KafkaSubscriptionOptions;
  readonly #queries: AdminQueries;
  readonly #assignment = new Assignment();
  readonly #intake: Intake;
  readonly #committer: Committer;
  readonly #consumer: GroupConsumer;
  readonly #stored: StoredOffsets;
  /** Where patterns are read. */
  readonly #watch: TopicWatch | undefined;
  #foreign: readonly string[] = [];
  /** Of partitions in which there has been no message yet. */
  readonly #passed = new WeakMap<Ownership, { readonly first: number; readonly end: number }>();
  #isDown = false;
  #closing: Promise<void> | undefined;

  constructor(options: KafkaSubscriptionOptions) {
    this.#options = options;
    const { plan, sink, connection, kafkaJs } = options;
    this.#queries = new AdminQueries(kafkaJs, connection);
    const { group, patterns, addresses } = plan;
    if (patterns !== undefined)
      this.#watch = new TopicWatch({
        queries: this.#queries,
        patterns,
        except: plan.deadLetter,
        every: ownOptions(connection).consumer.metadataMaxAge,
        changed: (topics) => this.#resubscribe(topics),
        log: plan.log,
      });
    this.#consumer = new GroupConsumer({
      kafkaJs,
      connection,
      context: {
        ...this.#queries.context,
        doing: "read from",
        group,
        ...(addresses.length === 1 ? { topic: addresses[0] } : {}),
      },
      clientId: schemaBinding(plan.operationBinding?.["clientId"]).chosen ?? connection.clientId,
      group,
      topics: () => this.#watch?.topics ?? addresses,
      log: plan.log,
      joined: (assigned) => this.#joined(assigned),
      rebalancing: () => {
        void this.#committer.flush();
        this.#assignment.suspend();
      },
      lost: (cause) => {
        this.#assignment.suspend();
        this.#down(cause);
      },
      foreign: (topics) => {
        // Another member has seen a new topic before us.
        if (topics.some((topic) => this.#watch?.matches(topic))) void this.#watch?.now();
        this.#foreign = topics.filter((topic) => this.#watch?.matches(topic) !== true);
      },
      batch: (payload) => this.#take(payload),
      passed: (records) => this.#pass(records),
      watch: (entry) => this.#hear(entry),
      fatal: (error) => sink.fatal(error),
    });
    this.#committer = new Committer({
      assignment: this.#assignment,
      send: (commits) => this.#consumer.commit(commits),
      // Careful mode waits for what it stored.
      stored: () => this.#intake.hand(),
      failed: (error) => plan.log.debug({ error }, `a commit failed and is repeated: ${sentence(error)}`),
    });
    this.#intake = new Intake({
      sink,
      buffer: plan.buffer,
      pause: ({ topic, partition }) => this.#consumer.pause(topic, partition),
      resume: ({ topic, partition }) => this.#consumer.resume(topic, partition),
      settled: (ownership) => {
        if (ownership.careful) void this.#committer.flush();
        else this.#committer.finished();
      },
    });
    this.#stored = new StoredOffsets({
      plan,
      assignment: this.#assignment,
      queries: this.#queries,
      consumer: this.#consumer,
      intake: this.#intake,
      compared: () => {
        void this.#committer.flush();
        this.#intake.hand();
      },
    });
  }

  /** Resolves when the group was joined. */
  async start(): Promise<void> {
    const { addresses, deadLetter, patterns = [], log, name } = this.#options.plan;
    try {
      await this.#watch?.start();
      if (this.#watch?.topics.length === 0)
        log.warn(
          { subscription: name },
          `no topic matches ${patterns.map(({ text }) => `"${text}"`).join(", ")} yet; they are looked for again and again`,
        );
      for (const topic of addresses) await this.#queries.topicExists(topic, "read from");
      if (deadLetter !== false) await this.#queries.topicExists(deadLetter, "publish dead letters to");
      await this.#consumer.start();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  async pause(): Promise<void> {
    this.#intake.hold();
  }

  async resume(): Promise<void> {
    if (this.#closing === undefined) this.#intake.unhold();
  }

  async stop(): Promise<void> {
    this.#intake.hold();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async deadLetter(delivery: Delivery, record: Outgoing): Promise<void> {
    await this.#options.publish(withSpringHeaders(delivery, record, this.#options.plan.group));
    await delivery.acknowledge();
  }

  async lag(): Promise<number | undefined> {
    const { owned } = this.#assignment;
    let lag = 0;
    for (const topic of new Set(owned.map((ownership) => ownership.topic))) {
      const bounds = await this.#queries.bounds(topic);
      for (const ownership of owned) {
        if (ownership.topic !== topic) continue;
        const position = ownership.tracker?.position ?? this.#stored.of(ownership);
        const { low, high } = bounds.get(ownership.partition) ?? { low: 0, high: 0 };
        // Where nothing was ever taken or stored the group begins with the oldest message.
        const from = position === undefined || position < 0 ? low : position;
        const passed = this.#passed.get(ownership);
        const isOpen = ownership.tracker !== undefined;
        lag += Math.max(0, high - (!isOpen && passed !== undefined && passed.first <= from ? Math.max(from, passed.end) : from));
      }
    }
    return lag;
  }

  async #close(): Promise<void> {
    this.#watch?.end();
    this.#intake.hold();
    await withTimeout(this.#committer.flush(true), lastCommit);
    this.#committer.stop();
    this.#assignment.end("the subscription is closed");
    await Promise.all([this.#consumer.close(), this.#queries.close()]);
  }

  #resubscribe(topics: readonly string[]): void {
    const { log, name } = this.#options.plan;
    log.info({ subscription: name, topics }, "the topics that match have changed; the group is joined anew");
    void this.#committer.flush();
    if (topics.length === 0) this.#assignment.end("no topic matches any more");
    else this.#assignment.suspend();
    this.#consumer.resubscribe();
  }

  #joined(assigned: Readonly<Record<string, readonly number[]>>): void {
    const { sink, plan } = this.#options;
    for (const { topic, partition } of this.#assignment.join(assigned)) {
      plan.log.info({ topic, partition }, `partition ${partition} of "${topic}" went to another consumer`);
    }
    this.#intake.reset(this.#assignment.owned);
    this.#stored.read();
    if (this.#foreign.length > 0) {
      const names = this.#foreign.map((topic) => `"${topic}"`).join(", ");
      this.#down(
        new ConnectionError(
          `the group "${plan.group}" has members that read ${names}, which this subscription does not; messages of some topics reach nobody. Give them groups of their own`,
        ),
      );
      this.#foreign = [];
    } else if (this.#isDown) {
      this.#isDown = false;
      sink.state("up");
    }
  }

  #down(cause: unknown): void {
    this.#isDown = true;
    this.#options.sink.state("down", cause);
  }

  /** Hands a batch over and returns, so that heartbeats and rejoins never wait for a handler. */
  async #take({ batch, resolveOffset, isStale }: EachBatchPayload): Promise<void> {
    const ownership = this.#assignment.get(batch.topic, batch.partition);
    if (ownership === undefined || this.#closing !== undefined) return;
    const { generation } = this.#assignment;
    if (!ownership.ready && !(await this.#stored.open(ownership, batch))) {
      // Or the same batch would be fetched as often as the network allows.
      if (this.#assignment.generation === generation) await delay(again);
      return;
    }
    // What was fetched in an older generation must not move the position of this one.
    if (this.#assignment.generation !== generation || isStale()) return;
    const last = batch.lastOffset();
    const taken = this.#intake.take(ownership, batch.messages, Number(last) + 1);
    resolveOffset(last);
    await taken;
  }

  #pass({ topic, partition, first, last }: PassedRecords): void {
    const ownership = this.#assignment.get(topic, partition);
    if (ownership === undefined || this.#closing !== undefined) return;
    if (ownership.tracker === undefined) this.#passed.set(ownership, { first, end: last + 1 });
    else this.#intake.pass(ownership, first, last + 1);
  }

  #hear(entry: LogEntry): void {
    const place = outOfRange(entry);
    if (place === undefined) return;
    const { plan } = this.#options;
    const policy = plan.options.kafka?.outOfRange ?? consumeDefaults.kafka.outOfRange;
    const ownership = this.#assignment.get(place.topic, place.partition);
    const error = new OffsetOutOfRange(place, plan.group);
    // Thrown into kafkajs: its next step would be to forget the stored offset.
    if (policy === "stop") throw error;
    plan.log.warn(
      { ...place, policy },
      `${error.message} It goes on at the ${policy === "earliest" ? "first" : "next new"} message, as \`outOfRange: ${policy}\` says`,
    );
    if (ownership !== undefined) this.#stored.gone(ownership, policy);
  }
}
