import { randomUUID } from "node:crypto";
import type { Broker, BrokerConnection, Capabilities, Outgoing, Sink, Subscription, SubscriptionPlan } from "../broker.ts";
import { directReplyTo, ownReplyAddress, type ReplyIntake, type ReplyPlan, type ReplySink } from "../replies.ts";
import { closeChannel, shown } from "./client.ts";
import { rabbitmqFailure } from "./failure.ts";
import { maxHeaderBytes } from "./headers.ts";
import { Link } from "./link.ts";
import { Publisher } from "./publisher.ts";
import { consumeDirectly, ReplyQueue } from "./replies.ts";
import { RabbitmqSubscription } from "./subscription.ts";
import type { QueueType } from "./topology.ts";

/** With quorum queues; classic ones count no attempts. */
export const rabbitmqCapabilities: Capabilities = {
  redelivers: true,
  countsAttempts: "upper-bound",
  headers: true,
  keys: false,
  orderedByKey: true,
  maxHeaderBytes,
};

export class RabbitmqBroker implements Broker {
  readonly protocol = "amqp";
  readonly capabilities: Capabilities;
  readonly #connection: BrokerConnection;
  readonly #defaultType: QueueType;
  readonly #consuming: Link;
  readonly #publishing: Link;
  readonly #publisher: Publisher;
  /** Where replies are waited for that come directly. */
  #direct: Publisher | undefined;
  readonly #subscriptions = new Set<RabbitmqSubscription>();

  constructor(connection: BrokerConnection, defaultType: QueueType) {
    this.#connection = connection;
    this.#defaultType = defaultType;
    this.capabilities = defaultType === "quorum" ? rabbitmqCapabilities : { ...rabbitmqCapabilities, countsAttempts: "no" };
    this.#consuming = new Link(connection, "consumer");
    this.#publishing = new Link(connection, "publisher");
    this.#publisher = new Publisher(this.#publishing, connection);
  }

  async connect(): Promise<void> {
    await this.#publisher.open();
  }

  async subscribe(plan: SubscriptionPlan, sink: Sink): Promise<Subscription> {
    const subscription = new RabbitmqSubscription({
      consuming: this.#consuming,
      publishing: this.#publishing,
      connection: this.#connection,
      plan,
      sink,
      defaultType: this.#defaultType,
      publish: (message, facts) => this.#publisher.publish(message, facts),
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

  publish(message: Outgoing): Promise<void> {
    const direct = message.replyTo === directReplyTo ? this.#direct : undefined;
    return (direct ?? this.#publisher).publish(message);
  }

  async awaitReplies(plan: ReplyPlan, sink: ReplySink): Promise<ReplyIntake> {
    if (plan.address === directReplyTo) return await this.#awaitDirectly(sink);
    const queue = new ReplyQueue({
      link: this.#consuming,
      connection: this.#connection,
      plan,
      sink,
      ownName: ownReplyAddress(plan.app, randomUUID()),
    });
    try {
      await queue.ready();
    } catch (error) {
      await queue.close();
      throw error;
    }
    return queue;
  }

  /** Requests have a channel of their own, which their replies come back on. */
  async #awaitDirectly(sink: ReplySink): Promise<ReplyIntake> {
    const direct = new Publisher(this.#publishing, this.#connection, {
      opened: (channel) => consumeDirectly(channel, (reply) => sink.deliver(reply)),
      ended: (cause) => {
        if (this.#direct === direct) sink.lost(cause);
      },
    });
    await direct.open();
    this.#direct = direct;
    return {
      ready: () => direct.open(),
      close: async () => {
        this.#direct = undefined;
        await direct.close();
      },
    };
  }

  /** Opening a channel is a round trip to the server. */
  async ping(): Promise<void> {
    try {
      const channel = await (await this.#publishing.model()).createChannel();
      await closeChannel(channel);
    } catch (error) {
      throw rabbitmqFailure(error, { server: this.#connection.server, url: shown(this.#connection), doing: "reach" });
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.close()));
    this.#subscriptions.clear();
    await Promise.all([this.#publisher.close(), this.#direct?.close()]);
    await Promise.all([this.#consuming.close(), this.#publishing.close()]);
  }
}
