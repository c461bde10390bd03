/** Every kind of broker that a conversation can be on, and every place that its replies can come to. */
import { type Channel, connect } from "amqplib";
import { type Services, uniqueName } from "../services/index.ts";
import type { Conversation, Protocol } from "./documents.ts";

export type ConversationServers = Pick<Services, "rabbitmq" | "kafka" | "redis">;

/** Where the document's server `main` is. */
export function environmentsOf({ kafka, rabbitmq, redis }: ConversationServers): {
  readonly [Name in Protocol]: { readonly BOOST_MAIN_URL: string };
} {
  return {
    kafka: { BOOST_MAIN_URL: kafka.address },
    amqp: { BOOST_MAIN_URL: rabbitmq.address },
    redis: { BOOST_MAIN_URL: redis.address },
  };
}

/** A client of our own making, on a channel that a refusal may close. */
export async function withChannel<Result>(address: string, work: (channel: Channel) => Promise<Result>): Promise<Result> {
  const model = await connect(address);
  try {
    const channel = await model.createChannel();
    channel.on("error", () => undefined);
    return await work(channel);
  } finally {
    await model.close();
  }
}

/** By name; each is made for one test, with what it needs on its server. */
export function conversationsOn({
  kafka,
  rabbitmq,
}: ConversationServers): readonly (readonly [name: string, make: () => Promise<Conversation>])[] {
  const named = { replyAddress: "$message.header#/replyTo" };
  return [
    ["RabbitMQ, directly", async () => ({ protocol: "amqp", requests: uniqueName("ask"), replies: null })],
    [
      "RabbitMQ, in a queue that the request names",
      async () => ({ protocol: "amqp", requests: uniqueName("ask"), replies: null, ...named }),
    ],
    [
      "RabbitMQ, through an exchange",
      async () => {
        const exchange = uniqueName("prices");
        await withChannel(rabbitmq.address, (channel) => channel.assertExchange(exchange, "topic"));
        const binding = { is: "routingKey", exchange: { name: exchange, type: "topic" } };
        return { protocol: "amqp", requests: uniqueName("ask"), replies: "told", binding };
      },
    ],
    [
      "Kafka",
      async () => {
        const [requests, replies] = [uniqueName("ask"), uniqueName("told")];
        for (const [topic, partitions] of [
          [requests, 3],
          [replies, 3],
          [`${requests}-dlq`, 1],
        ] as const)
          await kafka.createTopic(topic, partitions);
        return { protocol: "kafka", requests, replies };
      },
    ],
    [
      "Kafka, where the payload says who asks and under which id",
      async () => {
        const [requests, replies] = [uniqueName("ask"), uniqueName("told")];
        for (const topic of [requests, replies, `${requests}-dlq`]) await kafka.createTopic(topic, 2);
        return { protocol: "kafka", requests, replies, correlationId: "$message.payload#/id", replyAddress: "$message.payload#/answerTo" };
      },
    ],
    ["Redis, a stream that all share", async () => ({ protocol: "redis", requests: uniqueName("ask"), replies: uniqueName("told") })],
    ["Redis, a stream for each process", async () => ({ protocol: "redis", requests: uniqueName("ask"), replies: null, ...named })],
    [
      "Redis, pub/sub in an envelope, a channel for each process",
      async () => ({ protocol: "redis", requests: uniqueName("ask"), replies: null, redis: { kind: "pubsub", envelope: true }, ...named }),
    ],
    [
      "Redis, bare pub/sub with the id in the payload",
      async () => ({
        protocol: "redis",
        requests: uniqueName("ask"),
        replies: uniqueName("told"),
        redis: { kind: "pubsub" },
        correlationId: "$message.payload#/id",
      }),
    ],
  ];
}
