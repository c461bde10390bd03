/**
 * Closed while messages may run. An infrastructure failure, or a settlement that the broker did not confirm, trips it: it is open then,
 * until, after a back-off, one probe at a time goes through: the pings, then each thing that is known to have failed, tried again.
 */
import type { Clock } from "../ground/clock.ts";
import { PauseSource } from "../ground/errors.ts";
import { backOff, type Retry } from "./back-off.ts";

export interface CircuitBreakerOptions {
  readonly clock: Clock;
  readonly retry: Omit<Retry, "attempts">;
  /** Broker and Temporal answer now. */
  readonly ping: () => Promise<void>;
  readonly tripped: (cause: unknown) => void;
  /** A probe failed; with the newest cause. */
  readonly stillOpen: (cause: unknown) => void;
  readonly closed: () => void;
}

export type Probe = () => Promise<unknown>;

export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  readonly #probes = new Set<Probe>();
  #open = false;
  #stopped = false;
  #failures = 0;
  #handled = 0;
  #cancel: () => void = () => {};
  #pinging: Promise<void> | undefined;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
  }

  /** Nothing may run. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** `probe` has to succeed before it closes again; the same one is asked only once. */
  trip(cause: unknown, probe?: Probe): void {
    const own = cause instanceof PauseSource ? cause.probe : undefined;
    for (const asked of [own, probe]) if (asked !== undefined) this.#probes.add(asked);
    if (this.#open) return;
    this.#open = true;
    this.#options.tripped(cause);
    this.#schedule(cause);
  }

  /** A message went through: the next failure starts with the shortest wait again. */
  succeeded(): void {
    if (!this.#open) this.#failures = 0;
  }

  /** A run ended well. */
  handled(): void {
    this.#handled += 1;
  }

  /** Runs that ended well. */
  get handledSoFar(): number {
    return this.#handled;
  }

  /** Whether everything answers at this moment, open or closed. */
  async green(cause: unknown): Promise<boolean> {
    try {
      await this.#ping();
      if (cause instanceof PauseSource) await cause.probe?.();
      return true;
    } catch {
      return false;
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  #ping(): Promise<void> {
    this.#pinging ??= this.#options.ping().finally(() => {
      this.#pinging = undefined;
    });
    return this.#pinging;
  }

  #schedule(cause: unknown): void {
    if (this.#stopped) return;
    this.#failures += 1;
    const asked = cause instanceof PauseSource ? (cause.retryAfter ?? 0) : 0;
    this.#cancel = this.#options.clock.after(Math.max(asked, backOff(this.#failures, this.#options.retry)), () => void this.#probe());
  }

  async #probe(): Promise<void> {
    try {
      await this.#ping();
      for (const probe of this.#probes) {
        await probe();
        this.#probes.delete(probe);
      }
    } catch (cause) {
      this.#options.stillOpen(cause);
      this.#schedule(cause);
      return;
    }
    if (this.#stopped) return;
    this.#open = false;
    this.#options.closed();
  }
}
