import type { Clock } from "../ground/clock.ts";

/** What has to be over by a time. */
export interface Limited {
  /** When it began, as the clock's `monotonic` tells. */
  readonly begin: number;
  /** Its neighbours among those that go on: a set would cost as much as the timers that are saved. */
  earlier: Limited | undefined;
  later: Limited | undefined;
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
  #first: Limited | undefined;
  #last: Limited | undefined;
  /** Not ended with the last run, because another one follows soon. */
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, timeout: number) {
    this.#clock = clock;
    this.#timeout = timeout;
  }

  add(run: Limited): void {
    run.earlier = this.#last;
    if (this.#last === undefined) this.#first = run;
    else this.#last.later = run;
    this.#last = run;
    this.#cancel ??= this.#clock.after(this.#timeout, this.#look);
  }

  delete(run: Limited): void {
    const { earlier, later } = run;
    if (earlier === undefined && this.#first !== run) return;
    if (earlier === undefined) this.#first = later;
    else earlier.later = later;
    if (later === undefined) this.#last = earlier;
    else later.earlier = earlier;
    run.earlier = undefined;
    run.later = undefined;
  }

  close(): void {
    while (this.#first !== undefined) this.delete(this.#first);
    this.#cancel?.();
    this.#cancel = undefined;
  }

  readonly #look = (): void => {
    this.#cancel = undefined;
    for (let run = this.#first; run !== undefined; run = this.#first) {
      const left = run.begin + this.#timeout - this.#clock.monotonic();
      if (left > 0) {
        this.#cancel ??= this.#clock.after(left, this.#look);
        return;
      }
      this.delete(run);
      run.late();
    }
  };
}
