/** Time as the engine sees it: retries, deadlines, probes. Tests put a clock of their own here. */
export interface Clock {
  /** Milliseconds since the epoch; for timestamps only, it may jump. */
  now(): number;
  /** Milliseconds since some time; never goes back. */
  monotonic(): number;
  /** Calls `call` once, `ms` milliseconds of monotonic time later at the earliest. Returns what cancels it. */
  after(ms: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, call) => {
    // Node fires timers above 2^31 - 1 ms at once.
    const timer = setTimeout(call, Math.min(ms, 2_147_483_647));
    return () => clearTimeout(timer);
  },
};

export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted === true) return resolve();
    const end = (): void => {
      cancel();
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const cancel = clock.after(ms, end);
    signal?.addEventListener("abort", end, { once: true });
  });
}
