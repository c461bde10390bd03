import { type Clock, sleep } from "../ground/clock.ts";
import type { InFlightMessage, Phase } from "./in-flight-message.ts";

/** How many handlers run, and which message may be the next: concurrency, slow start after a pause, careful mode, stuck runs. */
export class ConcurrencyLimit {
  readonly #maximum: number;
  /** Messages by their phase; those that are stuck count as running too. */
  #running = 0;
  #settling = 0;
  #stuck = 0;
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
    return this.#running - this.#stuck;
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
    return this.#running + this.#settling;
  }

  /** Nothing is left that could run. */
  get exhausted(): boolean {
    return this.#stuck >= this.#maximum;
  }

  /** Nothing may run, whatever it is. */
  get full(): boolean {
    return this.active >= this.#window || this.#running >= this.#maximum;
  }

  mayRun(message: InFlightMessage): boolean {
    if (this.full) return false;
    if (this.#alone !== undefined) return this.#alone === message;
    return !message.delivery.careful || this.active === 0;
  }

  begin(message: InFlightMessage): void {
    this.#enter(message, "running");
    if (message.delivery.careful) this.#alone = message;
  }

  /** The handler is done; its place is free for another while the broker confirms. */
  settle(message: InFlightMessage): void {
    this.#enter(message, "settling");
  }

  end(message: InFlightMessage): void {
    this.#enter(message, "waiting");
    if (this.#quiet) for (const wake of this.#idle.splice(0)) wake();
  }

  /** The message is settled or gone: others need not wait for it any longer. */
  leave(message: InFlightMessage): void {
    if (this.#alone === message) this.#alone = undefined;
  }

  stuck(message: InFlightMessage, is: boolean): void {
    if (is === (message.phase === "stuck")) return;
    this.#enter(message, is ? "stuck" : "running");
    if (is) this.leave(message);
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

  #enter(message: InFlightMessage, phase: Phase): void {
    this.#count(message.phase, -1);
    message.phase = phase;
    this.#count(phase, 1);
  }

  #count(phase: Phase, by: number): void {
    if (phase === "running" || phase === "stuck") this.#running += by;
    if (phase === "stuck") this.#stuck += by;
    if (phase === "settling") this.#settling += by;
  }

  get #quiet(): boolean {
    return this.active === 0 && this.#settling === 0;
  }
}
