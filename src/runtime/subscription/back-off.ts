import type { RetryOptions } from "../ground/contract.ts";

export type Retry = Required<RetryOptions>;

export const defaultRetry: Retry = { attempts: 5, initialInterval: 1_000, multiplier: 2, maxInterval: 30_000 };

/** Milliseconds to wait after the `failures`-th failure in a row, counted from 1. */
export function backOff(failures: number, { initialInterval, multiplier, maxInterval }: Omit<Retry, "attempts">): number {
  return Math.min(maxInterval, initialInterval * multiplier ** Math.min(failures - 1, 64));
}
