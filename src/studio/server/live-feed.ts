import type { LiveEvent, LiveMessage, LiveSource } from "../shared/live.ts";

/** What can be asked of a subscription at any time. */
export interface LiveReader {
  readonly subscription: string;
  readonly inFlight: () => number;
  readonly lag: () => Promise<number | undefined>;
  readonly retried: () => number;
  readonly paused: () => string | undefined;
}

/** Messages that are remembered, and those that one event has at most. */
const [remembered, mostAtOnce] = [500, 100];
/** Milliseconds between two events. */
const interval = 500;

/**
 * The last messages, for whoever looks. What a service pays for each is one small object in a ring; what is sent is so many a second, however
 * many come, and how many were left out is said.
 */
export class LiveFeed {
  readonly #ring: LiveMessage[] = [];
  readonly #readers: LiveReader[] = [];
  #total = 0;

  /** Remembers a message that is done with. */
  record(message: LiveMessage): void {
    this.#ring[this.#total % remembered] = message;
    this.#total += 1;
  }

  /** Asks this subscription as well, at each event. */
  watch(reader: LiveReader): void {
    this.#readers.push(reader);
  }

  /** What is remembered, then what is new twice a second, until `signal` fires. */
  async *events(signal: AbortSignal): AsyncGenerator<LiveEvent> {
    let seen = Math.max(0, this.#total - remembered);
    let most = remembered;
    while (!signal.aborted) {
      const total = this.#total;
      const from = Math.max(seen, total - most);
      const messages = Array.from({ length: total - from }, (_, index) => this.#ring[(from + index) % remembered]).filter(
        (message) => message !== undefined,
      );
      const omitted = from - seen;
      [seen, most] = [total, mostAtOnce];
      yield { messages, omitted, total, sources: await Promise.all(this.#readers.map(sourceOf)) };
      await pause(signal);
    }
  }
}

async function sourceOf({ subscription, inFlight, lag, retried, paused }: LiveReader): Promise<LiveSource> {
  const [behind, why] = [await lag().catch(() => undefined), paused()];
  return {
    subscription,
    inFlight: inFlight(),
    retried: retried(),
    ...(behind === undefined ? {} : { lag: behind }),
    ...(why === undefined ? {} : { paused: why }),
  };
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, interval);
    signal.addEventListener("abort", done, { once: true });
  });
}
