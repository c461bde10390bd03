import { setTimeout as delay } from "node:timers/promises";

/** Milliseconds that a test waits for what will come: so long that a machine under ten times its load does not end it. */
export const patience = 120_000;

export interface WaitOptions {
  /** Where `patience` is not enough. */
  readonly timeoutMs?: number;
  readonly intervalMs?: number;
  /** Why it is no use to wait any longer. */
  readonly giveUp?: () => Error | undefined;
}

/** Repeats `attempt` until it does not throw. Rejects with its last error when the time is over, or at once when `giveUp` returns an error. */
export async function waitFor<T>(
  attempt: () => Promise<T>,
  { timeoutMs = patience, intervalMs = 50, giveUp }: WaitOptions = {},
): Promise<T> {
  if (timeoutMs < patience) throw new RangeError(`${timeoutMs} ms: nothing is waited for more briefly than ${patience} ms`);
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const final = giveUp?.();
      if (final) throw final;
      if (Date.now() >= deadline) throw new Error(`not within ${timeoutMs} ms: ${messageOf(error)}`, { cause: error });
    }
    await delay(intervalMs);
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
