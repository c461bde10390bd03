import { ConfigurationError, ConnectionError, InvalidMessage } from "../../ground/errors.ts";
import type { Broker, BrokerConnection, Capabilities, Outgoing, Sink, Subscription, SubscriptionPlan } from "../broker.ts";
import { isOwnReplyAddress, ownReplyLifetime, type ReplyIntake, type ReplyPlan, type ReplySink } from "../replies.ts";
import { type Client, type IoRedis, loadIoRedis, onRefusal, openClient, shown } from "./client.ts";
import { redisFailure } from "./failure.ts";
import { PubSubReplies } from "./pubsub-replies.ts";
import { PubSubSubscription } from "./pubsub-subscription.ts";
import { addPassing, evaluate } from "./scripts.ts";
import { StreamReplies } from "./stream-replies.ts";
import { StreamSubscription } from "./stream-subscription.ts";
import { writeFields, writePublished } from "./wire.ts";

export type RedisKind = "stream" | "pubsub";

/** Of streams. */
export const redisCapabilities: Capabilities = {
  redelivers: true,
  countsAttempts: "exact",
  headers: true,
  keys: false,
  orderedByKey: true,
};

/** Of pub/sub: at most once, and a bare body. */
export const redisPubSubCapabilities: Capabilities = {
  redelivers: false,
  countsAttempts: "no",
  headers: false,
  keys: false,
  orderedByKey: true,
};

export class RedisBroker implements Broker {
  readonly protocol = "redis";
  readonly capabilities: Capabilities;
  readonly #connection: BrokerConnection;
  readonly #kind: RedisKind;
  readonly #subscriptions = new Set<Subscription>();
  #opening: Promise<{ readonly ioredis: IoRedis; readonly commands: Client }> | undefined;
  /** Why the server does not let us in again; commands themselves only say that there is no connection. */
  #refusal: Error | undefined;
  #closed = false;

  constructor(connection: BrokerConnection, kind: RedisKind) {
    this.#connection = connection;
    this.#kind = kind;
    this.capabilities = kind === "stream" ? redisCapabilities : redisPubSubCapabilities;
  }

  async connect(): Promise<void> {
    await this.ping();
  }

  async subscribe(plan: SubscriptionPlan, sink: Sink): Promise<Subscription> {
    const { ioredis, commands } = await this.#opened();
    const { kind = this.#kind } = plan.options.redis ?? {};
    if (kind === "pubsub" && plan.options.delivery !== "at-most-once") {
      throw new ConfigurationError(
        `"${plan.name}" receives from Redis pub/sub, which forgets what nobody hears: say so with \`delivery: at-most-once\`, or use a stream`,
      );
    }
    const subscription =
      kind === "pubsub"
        ? new PubSubSubscription({
            listener: await openClient(ioredis, this.#connection, "listener"),
            connection: this.#connection,
            plan,
            sink,
            bury: (record) => this.#add(record),
          })
        : new StreamSubscription({
            commands,
            openReader: () => openClient(ioredis, this.#connection, "reader"),
            connection: this.#connection,
            plan,
            sink,
          });
    this.#subscriptions.add(subscription);
    try {
      await subscription.start();
    } catch (error) {
      this.#subscriptions.delete(subscription);
      await subscription.close();
      throw error;
    }
    return subscription;
  }

  async awaitReplies(plan: ReplyPlan, sink: ReplySink): Promise<ReplyIntake> {
    const { ioredis, commands } = await this.#opened();
    const { kind = this.#kind } = plan.channel.redis ?? {};
    const connection = this.#connection;
    const replies =
      kind === "pubsub"
        ? new PubSubReplies({ listener: await openClient(ioredis, connection, "listener"), connection, plan, sink })
        : new StreamReplies({ commands, reader: await openClient(ioredis, connection, "reader"), connection, plan, sink });
    try {
      await replies.start();
    } catch (error) {
      await replies.close();
      throw error;
    }
    return replies;
  }

  async publish(message: Outgoing): Promise<void> {
    const { kind = this.#kind } = message.options?.redis ?? {};
    if (kind === "stream") return await this.#add(message);
    if (message.body === null) throw new InvalidMessage("a message without a body cannot be published to Redis", { code: "empty" });
    await this.#command(message.address, (commands) => commands.publish(message.address, writePublished(message)));
  }

  async ping(): Promise<void> {
    const { commands } = await this.#opened();
    try {
      await commands.ping();
    } catch (error) {
      throw this.#failure(error, { doing: "reach" });
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
    this.#subscriptions.clear();
    const { commands } = (await this.#opening?.catch(() => undefined)) ?? {};
    this.#opening = undefined;
    commands?.disconnect();
  }

  async #add(message: Outgoing): Promise<void> {
    const fields = writeFields(message);
    const { address } = message;
    await this.#command(address, (commands) =>
      isOwnReplyAddress(address)
        ? evaluate(commands, addPassing, [address], [ownReplyLifetime, ...fields])
        : commands.call("XADD", address, "*", ...fields),
    );
  }

  async #command(target: string, run: (commands: Client) => Promise<unknown>): Promise<void> {
    const { commands } = await this.#opened();
    try {
      await run(commands);
    } catch (error) {
      throw this.#failure(error, { doing: "publish to", target });
    }
  }

  #failure(error: unknown, about: { readonly doing: string; readonly target?: string }): Error {
    return this.#refusal ?? redisFailure(error, { server: this.#connection.server, url: shown(this.#connection), ...about });
  }

  #opened(): Promise<{ readonly ioredis: IoRedis; readonly commands: Client }> {
    if (this.#closed) return Promise.reject(new ConnectionError(`the connection to Redis server "${this.#connection.server}" is closed`));
    this.#opening ??= this.#open().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #open(): Promise<{ readonly ioredis: IoRedis; readonly commands: Client }> {
    const ioredis = await loadIoRedis(this.#connection.server);
    const commands = await openClient(ioredis, this.#connection, "commands");
    onRefusal(commands, this.#connection, (error) => (this.#refusal = error));
    commands.on("ready", () => (this.#refusal = undefined));
    return { ioredis, commands };
  }
}
