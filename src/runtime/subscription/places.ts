import { type Clock, sleep } from "../clock.ts";
import type { Held } from "./held.ts";

/** How many handlers run, and which message may be the next: concurrency, slow start after a pause, careful mode, stuck runs. */
export class Places {
  readonly #concurrency: number;
  readonly #running = new Set<Held>();
  /** Their handlers are done, the broker has yet to confirm that they are. */
  readonly #settling = new Set<Held>();
  readonly #stuck = new Set<Held>();
  readonly #idle: (() => void)[] = [];
  /** Handlers that may run at once: falls to one when the source pauses, grows with each message that goes through. */
  #window: number;
  /** In careful mode: runs alone until it is settled. */
  #alone: Held | undefined;

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
    this.#window = concurrency;
  }

  /** Runs that may still end. */
  get active(): number {
    return this.#running.size - this.#stuck.size;
  }

  get running(): ReadonlySet<Held> {
    return this.#running;
  }

  get alone(): Held | undefined {
    return this.#alone;
  }

  /** No handler runs and nothing waits for the broker. */
  get idle(): boolean {
    return this.#running.size === 0 && this.#settling.size === 0;
  }

  /** Nothing is left that could run. */
  get exhausted(): boolean {
    return this.#stuck.size >= this.#concurrency;
  }

  mayRun(held: Held): boolean {
    if (this.active >= this.#window || this.#running.size >= this.#concurrency) return false;
    if (this.#alone !== undefined) return this.#alone === held;
    return !held.delivery.careful || this.active === 0;
  }

  begin(held: Held): void {
    this.#running.add(held);
    if (held.delivery.careful) this.#alone = held;
  }

  /** The handler is done; its place is free for another while the broker confirms. */
  settle(held: Held): void {
    this.#running.delete(held);
    this.#settling.add(held);
  }

  end(held: Held): void {
    this.#running.delete(held);
    this.#settling.delete(held);
    this.#stuck.delete(held);
    if (this.#quiet) for (const wake of this.#idle.splice(0)) wake();
  }

  /** The message is settled or gone: others need not wait for it any longer. */
  leave(held: Held): void {
    if (this.#alone === held) this.#alone = undefined;
  }

  stuck(held: Held, is: boolean): void {
    if (!is) return void this.#stuck.delete(held);
    this.#stuck.add(held);
    this.leave(held);
  }

  /** One at a time from now on. */
  shrink(): void {
    this.#window = 1;
  }

  grow(): void {
    if (this.#window < this.#concurrency) this.#window += 1;
  }

  /** Resolves when no run is left that could end and nothing waits for the broker, at the latest after `ms`. */
  async drained(ms: number, clock: Clock): Promise<void> {
    if (this.#quiet) return;
    const woken = new AbortController();
    this.#idle.push(() => woken.abort());
    await sleep(clock, ms, woken.signal);
  }

  get #quiet(): boolean {
    return this.active === 0 && this.#settling.size === 0;
  }
}
