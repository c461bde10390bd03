import { ConnectionError } from "../../ground/errors.ts";
import type { Broker, BrokerConnection, Capabilities, Outgoing, Sink, Subscription, SubscriptionPlan } from "../broker.ts";
import type { ReplyIntake, ReplyPlan, ReplySink } from "../replies.ts";
import { AdminQueries } from "./admin-queries.ts";
import { type KafkaJs, loadKafkaJs } from "./client.ts";
import { Publisher } from "./publisher.ts";
import { awaitReplies } from "./replies.ts";
import { KafkaSubscription } from "./subscription.ts";

/** What Kafka can do, as the conformance suite is told. */
export const kafkaCapabilities: Capabilities = {
  redelivers: true,
  countsAttempts: "exact",
  headers: true,
  keys: true,
  orderedByKey: true,
  tombstones: true,
  remembersEach: false,
};

interface Open {
  readonly kafkaJs: KafkaJs;
  readonly queries: AdminQueries;
  readonly publisher: Publisher;
}

export class KafkaBroker implements Broker {
  readonly protocol = "kafka";
  readonly capabilities: Capabilities = kafkaCapabilities;
  readonly #connection: BrokerConnection;
  readonly #subscriptions = new Set<KafkaSubscription>();
  #open: Promise<Open> | undefined;
  #pinging: Promise<void> | undefined;
  #closed = false;

  constructor(connection: BrokerConnection) {
    this.#connection = connection;
  }

  async connect(): Promise<void> {
    const { queries, publisher } = await this.#opened();
    await queries.ping();
    await publisher.open();
  }

  async subscribe(plan: SubscriptionPlan, sink: Sink): Promise<Subscription> {
    const { kafkaJs } = await this.#opened();
    const subscription = new KafkaSubscription({
      kafkaJs,
      connection: { ...this.#connection, log: plan.log },
      plan,
      sink,
      publish: (record) => this.publish({ ...record, options: plan.options }),
    });
    this.#subscriptions.add(subscription);
    await subscription.start();
    return subscription;
  }

  async awaitReplies(plan: ReplyPlan, sink: ReplySink): Promise<ReplyIntake> {
    const { kafkaJs, queries } = await this.#opened();
    const { subscription, close } = await awaitReplies({ kafkaJs, queries, connection: this.#connection }, plan, sink);
    this.#subscriptions.add(subscription);
    return {
      ready: () => Promise.resolve(),
      close: async () => {
        this.#subscriptions.delete(subscription);
        await close();
      },
    };
  }

  async publish(message: Outgoing): Promise<void> {
    const { publisher } = await this.#opened();
    await publisher.publish(message, keyOf(message));
  }

  async ping(): Promise<void> {
    const { queries } = await this.#opened();
    // Asked every few seconds by several; a server that hangs would be asked by all of them.
    this.#pinging ??= queries.ping().finally(() => {
      this.#pinging = undefined;
    });
    await this.#pinging;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const open = this.#open;
    this.#open = undefined;
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
    this.#subscriptions.clear();
    const { publisher, queries } = (await open?.catch(() => undefined)) ?? {};
    await Promise.all([publisher?.close(), queries?.close()]);
  }

  #opened(): Promise<Open> {
    if (this.#closed) return Promise.reject(new ConnectionError(`the connection to Kafka server "${this.#connection.server}" is closed`));
    this.#open ??= this.#load().catch((error: unknown) => {
      this.#open = undefined;
      throw error;
    });
    return this.#open;
  }

  async #load(): Promise<Open> {
    const kafkaJs = await loadKafkaJs(this.#connection);
    const queries = new AdminQueries(kafkaJs, this.#connection);
    return { kafkaJs, queries, publisher: new Publisher(kafkaJs, this.#connection, queries) };
  }
}

function keyOf({ key }: Outgoing): Buffer | string | null {
  return key instanceof Uint8Array ? Buffer.from(key.buffer, key.byteOffset, key.byteLength) : (key ?? null);
}
