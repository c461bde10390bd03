import type { Clock } from "../ground/clock.ts";
import { onAbort } from "./on-abort.ts";

/** How many ids are remembered of requests that nobody waits for any more, so that a late reply is known as one. */
const remembered = 10_000;

/** Who asks again under the same id when it is tried again. */
export interface Attempt {
  /** The same for all of them: the delivery that is handled, the id of an activity. */
  readonly act: unknown;
  readonly attempt: unknown;
}

export interface WaitingOptions {
  /** Milliseconds. */
  readonly timeout: number;
  readonly late: () => Error;
  readonly signals: readonly AbortSignal[];
  readonly by?: Attempt | undefined;
}

/** One request whose reply has not come. */
export interface Waiting<Asker> {
  readonly asker: Asker;
  readonly by: Attempt | undefined;
  readonly reply: Promise<unknown>;
  /** Somebody settled it: nobody waits any more. */
  readonly isOver: boolean;
  resolve(payload: unknown): void;
  reject(error: unknown): void;
}

/** Who waits for which reply, by correlation id. Bounded by its callers; what is over is forgotten, all but the last ids. */
export class WaitingRequests<Asker> {
  readonly #clock: Clock;
  readonly #waiting = new Map<string, Waiting<Asker>>();
  /** In the order in which they were given up. */
  readonly #givenUp = new Map<string, Asker>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#waiting.size;
  }

  of(id: string): Waiting<Asker> | undefined {
    return this.#waiting.get(id);
  }

  /** Attempts of one act follow each other: what an earlier one left waiting nobody asks for any more. False: somebody else waits under the id. */
  free(id: string, by: Attempt | undefined, reason: Error): boolean {
    const earlier = this.#waiting.get(id);
    if (earlier === undefined) return true;
    if (by === undefined || earlier.by?.act !== by.act || earlier.by?.attempt === by.attempt) return false;
    earlier.reject(reason);
    return true;
  }

  /** Nobody may wait under the id yet. The promise rejects with `late()`, a signal's reason, or what `reject` is given. */
  add(id: string, asker: Asker, { timeout, late, signals, by }: WaitingOptions): Waiting<Asker> {
    let isOver = false;
    let settle: { readonly resolve: (payload: unknown) => void; readonly reject: (error: unknown) => void } | undefined;
    const reply = new Promise<unknown>((resolve, reject) => {
      settle = { resolve, reject };
    });
    const end = (act: () => void): void => {
      if (isOver) return;
      isOver = true;
      cancel();
      for (const stop of stops) stop();
      this.#waiting.delete(id);
      act();
    };
    const giveUp = (error: unknown): void =>
      end(() => {
        this.#remember(id, asker);
        settle?.reject(error);
      });
    const aborted = (): void => giveUp(signals.find((signal) => signal.aborted)?.reason);
    const cancel = this.#clock.after(timeout, () => giveUp(late()));
    const stops = signals.map((signal) => onAbort(signal, aborted));
    const waiting: Waiting<Asker> = {
      asker,
      by,
      reply,
      get isOver() {
        return isOver;
      },
      resolve: (payload) => end(() => settle?.resolve(payload)),
      reject: (error) => giveUp(error),
    };
    this.#givenUp.delete(id);
    this.#waiting.set(id, waiting);
    return waiting;
  }

  /** Who asked for the reply that nobody waits for any more; told once for each id. */
  takeGivenUp(id: string): Asker | undefined {
    const asker = this.#givenUp.get(id);
    this.#givenUp.delete(id);
    return asker;
  }

  rejectAll(error: unknown): void {
    for (const waiting of [...this.#waiting.values()]) waiting.reject(error);
  }

  #remember(id: string, asker: Asker): void {
    this.#givenUp.set(id, asker);
    if (this.#givenUp.size <= remembered) return;
    const [oldest] = this.#givenUp.keys();
    if (oldest !== undefined) this.#givenUp.delete(oldest);
  }
}
