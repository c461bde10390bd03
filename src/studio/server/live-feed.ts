import type { LiveEvent, LiveMessage, LiveSource } from "../shared/live.ts";
import type { Mask } from "./mask.ts";

/** What can be asked of a subscription at any time. */
export interface LiveReader {
  readonly subscription: string;
  readonly inFlight: () => number;
  readonly lag: () => Promise<number | undefined>;
  readonly retried: () => number;
  readonly paused: () => string | undefined;
}

/** Messages that are remembered. */
const remembered = 500;
/** Milliseconds between two events, and messages of each kind that are described in such a time. */
const [interval, mostAtOnce] = [500, 50];
/** Milliseconds that an event waits for a broker. */
const patience = 200;
/** Characters of each text: a megabyte of a key or an error would stay in memory as often as it came. */
const longest = 1_000;

/**
 * The last messages, for whoever looks. Described are so many a second, however many come, handled ones apart from the others, so that a dead letter
 * is seen among thousands; a service pays for the rest with one addition. How many were left out is said.
 */
export class LiveFeed {
  readonly #ring: { readonly message: LiveMessage; readonly number: number }[] = [];
  readonly #sources: Source[] = [];
  readonly #room = { handled: mostAtOnce, others: mostAtOnce };
  #total = 0;
  #described = 0;
  #refills = false;
  readonly #mask: Mask | undefined;

  /** Messages come masked; why a source is paused does not, and nobody knows which message brought what that repeats. */
  constructor(mask?: Mask) {
    this.#mask = mask;
  }

  /** Counts a message that is done with. True: describe it, and `record` that. */
  counts(outcome: string): boolean {
    this.#total += 1;
    const kind = outcome === "handled" ? "handled" : "others";
    if (this.#room[kind] === 0) return false;
    this.#room[kind] -= 1;
    if (!this.#refills) {
      this.#refills = true;
      setTimeout(() => {
        this.#refills = false;
        this.#room.handled = mostAtOnce;
        this.#room.others = mostAtOnce;
      }, interval).unref();
    }
    return true;
  }

  /** Remembers a message that was counted. */
  record(message: LiveMessage): void {
    this.#ring[this.#described % remembered] = { message: clipped(message), number: this.#total };
    this.#described += 1;
  }

  /** Asks this subscription as well, at each event. */
  watch(reader: LiveReader): void {
    const hide = (said: string): string => this.#mask?.unknown(said) ?? said;
    const paused = (): string | undefined => reader.paused()?.replace(/(?<=paused: ).*/s, hide);
    this.#sources.push(new Source({ ...reader, paused }));
  }

  /** What is remembered, then what is new twice a second, until `signal` fires. */
  async *events(signal: AbortSignal): AsyncGenerator<LiveEvent> {
    let sent = Math.max(0, this.#described - remembered);
    let seen = sent === 0 ? 0 : (this.#ring[sent % remembered]?.number ?? 0) - 1;
    while (!signal.aborted) {
      const [total, described] = [this.#total, this.#described];
      const from = Math.max(sent, described - remembered);
      const messages = Array.from({ length: described - from }, (_, index) => this.#ring[(from + index) % remembered]?.message).filter(
        (message) => message !== undefined,
      );
      const omitted = total - seen - messages.length;
      [seen, sent] = [total, described];
      yield { messages, omitted, total, sources: await Promise.all(this.#sources.map((source) => source.now())) };
      await pause(signal);
    }
  }
}

/** One subscription. Its lag is one question to the broker at a time, whoever looks; a broker that is away keeps no event waiting. */
class Source {
  readonly #reader: LiveReader;
  #asked: Promise<number | undefined> | undefined;

  constructor(reader: LiveReader) {
    this.#reader = reader;
  }

  async now(): Promise<LiveSource> {
    const { subscription, inFlight, retried, paused } = this.#reader;
    const [behind, why] = [await this.#lag(), paused()];
    return {
      subscription,
      inFlight: inFlight(),
      retried: retried(),
      ...(behind === undefined ? {} : { lag: behind }),
      ...(why === undefined ? {} : { paused: why }),
    };
  }

  /** An answer that came late is the next event's. */
  async #lag(): Promise<number | undefined> {
    const asked = this.#asked ?? this.#reader.lag().catch(() => undefined);
    this.#asked = asked;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, patience)));
    const answer = await Promise.race([asked.then((lag) => ({ lag })), late]);
    clearTimeout(timer);
    if (answer && this.#asked === asked) this.#asked = undefined;
    return answer?.lag;
  }
}

function clipped(message: LiveMessage): LiveMessage {
  const isShort = (value: unknown): boolean => typeof value !== "string" || value.length <= longest;
  if (Object.values(message).every(isShort)) return message;
  return Object.fromEntries(
    Object.entries(message).map(([name, value]) => [name, isShort(value) ? value : clip(String(value))]),
  ) as unknown as LiveMessage;
}

/** A copy: a part of a text keeps all of it in memory. */
function clip(text: string): string {
  return `${Buffer.from(text.slice(0, longest)).toString()}…`;
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
