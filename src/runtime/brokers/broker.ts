/**
 * The contract of a broker. Small on purpose: a broker moves bytes, remembers positions and confirms; what a message
 * means, in which order handlers run, when a retry is due and what ends in a dead letter is decided above it, once.
 * `src/testing/conformance` runs unchanged against every implementation; differences are declared in `capabilities`.
 */
import type { AddressPattern } from "../addresses/pattern.ts";
import type { Bindings, ChannelDefinition, ConsumeOptions } from "../ground/contract.ts";
import type { Logger } from "../ground/log.ts";
import type { ReplyIntake, ReplyPlan, ReplySink } from "./replies.ts";

export interface Capabilities {
  /** A message that was not settled comes again (false: pub/sub). */
  readonly redelivers: boolean;
  /** Where `Delivery.priorRuns` comes from. */
  readonly countsAttempts: "exact" | "upper-bound" | "no";
  /** Headers travel with the message. */
  readonly headers: boolean;
  readonly keys: boolean;
  /** Messages of one key come in order within one assignment. */
  readonly orderedByKey: boolean;
  /** A body of `null` travels (Kafka). Default false. */
  readonly tombstones?: boolean;
  /** Each acknowledgement is remembered by itself. False where the broker knows one place in the log (Kafka): what was acknowledged behind the first unsettled message comes again. Default true. */
  readonly remembersEach?: boolean;
  /** Bytes that the headers of one message may have together; absent: no limit worth knowing. Dead letters stay below it. */
  readonly maxHeaderBytes?: number;
}

export interface Broker {
  readonly protocol: "kafka" | "amqp" | "redis" | "memory";
  readonly capabilities: Capabilities;
  /** Opens what publishing needs and proves that address and credentials are right. Idempotent. @throws ConnectionError with a sentence, secrets redacted. */
  connect(): Promise<void>;
  /** Checks (or, where asked, creates) what the plan needs and starts intake; resolves when deliveries may come. */
  subscribe(plan: SubscriptionPlan, sink: Sink): Promise<Subscription>;
  /** Resolves only when the broker has confirmed that it stored (or, pub/sub, took) the message. Never buffers without bound. */
  publish(message: Outgoing): Promise<void>;
  /** Resolves when replies to what is published from then on will come in. @throws a sentence when nobody can wait there */
  awaitReplies(plan: ReplyPlan, sink: ReplySink): Promise<ReplyIntake>;
  /** Resolves when the broker answers now; rejects with the cause otherwise. Used for readiness and by probes. */
  ping(): Promise<void>;
  /** Ends publishing and all connections; subscriptions were closed before. Idempotent. */
  close(): Promise<void>;
}

/** Everything that a broker needs to know of one subscription; settled before it is called. */
export interface SubscriptionPlan {
  /** `<subscriber name>.<operation>`, for logs and metrics. */
  readonly name: string;
  /** Application name; the prefix of default group and queue names. */
  readonly app: string;
  readonly channel: ChannelDefinition;
  readonly operation: string;
  readonly operationBinding?: Bindings;
  /** Concrete addresses; more than one where a parameter was expanded. */
  readonly addresses: readonly string[];
  /** Instead of `addresses`, where a parameter has no values: whatever matches, also what comes into being later. */
  readonly patterns?: readonly AddressPattern[];
  readonly group: string;
  readonly concurrency: number;
  readonly ordering: "key" | "partition" | "none";
  readonly deadLetter: string | false;
  readonly attempts: number;
  readonly options: ConsumeOptions;
  /** How much may be held unsettled. Default 1,000 messages or 8 MB. */
  readonly buffer: { readonly messages: number; readonly bytes: number };
  readonly log: Logger;
}

/** Where a broker hands its deliveries; implemented by the engine in `subscription/`. */
export interface Sink {
  /** Takes a delivery over. Never throws, never blocks. Call only while `room() > 0` or for what was in flight already. */
  deliver(delivery: Delivery): void;
  /** Messages that may be handed over now: buffer and concurrency considered. */
  room(): number;
  /** Registers a callback for the moment when `room()` rises from 0 to half of the buffer. */
  onRoom(callback: () => void): void;
  /** Something that the operator must know: connection lost and regained. Turns readiness. */
  state(state: "up" | "down", cause?: unknown): void;
  /** The broker no longer has so many messages that nobody has handled. `why`: a clause, with the remedy. */
  lost?(messages: number, why: string): void;
  /** The subscription cannot go on: the process ends with this error. */
  fatal(error: Error): void;
}

export interface Subscription {
  /** Stops intake for a while; what is in flight goes on. Idempotent. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** First step of the shutdown: no further delivery after it resolves; settling still works. */
  stop(): Promise<void>;
  /** Second step: flushes acknowledgements (Kafka: commits) and closes. Deliveries that are still unsettled go back to the broker. */
  close(): Promise<void>;
  /** Confirmed publish of the dead letter, then acknowledgement; rejects (and has acknowledged nothing) when the publish was not confirmed. */
  deadLetter(delivery: Delivery, record: Outgoing): Promise<void>;
  /** Unsettled in the broker, as far as it can be told, for lag metrics. */
  lag(): Promise<number | undefined>;
}

/** One message as it came. Exactly one of `acknowledge`, `release` or `Subscription.deadLetter` settles it, once. */
export interface Delivery {
  /** Concrete address it came from. */
  readonly address: string;
  /** Unique place in the broker (`topic/partition/offset`, `key/entry`), or "" where there is none. */
  readonly position: string;
  /** `null`: Kafka tombstone. */
  readonly body: Uint8Array | null;
  /** As text: `base64:` and its bytes where it is not UTF-8. */
  readonly key: string | undefined;
  /** The key as it came, where keys are bytes. What is sent on bears these. */
  readonly keyBytes?: Uint8Array | undefined;
  readonly headers: RawHeaders;
  /**
   * What the broker took as an order and not as data, by name: where to copy the message, when it expires, whom to answer, how often it was
   * dead-lettered. Those that are headers stand in `headers` as well. Whoever sends a message on must not send these: the broker would obey.
   */
  readonly orders?: ReadonlyMap<string, string> | undefined;
  /** AMQP `messageId`. */
  readonly messageId: string | undefined;
  readonly correlationId: string | undefined;
  readonly replyTo: string | undefined;
  readonly contentType: string | undefined;
  /** Milliseconds since the epoch. */
  readonly timestamp: number | undefined;
  /** Runs that are known to have begun before this delivery (`src/runtime/README.md#how-often-it-has-come`). */
  readonly priorRuns: number;
  /** Where `priorRuns` is no more than a bound: those that certainly began. Only these can condemn a message without a run. Absent where `priorRuns` is exact. */
  readonly provenRuns?: number;
  /** Run alone, everything else of this subscription waits (careful mode). */
  readonly careful: boolean;
  /** Unit of order of the broker (`topic/partition`, queue, stream). */
  readonly lane: string;
  /** Aborted when the broker has taken the message away (rebalance, closed channel): results are void from then on. */
  readonly signal: AbortSignal;
  /** Handled or skipped. Resolves when the broker was told; `undefined`: nothing has to be waited for (Kafka: the tracker took it, the commit follows). */
  acknowledge(): Promise<void> | undefined;
  /** Run number `run` of a careful delivery is about to begin: resolves when the broker will remember it, should the process die. Absent where it knows by itself. */
  begins?(run: number): Promise<void>;
  /** A run failed and another will follow: brokers that can, remember the count. `runs` are all that are known, `priorRuns` included. */
  failed(runs: number): Promise<void>;
  /** Hands it back unhandled, at shutdown. */
  release(): Promise<void>;
}

/** Values in wire order, so that a repeated header is not lost; bytes stay bytes where the broker has bytes. */
export type RawHeaders = ReadonlyMap<string, readonly (Uint8Array | string | number | boolean)[]>;

export interface Outgoing {
  readonly address: string;
  /** The message that is answered chose the address: where it cannot be reached, that message is at fault and no other. */
  readonly addressedBy?: "message";
  readonly body: Uint8Array | null;
  /** Bytes stay bytes where keys are bytes (Kafka). */
  readonly key?: string | Uint8Array;
  /** Strings, numbers, booleans and bytes; bytes survive unchanged where the broker can. */
  readonly headers: ReadonlyMap<string, readonly (Uint8Array | string | number | boolean)[]>;
  /** Of the headers those that the trace takes over when it is sent; no broker asks. */
  readonly assumed?: ReadonlySet<string>;
  readonly contentType?: string;
  readonly messageId?: string;
  readonly correlationId?: string;
  readonly replyTo?: string;
  readonly priority?: number;
  /** Bindings of channel and operation that it is sent through (AMQP exchange, routing key, delivery mode; Redis kind). */
  readonly channelBinding?: Bindings;
  readonly operationBinding?: Bindings;
  readonly options?: ConsumeOptions;
}

/** What a login shows for a while. */
export interface Token {
  readonly value: string;
  /** Milliseconds since the epoch; absent: nobody says. */
  readonly expiresAt?: number;
  /** SASL's, such as Confluent Cloud's `logicalCluster` and `identityPoolId`. */
  readonly extensions?: { readonly [name: string]: string };
}

/** One that holds for some time yet. @throws ConnectionError while it cannot be had, ConfigurationError where waiting will not help */
export type TokenSource = () => Promise<Token>;

/** What a broker is made from: `createKafkaBroker(connection)` and so on, one signature for all. */
export interface BrokerConnection {
  readonly server: string;
  /** Host list or URL without credentials, e.g. `localhost:9092`, `amqp://host:5672/vhost`, `redis://host:6379/0`. */
  readonly url: string;
  readonly username?: string;
  readonly password?: string;
  readonly mechanism?: "plain" | "scram-sha-256" | "scram-sha-512" | "oauthbearer";
  /** In place of a password that is always the same. */
  readonly token?: TokenSource;
  /** Where it comes from, for people; never the token. */
  readonly tokenFrom?: string;
  readonly tls?: boolean | { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly rejectUnauthorized?: boolean };
  readonly clientId: string;
  /** The client library's own options, passed on. */
  readonly client?: { readonly [option: string]: unknown };
  readonly log: Logger;
}
