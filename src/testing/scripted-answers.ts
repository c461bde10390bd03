/** Who answers what the application asks, where no handler of its own does. */
import { channelAddress } from "../addresses/channel-address.ts";
import { parseAddress } from "../runtime/addresses/parse.ts";
import type { Outgoing } from "../runtime/brokers/broker.ts";
import { defaultLimits } from "../runtime/decode/limits.ts";
import { MessageReader } from "../runtime/decode/message-reader.ts";
import { type Recognised, recognise } from "../runtime/decode/recognise.ts";
import { evaluate, type Facts } from "../runtime/expressions/evaluate.ts";
import type { ChannelDefinition, ContractDefinition, MessageDefinition, OperationDefinition } from "../runtime/ground/contract.ts";
import { isReply } from "../runtime/ground/reply.ts";
import { prepare } from "../runtime/publish/outgoing.ts";
import { requestMembers } from "../runtime/request/requests.ts";

/** What is answered to a request: a payload, `reply(payload, headers)`, or nothing, so that nobody answers. Wrong payloads are sent as they are. */
export type Answer = (request: unknown, context: { readonly headers: unknown; readonly correlationId: string | undefined }) => unknown;

interface Member {
  readonly name: string;
  readonly operation: OperationDefinition;
  readonly message: MessageDefinition;
}

export class ScriptedAnswers {
  readonly #members: readonly Member[];
  readonly #send: (protocol: string, answer: Outgoing) => void;
  readonly #answers = new Map<string, Answer>();
  #pending = 0;
  #failure: { readonly error: unknown } | undefined;

  /** `send`: puts a message where the application reads. */
  constructor(contract: ContractDefinition, send: (protocol: string, answer: Outgoing) => void) {
    this.#members = requestMembers(contract).map(([name, operation, message]) => ({ name, operation, message }));
    this.#send = send;
  }

  get names(): readonly string[] {
    return this.#members.map(({ name }) => name);
  }

  /** Nobody thinks about an answer. */
  get idle(): boolean {
    return this.#pending === 0;
  }

  /** What an answer threw; a test is told of it, once. */
  throwFailure(): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure !== undefined) throw failure.error;
  }

  set(member: string, answer: Answer): void {
    this.#answers.set(member, answer);
  }

  /** A message that the application published, a request or not. */
  published(message: Outgoing, protocol: string): void {
    for (const member of this.#members) {
      const answer = this.#answers.get(member.name);
      const request = answer === undefined ? undefined : requestIn(message, member, protocol);
      if (answer === undefined || request === undefined) continue;
      this.#pending += 1;
      void this.#respond({ answer, member, request, message }, protocol)
        .catch((error: unknown) => {
          this.#failure = { error };
        })
        .finally(() => {
          this.#pending -= 1;
        });
      return;
    }
  }

  async #respond({ answer, member, request, message }: Responding, protocol: string): Promise<void> {
    const { payload, headers } = request;
    const facts: Facts = { payload, headers, parameters: {}, key: undefined, id: message.messageId ?? "" };
    const place = member.message.correlationId;
    const described = place === undefined ? undefined : evaluate(place, facts);
    const correlationId = described === undefined ? message.correlationId : String(described);
    const returned = await answer(payload, { headers, correlationId });
    if (returned === undefined) return;
    const given = isReply(returned) ? returned : { payload: returned, headers: {} };
    const { reply } = member.operation;
    const [stated] = reply?.address ?? [];
    const channel: ChannelDefinition = reply?.channel ?? bareChannel(member.operation);
    const to = typeof stated === "object" ? evaluate(stated, facts) : (channelAddress(channel, protocol) ?? message.replyTo);
    const { outgoing } = prepare(
      { channel, message: replyMessage(member.operation, given.payload), protocol },
      given.payload,
      {
        headers: given.headers as { readonly [name: string]: string },
        ...(typeof to === "string" ? { address: to } : {}),
        ...(correlationId === undefined ? {} : { correlationId }),
      },
      { lenient: true },
    );
    this.#send(protocol, outgoing);
  }
}

interface Responding {
  readonly answer: Answer;
  readonly member: Member;
  readonly request: Recognised;
  readonly message: Outgoing;
}

function requestIn(message: Outgoing, { operation, message: wanted }: Member, protocol: string): Recognised | undefined {
  const { channel } = operation;
  const address = channelAddress(channel, protocol);
  const isPlain = (channel.parameters ?? []).length === 0;
  if (isPlain && address !== null && address !== message.address) return undefined;
  try {
    parseAddress(channel, message.address, protocol);
    const bytes = { body: message.body, headers: message.headers, contentType: message.contentType };
    const found = recognise(channel, bytes, new MessageReader(bytes, defaultLimits), {
      ours: new Set([wanted.member]),
      trusted: false,
    });
    return "foreign" in found ? undefined : found;
  } catch {
    // It is another message.
    return undefined;
  }
}

function bareChannel({ key, reply }: OperationDefinition): ChannelDefinition {
  return { key, address: null, servers: [], messages: reply?.messages ?? {}, dispatch: { by: "trial", mode: "exact" } };
}

/** The one that accepts the payload; a wrong payload is sent as the first. */
function replyMessage({ reply }: OperationDefinition, payload: unknown): MessageDefinition {
  const messages = Object.values(reply?.messages ?? {});
  const message = messages.find((one) => one.payload.safeParse(payload).success) ?? messages[0];
  if (message === undefined) throw new Error("a reply without a message");
  return message;
}
