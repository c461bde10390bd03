import type { Message, Producer } from "kafkajs";
import { ConnectionError } from "../../ground/errors.ts";
import type { BrokerConnection, Outgoing } from "../broker.ts";
import type { AdminQueries } from "./admin-queries.ts";
import { createClient, type KafkaJs, ownOptions } from "./client.ts";
import { compressionOf } from "./compression.ts";
import { isTemporary, kafkaFailure, typeOf } from "./failure.ts";
import { writeRecord } from "./records.ts";
import { Sockets } from "./sockets.ts";

/** Requests that may be under way at once; the rest waits its turn. */
const inFlight = 128;
/** Publishes that may wait; one more is refused, so that a caller who does not wait for its confirmations learns it. */
const waiting = 10_000;
/** Milliseconds from the call to the confirmation, retries included. kafkajs itself may go on trying a while. */
const deadline = 30_000;

/**
 * Publishes with `acks: all`. Not idempotent by default: kafkajs calls that experimental, sends one request at a time with it and is stuck
 * after a lost sequence number; a repeated record is what consumers dedupe by `boost-id` anyhow. `client: { producer: { idempotent: true } }` asks for it.
 */
export class Publisher {
  readonly #kafkaJs: KafkaJs;
  readonly #connection: BrokerConnection;
  readonly #queries: AdminQueries;
  readonly #sockets = new Sockets();
  /** Topics that exist, or are being asked for. */
  readonly #known = new Map<string, Promise<void>>();
  readonly #queue: (() => void)[] = [];
  #busy = 0;
  #producer: Promise<Producer> | undefined;
  #closed = false;

  constructor(kafkaJs: KafkaJs, connection: BrokerConnection, queries: AdminQueries) {
    this.#kafkaJs = kafkaJs;
    this.#connection = connection;
    this.#queries = queries;
  }

  /** Connects, unless it is connected. */
  async open(): Promise<void> {
    await this.#ready();
  }

  /** Resolves when all replicas in sync have it. `key`: bytes win over the message's text. */
  async publish(message: Outgoing, key: Buffer | string | null): Promise<void> {
    const topic = message.address;
    const context = { ...this.#queries.context, doing: "publish to", topic };
    if (this.#queue.length >= waiting)
      throw new ConnectionError(`${waiting} messages wait to be published to Kafka server "${context.server}"; wait for confirmations`);
    const record = writeRecord(message, key);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () =>
          reject(
            new ConnectionError(`Kafka server "${context.server}" did not confirm a message to "${topic}" within ${deadline / 1_000} s`),
          ),
        deadline,
      );
    });
    try {
      await Promise.race([this.#inTurn(() => this.#send(topic, record, compressionOf(message.options))), late]);
    } catch (error) {
      throw kafkaFailure(error, context);
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#forget();
  }

  async #inTurn(send: () => Promise<void>): Promise<void> {
    if (this.#busy >= inFlight) await new Promise<void>((resolve) => this.#queue.push(resolve));
    this.#busy += 1;
    try {
      await send();
    } finally {
      this.#busy -= 1;
      this.#queue.shift()?.();
    }
  }

  async #send(topic: string, record: Message, compression: number): Promise<void> {
    await this.#exists(topic);
    const end = performance.now() + deadline;
    for (;;) {
      const producer = await this.#ready();
      try {
        await producer.send({ topic, messages: [record], acks: -1, timeout: deadline, compression });
        return;
      } catch (error) {
        if (typeOf(error) === "UNKNOWN_TOPIC_OR_PARTITION") {
          // It stays among the producer's topics and would spoil the publishes to all others.
          this.#known.delete(topic);
          if (this.#producer !== undefined && (await this.#producer) === producer) void this.#forget();
          throw error;
        }
        if (!isTemporary(error) || performance.now() > end || this.#closed) throw error;
      }
    }
  }

  /** Asked once: kafkajs would look for a topic that does not exist for seconds, each time. */
  #exists(topic: string): Promise<void> {
    const known =
      this.#known.get(topic) ??
      this.#queries.topicExists(topic, "publish to").catch((error: unknown) => {
        this.#known.delete(topic);
        throw error;
      });
    this.#known.set(topic, known);
    return known;
  }

  #ready(): Promise<Producer> {
    if (this.#closed) return Promise.reject(new ConnectionError(`the connection to Kafka server "${this.#connection.server}" is closed`));
    this.#producer ??= this.#connect().catch((error: unknown) => {
      this.#producer = undefined;
      throw kafkaFailure(error, { ...this.#queries.context, doing: "connect to" });
    });
    return this.#producer;
  }

  async #connect(): Promise<Producer> {
    const kafka = createClient(this.#kafkaJs, this.#connection, { socketFactory: this.#sockets.factory });
    const producer = kafka.producer({
      // The same partition for a key as other languages' clients choose.
      createPartitioner: this.#kafkaJs.Partitioners.DefaultPartitioner,
      // Short: what is worth trying again is tried again above, a topic that is gone is not.
      retry: { retries: 4, initialRetryTime: 100, maxRetryTime: 2_000 },
      ...ownOptions(this.#connection).producer,
      allowAutoTopicCreation: false,
    });
    producer.on(producer.events.REQUEST_TIMEOUT, ({ payload }) => this.#sockets.destroy(payload.broker));
    await producer.connect();
    return producer;
  }

  async #forget(): Promise<void> {
    const producer = this.#producer;
    this.#producer = undefined;
    if (producer === undefined) return;
    const late = setTimeout(() => this.#sockets.destroy(), 2_000);
    await producer.then((open) => open.disconnect()).catch(() => undefined);
    clearTimeout(late);
  }
}
