import type { KafkaMessage } from "kafkajs";
import type { Sink } from "../broker.ts";
import { KafkaDelivery } from "./delivery.ts";
import type { Tracked } from "./offset-tracker.ts";
import type { Ownership } from "./ownership.ts";

/** Finished messages past an unfinished one, of one partition; beyond it the partition waits, because all of them come again after a crash. */
const gapLimit = 5_000;
/** Milliseconds that a batch waits for room before its partition is paused: a paused consumer sleeps, and a full buffer is often free again at once. */
const patience = 250;
/** Messages of one partition that are handed over before the next one has its turn. */
const turn = 16;

export interface IntakeOptions {
  readonly sink: Sink;
  readonly buffer: { readonly messages: number; readonly bytes: number };
  readonly pause: (ownership: Ownership) => void;
  readonly resume: (ownership: Ownership) => void;
  /** A message was finished. */
  readonly settled: (ownership: Ownership) => void;
}

/** What was fetched of one partition and is not handed over yet. */
interface Queue {
  readonly ownership: Ownership;
  messages: readonly KafkaMessage[];
  head: number;
  bytes: number;
  /** Everything below has been fetched. */
  end: number;
  paused: boolean;
}

/** Between fetch and sink: keeps what the sink has no room for, hands it over in turn, and pauses what need not be fetched. */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #queues = new Map<Ownership, Queue>();
  #messages = 0;
  #bytes = 0;
  #held = false;
  #handing = false;
  #waiting: (() => void)[] = [];
  #fullSince: number | undefined;

  constructor(options: IntakeOptions) {
    this.#options = options;
    options.sink.onRoom(() => this.hand());
  }

  /** A new division of the group: what was fetched will be fetched again, from the committed offsets on. */
  reset(owned: readonly Ownership[]): void {
    this.#queues.clear();
    this.#messages = 0;
    this.#bytes = 0;
    for (const ownership of owned) {
      this.#queues.set(ownership, { ownership, messages: [], head: 0, bytes: 0, end: 0, paused: false });
      // kafkajs may remember a pause from when the partition was ours before.
      this.#options.resume(ownership);
    }
    this.#throttle();
    this.#release();
  }

  /** What was fetched belongs to a life of the partition that has ended. */
  clear(ownership: Ownership): void {
    const queue = this.#queues.get(ownership);
    if (queue === undefined) return;
    this.#messages -= queue.messages.length - queue.head;
    this.#count(queue, -queue.bytes);
    queue.messages = [];
    queue.head = 0;
    queue.end = 0;
  }

  /** No hand-over until `unhold`. */
  hold(): void {
    this.#held = true;
    this.#throttle();
  }

  unhold(): void {
    this.#held = false;
    this.hand();
  }

  /** Takes a fetched batch over. Resolves when the next one may be fetched, after `patience` at the latest. */
  async take(ownership: Ownership, messages: readonly KafkaMessage[], end: number): Promise<void> {
    const queue = this.#queues.get(ownership);
    if (queue === undefined) return;
    queue.messages = queue.head < queue.messages.length ? [...queue.messages.slice(queue.head), ...messages] : messages;
    queue.head = 0;
    queue.end = Math.max(queue.end, end);
    this.#messages += messages.length;
    for (const { value } of messages) this.#count(queue, value?.length ?? 0);
    this.hand();
    const waited = this.#fullSince === undefined ? 0 : performance.now() - this.#fullSince;
    if (this.#full && !this.#held && waited < patience) await this.#drained(patience - waited);
    this.#throttle();
  }

  /** Records that are nobody's messages: what is committed moves past them, unless something before them has not been fetched. */
  pass(ownership: Ownership, first: number, end: number): void {
    const queue = this.#queues.get(ownership);
    const { tracker } = ownership;
    if (queue === undefined || tracker === undefined || !ownership.ready || first > Math.max(tracker.next, queue.end)) return;
    queue.end = Math.max(queue.end, end);
    if (queue.messages.length > 0) return;
    tracker.arrived(queue.end);
    this.#options.settled(ownership);
  }

  /** Hands over as much as there is room for. */
  hand(): void {
    if (this.#handing) return;
    this.#handing = true;
    // Settling inside `deliver` may make room at once; the loop sees it, a call from within would not end.
    let progress = true;
    while (progress && !this.#held) {
      progress = false;
      for (const queue of this.#queues.values()) {
        for (let left = turn; left > 0 && this.#options.sink.room() > 0 && this.#next(queue); left--) progress = true;
      }
    }
    this.#handing = false;
    if (!this.#full) this.#release();
    this.#throttle();
  }

  #next(queue: Queue): boolean {
    const { ownership } = queue;
    const message = queue.messages[queue.head];
    const { tracker } = ownership;
    if (message === undefined || tracker === undefined || !ownership.ready || tracker.finishedPastGap > gapLimit) return false;
    if (ownership.careful && (tracker.unfinished > 0 || ownership.commit() !== undefined)) return false;
    queue.head += 1;
    this.#messages -= 1;
    this.#count(queue, -(message.value?.length ?? 0));
    const tracked = ownership.add(Number(message.offset));
    if (tracked !== undefined) this.#options.sink.deliver(new KafkaDelivery(message, tracked, ownership, this.#finished));
    if (queue.head === queue.messages.length) {
      queue.messages = [];
      queue.head = 0;
      tracker.arrived(queue.end);
    }
    return true;
  }

  /** One function for all messages. */
  readonly #finished = (ownership: Ownership, tracked: Tracked): void => {
    const { tracker } = ownership;
    if (tracker === undefined) return;
    const blocked = tracker.finishedPastGap > gapLimit;
    tracker.finish(tracked);
    this.#options.settled(ownership);
    if (blocked && tracker.finishedPastGap <= gapLimit) this.hand();
  };

  #count(queue: Queue, bytes: number): void {
    queue.bytes += bytes;
    this.#bytes += bytes;
  }

  /** Half a buffer lies ready: enough for the handlers while more is fetched. */
  get #full(): boolean {
    const { messages, bytes } = this.#options.buffer;
    return this.#messages > messages / 2 || this.#bytes > bytes / 2;
  }

  #throttle(): void {
    this.#fullSince = this.#full ? (this.#fullSince ?? performance.now()) : undefined;
    for (const queue of this.#queues.values()) {
      const gap = (queue.ownership.tracker?.finishedPastGap ?? 0) > gapLimit;
      const wanted = this.#held || gap || (this.#full && queue.messages.length > 0);
      if (wanted === queue.paused) continue;
      queue.paused = wanted;
      if (wanted) this.#options.pause(queue.ownership);
      else this.#options.resume(queue.ownership);
    }
  }

  #drained(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #release(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
