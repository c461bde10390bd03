import { keyText } from "../../ground/key-text.ts";
import type { Delivery, Outgoing, Sink, Subscription, SubscriptionPlan } from "../broker.ts";
import type { Consumer, Group, Pending } from "./group.ts";
import type { MemoryStore } from "./store.ts";

export class MemorySubscription implements Subscription {
  readonly #store: MemoryStore;
  readonly #sink: Sink;
  readonly #members: { readonly group: Group; readonly consumer: Consumer }[] = [];
  readonly #unlook: () => void;
  readonly #lost = new AbortController();
  readonly #settlements = new Map<Delivery, () => void>();
  readonly #unwatch: () => void;
  #paused = false;
  #stopped = false;
  #closed = false;

  constructor(plan: SubscriptionPlan, sink: Sink, store: MemoryStore) {
    this.#store = store;
    this.#sink = sink;
    this.#unwatch = store.watch((down) => sink.state(down === undefined ? "up" : "down", down));
    sink.onRoom(() => this.#hand());
    for (const address of plan.addresses) this.#read(address, plan.group);
    const { patterns = [] } = plan;
    this.#unlook = store.onAddress((address) => {
      if (address !== plan.deadLetter && patterns.some(({ matches }) => matches(address))) this.#read(address, plan.group);
    });
  }

  pause(): Promise<void> {
    this.#paused = true;
    return Promise.resolve();
  }

  resume(): Promise<void> {
    this.#paused = false;
    this.#hand();
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.#stopped = true;
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.#end(false);
  }

  /** As if the process had been killed: what is held counts a run and comes again. */
  crash(): Promise<void> {
    return this.#end(true);
  }

  deadLetter(delivery: Delivery, record: Outgoing): Promise<void> {
    return attempt(() => {
      this.#store.append(record);
      this.#settlements.get(delivery)?.();
    });
  }

  lag(): Promise<number> {
    return Promise.resolve(this.#members.reduce((total, { group }) => total + group.size, 0));
  }

  #end(crashed: boolean): Promise<void> {
    if (this.#closed) return Promise.resolve();
    this.#closed = true;
    this.#stopped = true;
    this.#unwatch();
    this.#unlook();
    this.#lost.abort(new Error("the subscription is closed"));
    for (const { group, consumer } of this.#members) group.leave(consumer, crashed);
    return Promise.resolve();
  }

  #read(address: string, name: string): void {
    const group = this.#store.group(address, name);
    const consumer: Consumer = { room: () => this.#room(), take: (pending) => this.#sink.deliver(this.#delivery(group, pending)) };
    this.#members.push({ group, consumer });
    group.join(consumer);
  }

  #room(): number {
    return this.#paused || this.#stopped || this.#store.isDown ? 0 : this.#sink.room();
  }

  #hand(): void {
    for (const { group } of this.#members) group.hand();
  }

  #delivery(group: Group, pending: Pending): Delivery {
    const { entry } = pending;
    let settled = false;
    const once = (act: () => void): Promise<void> =>
      attempt(() => {
        if (this.#closed) return;
        if (settled) throw new Error(`the message ${entry.address}/${entry.offset} was settled before`);
        this.#store.check();
        settled = true;
        this.#settlements.delete(delivery);
        act();
      });
    const delivery: Delivery = {
      ...entry,
      key: entry.keyBytes === undefined ? undefined : keyText(entry.keyBytes),
      position: `${entry.address}/${entry.offset}`,
      priorRuns: pending.runs,
      careful: pending.runs > 0,
      lane: entry.address,
      signal: this.#lost.signal,
      acknowledge: () => once(() => group.settle(pending)),
      failed: (runs) =>
        attempt(() => {
          pending.runs = runs;
        }),
      release: () => once(() => group.giveBack(pending)),
    };
    this.#settlements.set(delivery, () => void once(() => group.settle(pending)));
    return delivery;
  }
}

/** A synchronous throw as a rejection. */
function attempt(act: () => void): Promise<void> {
  return new Promise((resolve) => {
    act();
    resolve();
  });
}
