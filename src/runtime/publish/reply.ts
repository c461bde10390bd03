import { channelAddress } from "../../addresses/channel-address.ts";
import type { Outgoing } from "../brokers/broker.ts";
import { type Facts, text } from "../expressions/evaluate.ts";
import type { PublishOptions } from "../ground/context.ts";
import type { ChannelDefinition, ContractDefinition, MessageDefinition, OperationDefinition } from "../ground/contract.ts";
import { InvalidMessage } from "../ground/errors.ts";
import { isReply } from "../ground/reply.ts";
import type { MessageRun } from "../run/message-run.ts";
import { completed } from "./encode.ts";
import { framed, type SchemaPlace } from "./framing.ts";
import { judged, prepare, reading } from "./outgoing.ts";
import type { TraceHeaders } from "./trace-headers.ts";

export interface ReplyOptions {
  readonly contract: ContractDefinition;
  readonly operation: OperationDefinition;
  readonly protocol: string;
  readonly schemas: SchemaPlace;
  readonly run: MessageRun;
  /** What the trace of the moment writes. */
  readonly trace?: () => TraceHeaders;
}

/**
 * What a handler returned, as the message that goes back: to the address that the request names, else the reply channel's, else where
 * the broker says that the sender waits. @throws InvalidMessage when it is none of the operation's replies, or nobody says where to.
 */
export function prepareReply(
  { contract, operation, protocol, schemas, run, trace }: ReplyOptions,
  returned: unknown,
): Outgoing | Promise<Outgoing> | undefined {
  const { reply } = operation;
  const { delivery } = run;
  if (reply === undefined) return undefined;
  const { payload, headers } = isReply(returned) ? returned : { payload: returned, headers: undefined };
  const message = replyMessage(operation, payload);
  const documented = reply.channel === undefined ? null : channelAddress(reply.channel, protocol);
  const address = reply.address === undefined ? (documented === null ? delivery.replyTo : undefined) : text(reply.address, run.facts);
  if (address === undefined && documented === null) {
    throw new InvalidMessage(
      `nobody says where the reply of "${operation.name}" goes: no reply address in ${contract.name}, none in the message`,
      { code: "parameters" },
    );
  }
  // A reply without a channel of its own belongs to the address that was asked for; nothing of the request's channel applies.
  const channel = reply.channel ?? {
    key: operation.key,
    address: null,
    servers: [],
    messages: reply.messages,
    dispatch: { by: "trial", mode: "exact" },
  };
  const { outgoing } = prepare(
    { channel, message, protocol },
    payload,
    {
      ...(headers === undefined ? {} : { headers: headers as NonNullable<PublishOptions["headers"]> }),
      ...(address === undefined ? { parameters: sharedParameters(channel, run.facts.parameters) } : { address }),
      correlationId: run.correlationId ?? run.identity.id,
      ...(delivery.key === undefined ? {} : { key: delivery.keyBytes ?? delivery.key }),
    },
    { run, ...(trace === undefined ? {} : { trace }) },
  );
  const { kafka } = operation.options;
  const addressed: Outgoing = {
    ...outgoing,
    // Written as the request's operation says, though sent through no operation of its own.
    ...(kafka === undefined ? {} : { options: { ...outgoing.options, kafka } }),
    ...(address === undefined ? {} : { addressedBy: "message" }),
  };
  return framed(addressed, { channel, message }, schemas);
}

/** A reply goes to the address with the request's own values, unless the document says where in the reply they stand. */
function sharedParameters(channel: ChannelDefinition, request: Facts["parameters"]): { readonly [name: string]: string } {
  const unlocated = (channel.parameters ?? []).filter(({ key, location }) => location === undefined && Object.hasOwn(request, key));
  return Object.fromEntries(unlocated.map(({ key }) => [key, String(request[key])]));
}

function replyMessage(operation: OperationDefinition, returned: unknown): MessageDefinition {
  const messages = Object.values(operation.reply?.messages ?? {});
  const accepting =
    messages.length === 1
      ? messages
      : messages.filter((message) => {
          const value = reading("payload", () => completed(returned, message));
          return judged(message.formats ?? operation.reply?.channel?.formats, message.payload, value).success;
        });
  const [message] = accepting;
  if (message !== undefined && accepting.length === 1) return message;
  const names = messages.map(({ name }) => `"${name}"`).join(", ");
  throw new InvalidMessage(
    `what the handler of "${operation.name}" returned is ${message === undefined ? "none" : "more than one"} of ${names}`,
  );
}
