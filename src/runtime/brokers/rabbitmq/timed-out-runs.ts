/** Messages remembered; the oldest goes first. */
const most = 10_000;

/**
 * Runs of messages that the server took back because they stayed unacknowledged for longer than its consumer timeout. A classic queue
 * counts nothing, so without this a message whose handler or back-off is longer than that would run for ever.
 */
export class TimedOutRuns {
  readonly #runs = new Map<string, number>();

  /** 0 where nothing is known. */
  of(identity: string): number {
    return this.#runs.get(identity) ?? 0;
  }

  get isEmpty(): boolean {
    return this.#runs.size === 0;
  }

  remember(identity: string, runs: number): void {
    this.#runs.delete(identity);
    this.#runs.set(identity, runs);
    if (this.#runs.size > most) for (const oldest of this.#runs.keys()) return void this.#runs.delete(oldest);
  }

  forget(identity: string): void {
    this.#runs.delete(identity);
  }
}

/** Milliseconds of the server's patience, from the sentence with which it closes a channel. */
export function consumerTimeout(cause: unknown): number | undefined {
  const text = cause instanceof Error ? cause.message : "";
  if (!/delivery acknowledgement on channel \d+ timed out/i.test(text)) return undefined;
  return Number(/Timeout value used: (\d+) ms/i.exec(text)?.[1] ?? defaultConsumerTimeout);
}

/** Of a server that says nothing else. */
export const defaultConsumerTimeout: number = 30 * 60_000;
