/** Held entries are at most what is settled in this time. */
const worth = 250;
/** Milliseconds over which the rate is taken. */
const span = 100;
const least = 32;

export interface ReadAheadOptions {
  /** Handlers at once. */
  readonly places: number;
  /** Never more than these. */
  readonly most: number;
  /** Milliseconds that only grow; for tests. */
  readonly now?: () => number;
}

/**
 * How many entries may be held unsettled. An entry counts as begun when it is read, so when the process dies all of them are suspects and run
 * alone, one after another: a thousand with slow handlers would take minutes. With quick ones a short reach would cost half the throughput.
 */
export class ReadAhead {
  readonly #least: number;
  readonly #most: number;
  readonly #now: () => number;
  #since: number;
  #settled = 0;
  #limit: number;

  constructor({ places, most, now = () => performance.now() }: ReadAheadOptions) {
    this.#least = Math.min(most, Math.max(least, 2 * places));
    this.#most = most;
    this.#now = now;
    this.#since = now();
    this.#limit = this.#least;
  }

  get limit(): number {
    const elapsed = this.#now() - this.#since;
    if (elapsed >= span) {
      const quick = Math.floor((this.#settled * worth) / elapsed);
      this.#limit = Math.min(this.#most, Math.max(this.#least, quick));
      this.#settled = 0;
      this.#since += elapsed;
    }
    return this.#limit;
  }

  settled(): void {
    this.#settled++;
  }
}
