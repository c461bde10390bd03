import type { Delivery, Sink } from "../../runtime/brokers/broker.ts";

/** Milliseconds that a case waits for what must come: so long that a machine under ten times its load does not end it. */
export const patience = 120_000;

/** The smallest engine: it keeps what is handed over until the test settles it, and has room for `limit` unsettled messages. */
export class CollectingSink implements Sink {
  /** Everything that came, in order. */
  readonly deliveries: Delivery[] = [];
  readonly states: { readonly state: "up" | "down"; readonly cause: unknown }[] = [];
  readonly fatals: Error[] = [];
  readonly #unsettled = new Set<Delivery>();
  readonly #onRoom: (() => void)[] = [];
  readonly #watchers = new Set<() => void>();
  #limit: number;
  #full = false;
  #each: ((delivery: Delivery) => void) | undefined;

  constructor(limit = 1_000) {
    this.#limit = limit;
  }

  deliver(delivery: Delivery): void {
    this.deliveries.push(delivery);
    this.#unsettled.add(delivery);
    if (this.room() === 0) this.#full = true;
    this.#each?.(delivery);
    for (const watcher of [...this.#watchers]) watcher();
  }

  room(): number {
    return Math.max(0, this.#limit - this.#unsettled.size);
  }

  onRoom(callback: () => void): void {
    this.#onRoom.push(callback);
  }

  state(state: "up" | "down", cause?: unknown): void {
    this.states.push({ state, cause });
  }

  fatal(error: Error): void {
    this.fatals.push(error);
    for (const watcher of [...this.#watchers]) watcher();
  }

  get unsettled(): readonly Delivery[] {
    return [...this.#unsettled];
  }

  /** The place of a settled delivery is free again. */
  settled(delivery: Delivery): void {
    this.#unsettled.delete(delivery);
    if (!this.#full || this.#unsettled.size > this.#limit / 2) return;
    this.#full = false;
    for (const call of this.#onRoom) call();
  }

  async acknowledge(delivery: Delivery): Promise<void> {
    await delivery.acknowledge();
    this.settled(delivery);
  }

  async release(delivery: Delivery): Promise<void> {
    await delivery.release();
    this.settled(delivery);
  }

  /** Acknowledges what is held and whatever comes from now on. */
  acknowledgeAll(): Promise<void> {
    this.#each = (delivery) => void this.acknowledge(delivery);
    return Promise.all(this.unsettled.map((delivery) => this.acknowledge(delivery))).then(() => undefined);
  }

  /** Resolves when `count` deliveries have come. Rejects when `patience` is over, or at once when the broker gave up. */
  received(count: number): Promise<readonly Delivery[]> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const [fatal] = this.fatals;
        if (fatal === undefined && this.deliveries.length < count) return;
        clearTimeout(timer);
        this.#watchers.delete(look);
        if (fatal === undefined) resolve(this.deliveries);
        else reject(fatal);
      };
      const timer = setTimeout(() => {
        this.#watchers.delete(look);
        reject(new Error(`${this.deliveries.length} of ${count} deliveries came within ${patience} ms`));
      }, patience);
      this.#watchers.add(look);
      look();
    });
  }
}
