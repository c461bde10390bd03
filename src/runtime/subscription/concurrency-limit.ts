import { type Clock, sleep } from "../ground/clock.ts";
import type { InFlightMessage } from "./in-flight-message.ts";

/** How many handlers run, and which message may be the next: concurrency, slow start after a pause, careful mode, stuck runs. */
export class ConcurrencyLimit {
  readonly #maximum: number;
  readonly #running = new Set<InFlightMessage>();
  /** Their handlers are done, the broker has yet to confirm that they are. */
  readonly #settling = new Set<InFlightMessage>();
  readonly #stuck = new Set<InFlightMessage>();
  readonly #idle: (() => void)[] = [];
  /** Handlers that may run at once: falls to one when the source pauses, grows with each message that goes through. */
  #window: number;
  /** In careful mode: runs alone until it is settled. */
  #alone: InFlightMessage | undefined;

  constructor(maximum: number) {
    this.#maximum = maximum;
    this.#window = maximum;
  }

  /** Runs that may still end. */
  get active(): number {
    return this.#running.size - this.#stuck.size;
  }

  get running(): ReadonlySet<InFlightMessage> {
    return this.#running;
  }

  get alone(): InFlightMessage | undefined {
    return this.#alone;
  }

  /** No handler runs and nothing waits for the broker. */
  get idle(): boolean {
    return this.busy === 0;
  }

  /** Messages whose handler runs, or that wait for the broker. */
  get busy(): number {
    return this.#running.size + this.#settling.size;
  }

  /** Nothing is left that could run. */
  get exhausted(): boolean {
    return this.#stuck.size >= this.#maximum;
  }

  /** Nothing may run, whatever it is. */
  get full(): boolean {
    return this.active >= this.#window || this.#running.size >= this.#maximum;
  }

  mayRun(message: InFlightMessage): boolean {
    if (this.full) return false;
    if (this.#alone !== undefined) return this.#alone === message;
    return !message.delivery.careful || this.active === 0;
  }

  begin(message: InFlightMessage): void {
    this.#running.add(message);
    if (message.delivery.careful) this.#alone = message;
  }

  /** The handler is done; its place is free for another while the broker confirms. */
  settle(message: InFlightMessage): void {
    this.#running.delete(message);
    this.#settling.add(message);
  }

  end(message: InFlightMessage): void {
    this.#running.delete(message);
    this.#settling.delete(message);
    this.#stuck.delete(message);
    if (this.#quiet) for (const wake of this.#idle.splice(0)) wake();
  }

  /** The message is settled or gone: others need not wait for it any longer. */
  leave(message: InFlightMessage): void {
    if (this.#alone === message) this.#alone = undefined;
  }

  stuck(message: InFlightMessage, is: boolean): void {
    if (!is) return void this.#stuck.delete(message);
    this.#stuck.add(message);
    this.leave(message);
  }

  /** One at a time from now on. */
  shrink(): void {
    this.#window = 1;
  }

  grow(): void {
    if (this.#window < this.#maximum) this.#window += 1;
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
