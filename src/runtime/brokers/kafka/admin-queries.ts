import type { Admin } from "kafkajs";
import { ConnectionError } from "../../ground/errors.ts";
import { hiding } from "../../ground/secrets.ts";
import type { BrokerConnection } from "../broker.ts";
import { brokersOf, createClient, type KafkaJs } from "./client.ts";
import { type FailureContext, kafkaFailure, typeOf } from "./failure.ts";
import type { Stored } from "./ownership.ts";
import { Sockets } from "./sockets.ts";

/** Milliseconds: queries are small, so an answer that takes longer does not come. */
const requestTimeout = 5_000;

/**
 * What is asked of Kafka beside publishing and consuming. One at a time: kafkajs's admin keeps the metadata of the topics of
 * the last query only, and another query in between would find none of its own.
 */
export class AdminQueries {
  readonly #kafkaJs: KafkaJs;
  readonly #connection: BrokerConnection;
  readonly #sockets = new Sockets();
  #admin: Promise<Admin> | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(kafkaJs: KafkaJs, connection: BrokerConnection) {
    this.#kafkaJs = kafkaJs;
    this.#connection = connection;
  }

  get context(): Pick<FailureContext, "server" | "url" | "username" | "hide"> {
    const { server, url, username } = this.#connection;
    return { server, url: brokersOf(url).join(","), hide: hiding(this.#connection), ...(username === undefined ? {} : { username }) };
  }

  /** @throws a sentence when nobody answers or the login is refused */
  async ping(): Promise<void> {
    await this.#ask({ doing: "connect to" }, (admin) => admin.describeCluster());
  }

  /** @throws a sentence that names the topic when it does not exist or may not be seen */
  async topicExists(topic: string, doing: string): Promise<void> {
    await this.#ask({ doing, topic }, (admin) => admin.fetchTopicMetadata({ topics: [topic] }));
  }

  /** Names of all that this user may see. */
  async topics(): Promise<readonly string[]> {
    return await this.#ask({ doing: "list the topics of" }, (admin) => admin.listTopics());
  }

  /** `topic/partition` → what the group has stored there. */
  async storedOffsets(group: string, topics: readonly string[]): Promise<ReadonlyMap<string, Stored>> {
    const answers = await this.#ask({ doing: "read the offsets of", group }, (admin) =>
      admin.fetchOffsets({ groupId: group, topics: [...topics] }),
    );
    return new Map(
      answers.flatMap(({ topic, partitions }) =>
        partitions.map(({ partition, offset, metadata }) => [`${topic}/${partition}`, { offset: Number(offset), metadata }]),
      ),
    );
  }

  /** `partition` → offset of its first message and the one after its last. */
  async bounds(topic: string): Promise<ReadonlyMap<number, { readonly low: number; readonly high: number }>> {
    const answers = await this.#ask({ doing: "read from", topic }, (admin) => admin.fetchTopicOffsets(topic));
    return new Map(answers.map(({ partition, low, high }) => [partition, { low: Number(low), high: Number(high) }]));
  }

  /** Where a group that nobody is in begins. `offsets`: partition → offset. */
  async storeOffsets(group: string, topic: string, offsets: ReadonlyMap<number, number>): Promise<void> {
    const partitions = [...offsets].map(([partition, offset]) => ({ partition, offset: String(offset) }));
    await this.#ask({ doing: "store offsets of", topic, group }, (admin) => admin.setOffsets({ groupId: group, topic, partitions }));
  }

  /** A group that nobody is in any more. */
  async deleteGroup(group: string): Promise<void> {
    await this.#ask({ doing: "delete", group }, (admin) => admin.deleteGroups([group]));
  }

  async close(): Promise<void> {
    this.#closed = true;
    const admin = this.#admin;
    this.#admin = undefined;
    // Half-open connections would let `disconnect` wait for their answers.
    const late = setTimeout(() => this.#sockets.destroy(), 1_000);
    await admin?.then((open) => open.disconnect()).catch(() => undefined);
    clearTimeout(late);
  }

  #ask<T>(about: Pick<FailureContext, "doing" | "topic" | "group">, query: (admin: Admin) => Promise<T>): Promise<T> {
    const answer = this.#last.then(async () => {
      const context = { ...this.context, ...about };
      if (this.#closed) throw new ConnectionError(`the connection to Kafka server "${context.server}" is closed`);
      try {
        this.#admin ??= this.#open();
        return await query(await this.#admin);
      } catch (error) {
        await this.#forget(error);
        throw kafkaFailure(error, context);
      }
    });
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #open(): Promise<Admin> {
    const kafka = createClient(this.#kafkaJs, this.#connection, { socketFactory: this.#sockets.factory, requestTimeout, retries: 2 });
    const admin = kafka.admin();
    await admin.connect();
    return admin;
  }

  /** A topic that is gone stays among the client's topics and spoils every later query; other failures leave connections of unknown state. */
  async #forget(error: unknown): Promise<void> {
    const refusal = typeOf(error);
    if (refusal !== undefined && refusal !== "UNKNOWN_TOPIC_OR_PARTITION") return;
    const admin = this.#admin;
    this.#admin = undefined;
    this.#sockets.destroy();
    await admin?.then((open) => open.disconnect()).catch(() => undefined);
  }
}
