import type { Broker, Capabilities, Outgoing, SubscriptionPlan } from "../../runtime/brokers/broker.ts";

/** What the suite must know of one broker beside its `capabilities`. */
export interface ConformanceSetup {
  /** The same that every broker made by `makeBroker` declares; known before the first one exists, because it decides which cases are skipped. */
  readonly capabilities: Capabilities;
  /** A broker of its own for each call, not connected yet, all on the same server: each stands for one process. */
  makeBroker(): Broker | Promise<Broker>;
  /** Makes a new place for messages (topic, queue, stream) and returns its name. Two consumers of one group can share it. */
  createAddress(): Promise<string>;
  /** A new place that dead letters can go to. Default: `createAddress`. */
  deadLetterAddress?(): Promise<string>;
  /** Where publishing cannot succeed: a topic or queue that does not exist, a key of another type. Absent where it always does (pub/sub). */
  brokenAddress?(): Promise<string>;
  /** Put over the plan that reads dead letters, where they are kept in another way than the messages (pub/sub: in a stream). */
  readonly deadLetterPlan?: Partial<SubscriptionPlan>;
  /** Set when subscribing to an address that does not exist must fail; names such an address. */
  readonly missingAddress?: string;
  /** False where a process cannot make up an address for its own replies. Default true. */
  readonly makesReplyAddresses?: boolean;
  /** Ends the broker's connections as a crash would, without any goodbye. Without it the crash cases are skipped. */
  crash?(broker: Broker): Promise<void>;
  /** A broker whose server does not answer. Without it that case is skipped. */
  makeUnreachable?(): Broker | Promise<Broker>;
  /** Put over each plan: options and bindings that choose the kind of queue or stream, or a short idle time. */
  readonly plan?: Partial<SubscriptionPlan>;
  /** Put over each published message. */
  readonly outgoing?: Partial<Outgoing>;
  /** Milliseconds after which a delivery that must not come counts as not coming. Default 1,000. */
  readonly silence?: number;
}
