import { addressParts } from "../../../addresses/address-template.ts";
import type { DocumentNode } from "../../document/node.ts";
import { addressOn, type Channel, type Message, type Protocol, type Reply } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";

/** An operation that sends, with the reply that its document promises. */
interface Request {
  readonly operation: string;
  /** Where the request goes. */
  readonly channel: Channel;
  readonly messages: readonly Message[];
  readonly reply: Reply;
  /** What the servers of a channel speak. */
  readonly protocolsAt: (channel: Channel) => ReadonlySet<Protocol>;
}

interface Problem {
  readonly reason: string;
  readonly instead: string;
}

/** Whether a reply can find whoever waits for it: an address to wait at, and a place for the correlation id there and back. Reports why not. */
export function canBeAsked(request: Request, node: DocumentNode, { sink }: Lowering): boolean {
  const { operation, channel, messages, reply, protocolsAt } = request;
  const problem = problemOf(request);
  if (problem !== undefined) {
    sink.report("request-unanswerable", node, { operation, ...problem }, { part: "key" });
    return false;
  }
  // AMQP has a property for it, which everybody knows.
  const unsaid = [...messages, ...reply.messages].filter(({ correlationId }) => correlationId === undefined).map(({ name }) => name);
  const protocols = protocolsAt(channel);
  if (unsaid.length > 0 && (protocols.has("kafka") || protocols.has("redis")))
    sink.report("request-correlation", node, { operation, messages: [...new Set(unsaid)] }, { part: "key" });
  return true;
}

function problemOf({ channel, messages, reply, protocolsAt }: Request): Problem | undefined {
  // Where nobody names an address for replies, they come from the broker that the request goes to.
  const isPlaced = reply.channel !== undefined && [...protocolsAt(reply.channel)].some((one) => placeOn(one, reply.channel) !== null);
  const protocols = protocolsAt(isPlaced && reply.channel !== undefined ? reply.channel : channel);
  for (const protocol of protocols) {
    const found =
      addressProblem(protocol, channel, reply) ?? (protocol === "redis" ? bareProblem(reply.channel?.redis, reply.messages) : undefined);
    if (found !== undefined) return found;
  }
  if (!protocolsAt(channel).has("redis")) return undefined;
  const isBare = isBareOnRedis(channel.redis);
  if (
    isBare &&
    placeOn("redis", reply.channel) === null &&
    reply.address?.some((part) => typeof part === "object" && part.kind === "payload") !== true
  )
    return {
      reason: "pub/sub on Redis carries no headers, so the request cannot say where its reply goes",
      instead: "Give the channel of the reply an address, or set `x-boost.redis.envelope` on the channel of the request.",
    };
  return bareProblem(channel.redis, messages);
}

function placeOn(protocol: Protocol, channel: Channel | undefined): string | null {
  return channel === undefined ? null : addressOn(protocol, channel);
}

function addressProblem(protocol: Protocol, requests: Channel, { channel }: Reply): Problem | undefined {
  const address = placeOn(protocol, channel);
  if (address !== null && address === placeOn(protocol, requests))
    return {
      reason: `its channel has the address of the request, \`${address}\`, so who asks would take the request itself for the reply`,
      instead: "Give the reply a channel with an address of its own.",
    };
  if (address === null) {
    if (protocol !== "kafka") return undefined;
    return {
      reason: "its channel has no address, and Kafka has none of its own for replies",
      instead:
        "Give the channel of the reply an `address`, the topic that replies come to. With `reply.address` each request says it as well.",
    };
  }
  const parameters = addressParts(address).filter(
    (part) => "parameter" in part && channel?.parameters.some(({ key }) => key === part.parameter),
  );
  if (parameters.length === 0) return undefined;
  return {
    reason: `the address of its channel, \`${address}\`, has parameters, and a process waits at one address`,
    instead: "Give the reply a channel with an address of its own.",
  };
}

/** A message on pub/sub without an envelope is its body alone. */
function isBareOnRedis(redis: Channel["redis"]): boolean {
  return redis?.kind === "pubsub" && redis.envelope !== true && redis.envelope !== "faststream";
}

function bareProblem(redis: Channel["redis"], messages: readonly Message[]): Problem | undefined {
  const without = messages.find(({ correlationId }) => correlationId?.kind !== "payload");
  if (!isBareOnRedis(redis) || without === undefined) return undefined;
  return {
    reason: `pub/sub on Redis carries no headers, and \`${without.name}\` has no correlation id in its payload`,
    instead: "Describe `correlationId` with a location in the payload, or set `x-boost.redis.envelope` on the channel.",
  };
}
