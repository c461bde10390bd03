import { OffsetTracker, type Tracked } from "./offset-tracker.ts";
import { decodeRunCount, encodeRunCount } from "./run-count.ts";

export interface Stored {
  /** Negative: the group has none for this partition. */
  readonly offset: number;
  readonly metadata: string | null;
}

export interface Commit {
  readonly ownership: Ownership;
  /** The signal of the life that it speaks for. */
  readonly life: AbortSignal;
  readonly offset: number;
  readonly metadata: string;
}

/**
 * One partition while it is ours, over rebalances that leave it with us. Pure data: who owns what is told by `Assignment`, what the
 * group has stored by the caller. Nothing may be handed over or committed before `ready`.
 */
export class Ownership {
  readonly topic: string;
  readonly partition: number;
  /** Unit of order. */
  readonly lane: string;
  #tracker: OffsetTracker | undefined;
  #committed: Stored | undefined;
  #ready = false;
  #lost = new AbortController();
  /** Where this life began, and the runs that the message there had before. */
  #start = 0;
  #runsAtStart = 0;
  /** Messages that are still to be fed one at a time. */
  #careful = 0;

  constructor(topic: string, partition: number) {
    this.topic = topic;
    this.partition = partition;
    this.lane = `${topic}/${partition}`;
  }

  get tracker(): OffsetTracker | undefined {
    return this.#tracker;
  }

  /** The stored offset was read, and compared or written, in the current generation of the group. */
  get ready(): boolean {
    return this.#ready;
  }

  /** Aborted when the partition, or this life of it, is gone. */
  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  /** One message at a time, each committed before the next: a crash has one suspect. */
  get careful(): boolean {
    return this.#careful > 0;
  }

  /** The group has a new generation: somebody else may have had the partition in between. */
  suspend(): void {
    this.#ready = false;
  }

  /** Ends this life: results that still come are void. */
  end(reason: string): void {
    this.#ready = false;
    this.#tracker = undefined;
    this.#committed = undefined;
    this.#careful = 0;
    this.#lost.abort(new Error(reason));
    this.#lost = new AbortController();
  }

  /**
   * Compares what we hold with what the group has stored. True: it is where we left it, and everything that we hold stays valid.
   * Otherwise another member (or an operator) moved it, and what we hold would set it back.
   */
  keep(stored: Stored): boolean {
    if (this.#tracker === undefined || this.#committed === undefined) return false;
    if (stored.offset < this.#committed.offset || stored.offset > this.#tracker.position) return false;
    this.#committed = stored;
    this.#ready = true;
    return true;
  }

  /**
   * A new life from `start` on. The returned commit counts a run of the first message; nothing may be handed over before it is stored
   * and `opened` was called, else a crash would leave no trace.
   * @param window messages that may have been running when an earlier process died: as many are fed one at a time after it
   */
  open(start: number, stored: Stored, window: number): Commit {
    this.end("the partition was assigned anew");
    this.#start = start;
    this.#runsAtStart = start === stored.offset ? decodeRunCount(stored.metadata, start) : 0;
    this.#careful = this.#runsAtStart > 0 ? window : 0;
    this.#tracker = new OffsetTracker(start);
    return { ownership: this, life: this.signal, offset: start, metadata: encodeRunCount(start, this.#runsAtStart + 1) };
  }

  opened(commit: Commit): void {
    this.confirmed(commit);
    this.#ready = commit.life === this.signal;
  }

  /** `undefined`: known already. */
  add(offset: number): Tracked | undefined {
    const tracker = this.#tracker;
    if (tracker === undefined) return undefined;
    const isFirst = tracker.next === this.#start;
    const priorRuns = isFirst ? this.#runsAtStart : 0;
    const { careful } = this;
    const tracked = tracker.add(offset, { priorRuns, careful, counted: isFirst || careful });
    if (tracked !== undefined && this.#careful > 0) this.#careful -= 1;
    return tracked;
  }

  /**
   * What has to be stored, if anything is new. `closing`: nothing runs any more but what was neither finished nor released, so what
   * was released is not counted.
   */
  commit(closing = false): Commit | undefined {
    const tracker = this.#tracker;
    if (tracker === undefined || !this.#ready) return undefined;
    const offset = tracker.position;
    const metadata = encodeRunCount(offset, this.#runsAt(tracker, closing));
    if (offset === this.#committed?.offset && metadata === (this.#committed.metadata ?? "")) return undefined;
    return { ownership: this, life: this.signal, offset, metadata };
  }

  confirmed({ life, offset, metadata }: Commit): void {
    if (life === this.signal) this.#committed = { offset, metadata };
  }

  /** How many runs of the message at `tracker.position` may have begun when the next life reads this. */
  #runsAt(tracker: OffsetTracker, closing: boolean): number {
    const { first } = tracker;
    if (first !== undefined) {
      const known = Math.max(first.priorRuns, first.failedRuns);
      if (closing && first.released) return known;
      return first.counted || known > 0 ? known + 1 : 0;
    }
    // Nothing is handed over; what comes next is counted before it runs where this life began, and in careful mode.
    if (tracker.position === this.#start) return closing ? this.#runsAtStart : this.#runsAtStart + 1;
    return this.careful && !closing ? 1 : 0;
  }
}
