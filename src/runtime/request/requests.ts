/** `context.request` and what `app.requesters(contract)` returns. */
import { randomUUID } from "node:crypto";
import { channelAddress, ownsQueue } from "../../addresses/channel-address.ts";
import { requestDefaults } from "../../options/options.generated.ts";
import { directReplyTo, ownReplyAddress } from "../brokers/replies.ts";
import { evaluate } from "../expressions/evaluate.ts";
import type { Clock } from "../ground/clock.ts";
import type { RequestOptions } from "../ground/context.ts";
import type { ChannelDefinition, ContractDefinition, Expression, MessageDefinition, OperationDefinition } from "../ground/contract.ts";
import { ConfigurationError, InvalidReply, RequestLost, RequestTimeout, TooManyRequests, TransientFailure } from "../ground/errors.ts";
import type { Logger } from "../ground/log.ts";
import { framed } from "../publish/framing.ts";
import { prepare, type ReplyPlace as SaidPlace } from "../publish/outgoing.ts";
import { type BrokerOf, send } from "../publish/publish.ts";
import { judgeOptions } from "../publish/publish-options.ts";
import type { MessageRun } from "../run/message-run.ts";
import { type Surface, surface } from "../run/surface.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import { tracingOf } from "../telemetry/tracing.ts";
import { boundsOf } from "./bounds.ts";
import { type Asker, ReplyPlace } from "./reply-place.ts";
import { type AnsweredOperation, ReplyReader } from "./reply-reader.ts";
import type { RequestMonitor, RequestOutcome } from "./request-monitor.ts";
import type { Attempt } from "./waiting-requests.ts";

export interface RequestsOptions {
  readonly app: string;
  readonly contract: ContractDefinition;
  readonly brokerOf: BrokerOf;
  readonly clock: Clock;
  readonly monitor: RequestMonitor;
  readonly telemetry: Telemetry | undefined;
  readonly log: Logger;
}

/** What one operation asks with. */
interface Asking {
  readonly asker: Asker;
  readonly place: ReplyPlace;
  readonly said: SaidPlace;
  waiting: number;
}

/** Operations that send and have a reply, by member; the same as `publish` calls them. */
export function requestMembers(contract: ContractDefinition): readonly (readonly [string, AnsweredOperation, MessageDefinition])[] {
  return Object.entries(contract.publishers).flatMap(([member, { operation, message }]) =>
    isAnswered(operation) ? [[member, operation, message] as const] : [],
  );
}

function isAnswered(operation: OperationDefinition): operation is AnsweredOperation {
  return operation.reply !== undefined;
}

/** Everything that one contract asks on one set of brokers. */
export class Requests {
  readonly surface: Surface<MessageRun | undefined>;
  readonly #options: RequestsOptions;
  readonly #asking = new Map<string, Asking>();
  readonly #places = new Map<string, ReplyPlace>();
  /** Of runs that wait, how many requests. */
  readonly #runs = new Map<MessageRun, number>();
  #closed: Error | undefined;

  constructor(options: RequestsOptions) {
    this.#options = options;
    this.surface = surface<MessageRun | undefined>(
      requestMembers(options.contract).map(([member, operation, message]) => [
        member,
        (run) => (payload: unknown, given?: RequestOptions) => this.#ask({ operation, message, by: { run } }, payload, given),
      ]),
    );
  }

  /** Asks under an id of the caller's, the same on each attempt of one act. */
  ask(member: string, by: Act, payload: unknown, given: RequestOptions): Promise<unknown> {
    const { operation, message } = this.#options.contract.publishers[member] ?? {};
    if (operation === undefined || message === undefined || !isAnswered(operation)) throw new Error(`no request "${member}"`);
    return this.#ask({ operation, message, by }, payload, given);
  }

  /** Handler runs that wait for a reply. */
  get waitingRuns(): number {
    return this.#runs.size;
  }

  /** Who waits is told that the application stops. */
  async close(): Promise<void> {
    this.#closed ??= new RequestLost("the reply will not be waited for: the application is shutting down");
    const reason = this.#closed;
    await Promise.all([...this.#places.values()].map((place) => place.close(reason)));
  }

  async #ask({ operation, message, by }: Asked, payload: unknown, given: RequestOptions | undefined): Promise<unknown> {
    if (this.#closed !== undefined) throw this.#closed;
    judgeOptions(given);
    const { timeout: own, signal, ...options } = given ?? {};
    const { run } = by;
    const signals = [signal, run?.signal].filter((one) => one !== undefined);
    for (const one of signals) one.throwIfAborted();
    const begin = performance.now();
    const { channel, reply } = operation;
    const bounds = boundsOf(operation, own, by.patience);
    const { protocol, connected, schemas } = this.#options.brokerOf({ channel, operation });
    const asking = this.#askingOf(operation);
    const { place, said, asker } = asking;
    const limit = reply.request?.limit ?? requestDefaults.limit;
    if (asking.waiting >= limit) {
      asker.monitor.refused();
      throw new TooManyRequests(
        `${limit} requests "${operation.name}" wait for their replies; one more would pass the limit (x-boost.request.limit)`,
      );
    }
    const tracing = tracingOf(this.#options.telemetry, protocol);
    const correlationId = options.correlationId ?? givenId(message.correlationId, payload, options.headers);
    const prepared = prepare(
      { channel, message, operation, protocol },
      payload,
      { ...options, ...(correlationId === undefined ? {} : { correlationId }) },
      { ...by, trace: tracing.current, reply: said },
    );
    const id = correlationId ?? prepared.id;
    const attempt = attemptOf(by);
    if (!place.waiting.free(id, attempt, new TransientFailure(`a later run asks the request "${operation.name}" again`)))
      throw new TransientFailure(`a request with the correlation id "${id}" waits already; the reply could not tell which it answers`);
    const waiting = place.waiting.add(id, asker, { ...bounds, signals, by: attempt });
    const sent = async (): Promise<void> => {
      const outgoing = await framed(prepared.outgoing, { channel, message }, schemas);
      await place.open();
      const broker = await connected();
      if (waiting.isOver) return;
      const chosen = options.address !== undefined || options.parameters !== undefined;
      await tracing.send(outgoing, (traced) => send(broker, traced, chosen));
    };
    this.#begun(asking, run);
    let outcome: RequestOutcome = "failed";
    try {
      // A reply may be here before the broker has confirmed the request.
      sent().catch((error: unknown) => waiting.reject(error));
      const answer = await waiting.reply;
      outcome = "answered";
      return answer;
    } catch (error) {
      outcome = outcomeOf(error, signals);
      throw error;
    } finally {
      this.#ended(asking, run);
      asker.monitor.ended(outcome, performance.now() - begin);
    }
  }

  #begun(asking: Asking, run: MessageRun | undefined): void {
    asking.waiting += 1;
    asking.asker.monitor.begun();
    if (run !== undefined) this.#runs.set(run, (this.#runs.get(run) ?? 0) + 1);
  }

  #ended(asking: Asking, run: MessageRun | undefined): void {
    asking.waiting -= 1;
    if (run === undefined) return;
    const left = (this.#runs.get(run) ?? 1) - 1;
    if (left === 0) this.#runs.delete(run);
    else this.#runs.set(run, left);
  }

  /** @throws ConfigurationError where nobody could find the reply */
  #askingOf(operation: AnsweredOperation): Asking {
    const known = this.#asking.get(operation.key);
    if (known !== undefined) return known;
    const { contract, monitor } = this.#options;
    const { channel: described, address: at, messages } = operation.reply;
    // A reply without a channel of its own comes from the broker that the request goes to.
    const bare: ChannelDefinition = { key: operation.key, address: null, servers: [], messages, dispatch: { by: "trial", mode: "exact" } };
    const channel = described ?? bare;
    const documented = described === undefined ? undefined : documentedPlace(described, this.#options.brokerOf);
    const from = documented?.from ?? this.#options.brokerOf({ channel: operation.channel, operation });
    const [stated] = at ?? [];
    const place = this.#placeOf({ channel, from, address: documented?.address, isNamed: stated !== undefined });
    const reader = new ReplyReader(operation, channel, from.schemas);
    place.addReader(reader);
    const asking: Asking = {
      asker: { operation: operation.name, reader, monitor: monitor.of(contract.name, operation.key) },
      place,
      said: {
        to: place.plan.address,
        at: typeof stated === "object" ? stated : undefined,
        isUnsaid: from.protocol === "amqp" && !place.plan.isOwn && ownsQueue(channel),
      },
      waiting: 0,
    };
    this.#asking.set(operation.key, asking);
    return asking;
  }

  #placeOf({ channel, from, address, isNamed }: WantedPlace): ReplyPlace {
    const { app, log, clock, monitor } = this.#options;
    const { key: server } = from.schemas.server;
    const isOwn = address === undefined;
    if (isOwn && from.protocol === "kafka")
      throw new ConfigurationError(
        `nobody says which topic replies on the server "${server}" come to: give the channel "${channel.key}" an address`,
      );
    // Direct reply-to stands in a field of the broker's own; in the message it would mean nothing to who answers.
    const kind = isOwn ? (from.protocol === "amqp" && !isNamed ? "direct" : "own") : "documented";
    const key = JSON.stringify([server, kind, address, kind === "own" ? channel.redis : undefined]);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const own = kind === "direct" ? directReplyTo : ownReplyAddress(app, randomUUID());
    const plan = { address: address ?? own, isOwn, channel, app, log };
    const place = new ReplyPlace({ server, plan, connected: from.connected, clock, monitor });
    this.#places.set(key, place);
    return place;
  }
}

interface Asked {
  readonly operation: AnsweredOperation;
  readonly message: MessageDefinition;
  readonly by: By;
}

/** Of a workflow: the same id on each attempt, and the milliseconds that one may wait at most. */
interface Act {
  readonly id: string;
  readonly patience?: number;
}

/** A handler's run, or an act of a workflow. */
interface By extends Partial<Act> {
  readonly run?: MessageRun | undefined;
}

function attemptOf({ run, id }: By): Attempt | undefined {
  if (run !== undefined) return { act: run.delivery, attempt: run };
  return id === undefined ? undefined : { act: id, attempt: Symbol("attempt") };
}

interface WantedPlace {
  readonly channel: ChannelDefinition;
  readonly from: ReturnType<BrokerOf>;
  readonly address: string | undefined;
  /** The document has a place in the request for it. */
  readonly isNamed: boolean;
}

/** Where the document says that replies come, on the broker that the channel is on. */
function documentedPlace(
  channel: ChannelDefinition,
  brokerOf: BrokerOf,
): { readonly address: string; readonly from: ReturnType<BrokerOf> } | undefined {
  // Without an address on any broker the channel's own servers say nothing: the request's broker is asked.
  const anywhere = ["kafka", "amqp", "redis"].some((protocol) => channelAddress(channel, protocol) !== null);
  if (!anywhere) return undefined;
  const from = brokerOf({ channel });
  const address = channelAddress(channel, from.protocol);
  return address === null ? undefined : { address, from };
}

/** The id that the caller wrote where the document wants it. */
function givenId(place: Expression | undefined, payload: unknown, headers: RequestOptions["headers"] = {}): string | undefined {
  if (place === undefined) return undefined;
  try {
    const value = evaluate(place, { payload, headers, parameters: {}, key: undefined, id: "" });
    return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  } catch {
    // A member that throws when it is looked at: publishing says so.
    return undefined;
  }
}

function outcomeOf(error: unknown, signals: readonly AbortSignal[]): RequestOutcome {
  if (error instanceof RequestTimeout) return "timeout";
  if (error instanceof InvalidReply) return "invalid";
  if (error instanceof RequestLost) return "lost";
  return signals.some((signal) => signal.aborted) ? "cancelled" : "failed";
}
