import type { Entry } from "./entry.ts";

/** A message that a group has not settled. */
export interface Pending {
  readonly entry: Entry;
  /** Runs known to have begun. */
  runs: number;
}

export interface Consumer {
  /** Messages that it takes now. */
  room(): number;
  take(pending: Pending): void;
}

/** The messages of one address that one group still has to settle; its consumers compete for them. */
export class Group {
  readonly address: string;
  readonly #waiting: Pending[] = [];
  readonly #taken = new Map<Pending, Consumer>();
  readonly #consumers = new Set<Consumer>();
  #scheduled = false;

  constructor(address: string) {
    this.address = address;
  }

  /** Unsettled, taken or not. */
  get size(): number {
    return this.#waiting.length + this.#taken.size;
  }

  add(entry: Entry): void {
    this.#waiting.push({ entry, runs: 0 });
    this.hand();
  }

  join(consumer: Consumer): void {
    this.#consumers.add(consumer);
    this.hand();
  }

  /** Gives back what the consumer holds; `crashed` counts a run for each, as a broker does that cannot know. */
  leave(consumer: Consumer, crashed: boolean): void {
    this.#consumers.delete(consumer);
    for (const [pending, holder] of this.#taken) {
      if (holder !== consumer) continue;
      if (crashed) pending.runs += 1;
      this.giveBack(pending);
    }
  }

  settle(pending: Pending): void {
    this.#taken.delete(pending);
  }

  /** Back to its old place: order survives. */
  giveBack(pending: Pending): void {
    if (!this.#taken.delete(pending)) return;
    const at = this.#waiting.findIndex(({ entry }) => entry.offset > pending.entry.offset);
    this.#waiting.splice(at === -1 ? this.#waiting.length : at, 0, pending);
    this.hand();
  }

  /** As if it came once more, settled or not. */
  redeliver(entry: Entry): void {
    this.#waiting.unshift({ entry, runs: 0 });
    this.hand();
  }

  /** Hands over, soon, whatever the consumers have room for. */
  hand(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#handNow();
    });
  }

  #handNow(): void {
    let consumers = [...this.#consumers];
    while (this.#waiting.length > 0) {
      consumers = consumers.filter((consumer) => consumer.room() > 0);
      const consumer = consumers.shift();
      const pending = this.#waiting[0];
      if (consumer === undefined || pending === undefined) return;
      this.#waiting.shift();
      this.#taken.set(pending, consumer);
      consumer.take(pending);
      consumers.push(consumer);
    }
  }
}
