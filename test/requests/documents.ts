/** The two sides of one conversation, as two documents: who asks for prices, and who tells them. */

export type Protocol = "kafka" | "amqp" | "redis";

export interface Conversation {
  readonly protocol: Protocol;
  /** Where requests go. */
  readonly requests: string;
  /** Where replies come; `null`: where the request says. */
  readonly replies: string | null;
  /** `x-boost.redis` of both channels. */
  readonly redis?: object;
  /** Of the replies' channel, where it is another. */
  readonly repliesRedis?: object;
  /** Binding of the replies' channel on RabbitMQ. */
  readonly binding?: object;
  /** `$message.header#/replyTo` and the like. */
  readonly replyAddress?: string;
  /** Default: a header of its own on both messages. `false`: described nowhere. */
  readonly correlationId?: string | false;
  /** `x-boost` of the operation that asks. */
  readonly asking?: object;
}

/** The document of who asks, or of who answers. */
export function documentOf(side: "asks" | "answers", conversation: Conversation): string {
  const {
    protocol,
    requests,
    replies,
    redis,
    repliesRedis = redis,
    binding,
    replyAddress,
    asking,
    correlationId = "$message.header#/request-id",
  } = conversation;
  const correlated = correlationId === false ? {} : { correlationId: { location: correlationId } };
  const extension = redis === undefined ? {} : { "x-boost": { redis } };
  const idInPayload = correlationId === "$message.payload#/id" ? { id: { type: "string" } } : {};
  const operation = {
    action: side === "asks" ? "send" : "receive",
    channel: { $ref: "#/channels/requests" },
    ...(side === "asks" && asking !== undefined ? { "x-boost": asking } : {}),
    ...(side === "answers"
      ? {
          "x-boost": {
            deadLetter: `${requests}-dlq`,
            ...(protocol === "redis" && isPubSub(redis) ? { delivery: "at-most-once" } : {}),
            amqp: { declare: "create", queueType: "classic" },
          },
        }
      : {}),
    reply: {
      ...(replyAddress === undefined ? {} : { address: { location: replyAddress } }),
      channel: { $ref: "#/channels/replies" },
    },
  };
  return JSON.stringify({
    asyncapi: "3.0.0",
    info: { title: `Who ${side}`, version: "1.0.0" },
    servers: { main: { host: "127.0.0.1", protocol } },
    channels: {
      requests: {
        address: requests,
        ...extension,
        messages: {
          priceAsked: {
            ...correlated,
            payload: {
              type: "object",
              required: ["sku"],
              properties: { sku: { type: "string" }, answerTo: { type: "string" }, ...idInPayload },
            },
          },
        },
      },
      replies: {
        address: replies,
        ...(repliesRedis === undefined ? {} : { "x-boost": { redis: repliesRedis } }),
        ...(binding === undefined ? {} : { bindings: { amqp: binding } }),
        messages: {
          priceTold: {
            ...correlated,
            payload: { type: "object", required: ["price"], properties: { price: { type: "number" }, ...idInPayload } },
          },
          priceUnknown: {
            ...correlated,
            payload: { type: "object", required: ["reason"], properties: { reason: { type: "string" }, ...idInPayload } },
          },
        },
      },
    },
    operations: { [side === "asks" ? "askPrice" : "onPriceAsked"]: operation },
  });
}

function isPubSub(redis: object | undefined): boolean {
  return redis !== undefined && "kind" in redis && redis.kind === "pubsub";
}
