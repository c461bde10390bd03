import { randomUUID } from "node:crypto";
import { sentence } from "../../ground/errors.ts";
import type { BrokerConnection, Sink, SubscriptionPlan } from "../broker.ts";
import type { ReplyPlan, ReplySink } from "../replies.ts";
import type { AdminQueries } from "./admin-queries.ts";
import type { KafkaJs } from "./client.ts";
import { KafkaSubscription } from "./subscription.ts";

/** What is held at once; a reply is looked at and let go. */
const room = { messages: 10_000, bytes: 64 * 1024 * 1024 };

export interface ReplyGround {
  readonly kafkaJs: KafkaJs;
  readonly queries: AdminQueries;
  readonly connection: BrokerConnection;
}

/**
 * A group for this process alone, so that each process sees every reply and none waits for another. It begins where the topic ends now:
 * the offsets are stored before the group is joined, so that no reply is missed however long joining takes, and a partition that comes
 * into being later is read from its beginning.
 */
export async function awaitReplies(
  { kafkaJs, queries, connection }: ReplyGround,
  { address, app, channel, log }: ReplyPlan,
  replies: ReplySink,
): Promise<{ readonly subscription: KafkaSubscription; readonly close: () => Promise<void> }> {
  const group = `${app}.replies.${randomUUID()}`;
  await queries.topicExists(address, "read replies from");
  const bounds = await queries.bounds(address);
  await queries.storeOffsets(group, address, new Map([...bounds].map(([partition, { high }]) => [partition, high])));
  const plan: SubscriptionPlan = {
    name: `replies of ${address}`,
    app,
    channel,
    operation: "replies",
    addresses: [address],
    group,
    concurrency: room.messages,
    ordering: "none",
    deadLetter: false,
    attempts: 1,
    // What is gone from the log cannot be waited for any more; what is left may be.
    options: { kafka: { outOfRange: "earliest" } },
    buffer: room,
    log,
  };
  const sink: Sink = {
    deliver: (delivery) => {
      replies.deliver(delivery);
      void delivery.acknowledge();
    },
    room: () => room.messages,
    onRoom: () => undefined,
    // Nothing is lost with the connection: it goes on where it was.
    state: () => undefined,
    fatal: (error) => replies.ended(error),
  };
  const publish = (): Promise<void> => Promise.resolve();
  const subscription = new KafkaSubscription({ kafkaJs, connection: { ...connection, log }, plan, sink, publish });
  await subscription.start();
  return {
    subscription,
    close: async () => {
      await subscription.close();
      // Left alone it would go with its offsets, after days.
      await queries
        .deleteGroup(group)
        .catch((error: unknown) => log.debug({ group, error }, `the group "${group}" could not be deleted: ${sentence(error)}`));
    },
  };
}
