/** A message of one partition between its arrival and the commit that covers it. */
export interface Tracked {
  readonly offset: number;
  /** Runs that are known to have begun in earlier lives of the partition. */
  readonly priorRuns: number;
  /** Handed over alone, so that a crash has one suspect. */
  readonly careful: boolean;
  /** The stored count covers a run of it in this life: if the process dies now, the next one reads one run more. */
  readonly counted: boolean;
  /** Runs known in all, once one has failed in this life. */
  failedRuns: number;
  /** Handed back: no run of it is going on. */
  released: boolean;
  finished: boolean;
}

/**
 * What may be committed of one partition: the end of the contiguous prefix of finished messages, and never a message more.
 * Offsets that do not exist (compacted, control records) are no gap. Pure data; offsets are numbers, exact up to 2^53.
 */
export class OffsetTracker {
  #position: number;
  #next: number;
  #unfinished = 0;
  /** From the first unfinished message on, in order; `#head` saves shifting the array for each message. */
  #entries: Tracked[] = [];
  #head = 0;

  /** @param start the first offset that is not known to be finished: the committed one */
  constructor(start: number) {
    this.#position = start;
    this.#next = start;
  }

  /** Offset to commit: everything below it is finished. */
  get position(): number {
    return this.#position;
  }

  /** The lowest offset that was never seen. */
  get next(): number {
    return this.#next;
  }

  get unfinished(): number {
    return this.#unfinished;
  }

  /** Finished messages that no commit can cover yet, because an earlier one is unfinished. */
  get finishedPastGap(): number {
    return this.#entries.length - this.#head - this.#unfinished;
  }

  /** The first unfinished message, at `position` or, past a hole in the log, after it. */
  get first(): Tracked | undefined {
    return this.#entries[this.#head];
  }

  /** `undefined` when the offset is known already: a fetch after a rebalance starts again at the committed offset. */
  add(offset: number, { priorRuns, careful, counted }: Pick<Tracked, "priorRuns" | "careful" | "counted">): Tracked | undefined {
    if (offset < this.#next) return undefined;
    const tracked: Tracked = { offset, priorRuns, careful, counted, failedRuns: 0, released: false, finished: false };
    this.#next = offset + 1;
    this.#unfinished += 1;
    this.#entries.push(tracked);
    return tracked;
  }

  /** Everything below `end` has arrived; what was not added does not exist. */
  arrived(end: number): void {
    if (end <= this.#next) return;
    this.#next = end;
    this.#advance();
  }

  finish(tracked: Tracked): void {
    if (tracked.finished) return;
    tracked.finished = true;
    this.#unfinished -= 1;
    this.#advance();
  }

  #advance(): void {
    while (this.#entries[this.#head]?.finished === true) this.#head += 1;
    this.#position = this.first?.offset ?? this.#next;
    if (this.#head < 1_024 && this.#head < this.#entries.length) return;
    this.#entries = this.#entries.slice(this.#head);
    this.#head = 0;
  }
}
