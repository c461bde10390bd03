import type { Outgoing, Sink, SubscriptionPlan } from "../runtime/brokers/broker.ts";
import { MemoryBroker, type MemoryStore } from "../runtime/brokers/memory/index.ts";
import { sentence } from "../runtime/ground/errors.ts";
import { keyText } from "../runtime/ground/key-text.ts";
import type { Outcome, SettledDelivery } from "../runtime/subscription/outcome.ts";
import type { ReadBody } from "./read-body.ts";

/** A message that the application published or replied. */
export interface PublishedMessage {
  /** Topic, queue, stream or channel. */
  readonly address: string;
  /** Decoded by the contract where it is no JSON; a text where it cannot be decoded. */
  readonly payload: unknown;
  /** As text; `undefined` where it has none. */
  readonly key: string | undefined;
  /** Without those of boost-gen, which begin with `boost-`. A header with several values is a list. */
  readonly headers: { readonly [name: string]: unknown };
}

/** A message that was dead-lettered. */
export interface TestDeadLetter extends PublishedMessage {
  /** Address of the dead letter; `address` is that of the message. */
  readonly storedIn: string;
  /** `rejected`, `invalid: <code>`, `attempts exhausted`, … */
  readonly cause: string;
  /** A sentence: what the handler or the validator threw last. */
  readonly error: string;
  /** Runs that the handler had. */
  readonly attempts: number;
}

export interface Recording {
  readonly published: (message: Outgoing, protocol: string) => void;
  readonly subscribed: (plan: SubscriptionPlan) => void;
}

/** Keeps what the application publishes, once the broker has it. */
export class RecordingBroker extends MemoryBroker {
  readonly #recording: Recording;
  readonly #standsFor: string;

  constructor(store: MemoryStore, protocol: string, recording: Recording) {
    super(store, protocol);
    this.#standsFor = protocol;
    this.#recording = recording;
  }

  override async publish(message: Outgoing): Promise<void> {
    await super.publish(message);
    this.#recording.published(message, this.#standsFor);
  }

  override subscribe(plan: SubscriptionPlan, sink: Sink): ReturnType<MemoryBroker["subscribe"]> {
    this.#recording.subscribed(plan);
    return super.subscribe(plan, sink);
  }
}

/** As a test wants to compare it; what is ours among the headers is left out. */
export function publishedMessage(
  message: Pick<Outgoing, "address" | "body" | "headers"> & { readonly key?: Outgoing["key"] | undefined },
  read: ReadBody,
): PublishedMessage {
  const headers = [...message.headers].filter(([name]) => !name.startsWith("boost-"));
  return {
    address: message.address,
    payload: read(message.address, message.body),
    key: message.key instanceof Uint8Array ? keyText(message.key) : message.key,
    headers: Object.fromEntries(headers.map(([name, values]) => [name, values.length === 1 ? plain(values[0]) : values.map(plain)])),
  };
}

export function deadLetter(
  { delivery, attempts }: SettledDelivery,
  { cause, error }: Outcome & { outcome: "dead-lettered" },
  { storedIn, read }: { readonly storedIn: string; readonly read: ReadBody },
): TestDeadLetter {
  return {
    ...publishedMessage(delivery, read),
    storedIn,
    cause,
    error: sentence(error),
    attempts,
  };
}

function plain(value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString() : value;
}
