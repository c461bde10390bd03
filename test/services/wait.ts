import { setTimeout as delay } from "node:timers/promises";

export interface WaitOptions {
  readonly timeoutMs: number;
  readonly intervalMs?: number;
}

/** Repeats `attempt` until it does not throw. Rejects with its last error when the time is over, or at once when `giveUp` returns an error. */
export async function waitFor<T>(attempt: () => Promise<T>, options: WaitOptions, giveUp?: () => Error | undefined): Promise<T> {
  const deadline = Date.now() + options.timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const final = giveUp?.();
      if (final) throw final;
      if (Date.now() >= deadline) throw new Error(`not within ${options.timeoutMs} ms: ${messageOf(error)}`, { cause: error });
    }
    await delay(options.intervalMs ?? 50);
  }
}

/** Rejects when `promise` does not settle in time; the promise itself is left alone. */
export async function withTimeout<T>(promise: Promise<T>, timeoutMs: number, what: string): Promise<T> {
  const timer = new AbortController();
  const late = delay(timeoutMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`${what}: no answer within ${timeoutMs} ms`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
