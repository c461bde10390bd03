/** A broker in this process: the same promises as the real ones, no server. For tests and for trying things out; nothing outlives the process. */
import { ConnectionError } from "../../ground/errors.ts";
import type { Broker, BrokerConnection, Capabilities, Outgoing, Sink, SubscriptionPlan } from "../broker.ts";
import { withPropertyHeaders } from "../property-headers.ts";
import type { ReplyDelivery, ReplyIntake, ReplyPlan, ReplySink } from "../replies.ts";
import type { Entry } from "./entry.ts";
import { type MemoryStore, memoryStore } from "./store.ts";
import { MemorySubscription } from "./subscription.ts";

export { openMemoryDeadLetters } from "./dead-letters.ts";
export { MemoryStore, openedMemoryStore, shareMemoryStore } from "./store.ts";
export { MemorySubscription } from "./subscription.ts";

const capabilities: Capabilities = {
  redelivers: true,
  countsAttempts: "exact",
  headers: true,
  keys: true,
  orderedByKey: true,
  tombstones: true,
};

export class MemoryBroker implements Broker {
  readonly protocol = "memory";
  readonly capabilities: Capabilities = capabilities;
  readonly store: MemoryStore;
  readonly #subscriptions = new Set<MemorySubscription>();
  readonly #headersOnly: boolean;
  #closed = false;

  /** `standsFor`: the protocol of the server in whose place it is; what that writes into a message's headers is written here as well. */
  constructor(store: MemoryStore, standsFor?: string) {
    this.store = store;
    this.#headersOnly = standsFor === "kafka" || standsFor === "redis";
  }

  async connect(): Promise<void> {
    this.store.check();
  }

  async subscribe(plan: SubscriptionPlan, sink: Sink): Promise<MemorySubscription> {
    this.#check();
    const subscription = new MemorySubscription(plan, sink, this.store);
    this.#subscriptions.add(subscription);
    return subscription;
  }

  async publish(message: Outgoing): Promise<void> {
    this.#check();
    this.store.append(this.travelling(message));
  }

  /** The message as it arrives at the other end. */
  travelling(message: Outgoing): Outgoing {
    return this.#headersOnly ? { ...message, headers: withPropertyHeaders(message) } : message;
  }

  async awaitReplies({ address }: ReplyPlan, sink: ReplySink): Promise<ReplyIntake> {
    this.#check();
    const unlisten = this.store.listen(address, (entry) => queueMicrotask(() => sink.deliver(asReply(entry))));
    const unwatch = this.store.watch((down) => {
      if (down !== undefined) sink.lost(new ConnectionError(down));
    });
    return {
      ready: async () => this.#check(),
      close: async () => {
        unlisten();
        unwatch();
      },
    };
  }

  async ping(): Promise<void> {
    this.#check();
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  /** Fault: as if the process had been killed. */
  async crash(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#subscriptions].map((subscription) => subscription.crash()));
  }

  #check(): void {
    if (this.#closed) throw new ConnectionError("the memory broker is closed");
    this.store.check();
  }
}

function asReply({ body, headers, contentType, correlationId }: Entry): ReplyDelivery {
  return { body, headers, contentType, correlationId };
}

/** Brokers with the same URL share what is published. */
export function createMemoryBroker(connection: Pick<BrokerConnection, "url">, standsFor?: string): MemoryBroker {
  return new MemoryBroker(memoryStore(connection.url), standsFor);
}
