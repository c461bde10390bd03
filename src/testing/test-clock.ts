import { longestTimer } from "../options/duration.ts";
import type { Clock } from "../runtime/ground/clock.ts";

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly call: () => void;
}

/** Time that passes only when a test says so. */
export class TestClock implements Clock {
  #now: number;
  #order = 0;
  readonly #timers = new Set<Timer>();

  /** `start`: milliseconds since the epoch; default 2026-01-01. */
  constructor(start: number = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#now;
  }

  /** Milliseconds since some time; never goes back. */
  monotonic(): number {
    return this.#now;
  }

  /** Calls back when `ms` milliseconds have passed; returns what takes that back. */
  after(ms: number, call: () => void): () => void {
    this.#order += 1;
    // As the system's clock: what has no bound would end time.
    const timer: Timer = { due: this.#now + Math.min(ms, longestTimer), order: this.#order, call };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Lets `ms` milliseconds pass: everything that becomes due is done, in order, and what follows from it as far as it needs no further time. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const next = this.#next();
      if (next === undefined || next.due > end) break;
      await this.#run(next);
    }
    this.#now = end;
  }

  /** Jumps to the next thing that is due; false when nothing is. */
  async runNext(): Promise<boolean> {
    const next = this.#next();
    if (next === undefined) return false;
    await this.#run(next);
    return true;
  }

  #next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (first === undefined || timer.due < first.due || (timer.due === first.due && timer.order < first.order)) first = timer;
    }
    return first;
  }

  async #run(timer: Timer): Promise<void> {
    this.#timers.delete(timer);
    this.#now = Math.max(this.#now, timer.due);
    timer.call();
    await settle();
  }
}

/** Lets promises that wait for nothing real run to their end. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
