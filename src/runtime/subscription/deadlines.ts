import type { Clock } from "../ground/clock.ts";
import { type Linked, LinkedList } from "../ground/linked-list.ts";

/** What has to be over by a time. */
export interface Limited extends Linked<Limited> {
  /** When it began, as the clock's `monotonic` tells. */
  readonly begin: number;
  late(): void;
}

/**
 * Who is late. Runs of one timeout begin in the order in which they would be late, so one timer for the first of them does for all; one for each
 * run costs half a microsecond, of the four that a message takes.
 */
export class Deadlines {
  readonly #clock: Clock;
  readonly #byTimeout = new Map<number, Queue>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `timeout`: milliseconds. `late` is called once, unless it is over before. */
  begin(run: Limited, timeout: number): void {
    let queue = this.#byTimeout.get(timeout);
    if (queue === undefined) {
      queue = new Queue(this.#clock, timeout);
      this.#byTimeout.set(timeout, queue);
    }
    queue.add(run);
  }

  over(run: Limited, timeout: number): void {
    this.#byTimeout.get(timeout)?.delete(run);
  }

  /** Nobody is late any more. */
  close(): void {
    for (const queue of this.#byTimeout.values()) queue.close();
  }
}

class Queue {
  readonly #clock: Clock;
  readonly #timeout: number;
  readonly #runs = new LinkedList<Limited>();
  /** Not ended with the last run, because another one follows soon. */
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, timeout: number) {
    this.#clock = clock;
    this.#timeout = timeout;
  }

  add(run: Limited): void {
    this.#runs.add(run);
    this.#cancel ??= this.#clock.after(this.#timeout, this.#look);
  }

  delete(run: Limited): void {
    this.#runs.delete(run);
  }

  close(): void {
    for (const run of this.#runs.all) this.#runs.delete(run);
    this.#cancel?.();
    this.#cancel = undefined;
  }

  readonly #look = (): void => {
    this.#cancel = undefined;
    for (let { first: run } = this.#runs; run !== undefined; run = this.#runs.first) {
      const left = run.begin + this.#timeout - this.#clock.monotonic();
      if (left > 0) {
        this.#cancel ??= this.#clock.after(left, this.#look);
        return;
      }
      this.#runs.delete(run);
      run.late();
    }
  };
}
