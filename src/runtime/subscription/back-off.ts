import { consumeDefaults, type RetryOptions } from "../../options/options.generated.ts";

export type Retry = Required<RetryOptions>;

/** Nobody who asks for a long first wait means that it be cut to the longest one by default. */
export function retryOf(options: RetryOptions = {}): Retry {
  const { retry: defaults } = consumeDefaults;
  const initialInterval = options.initialInterval ?? defaults.initialInterval;
  return {
    attempts: options.attempts ?? defaults.attempts,
    initialInterval,
    multiplier: options.multiplier ?? defaults.multiplier,
    maxInterval: options.maxInterval ?? Math.max(defaults.maxInterval, initialInterval),
  };
}

/** Milliseconds to wait after the `failures`-th failure in a row, counted from 1. */
export function backOff(failures: number, { initialInterval, multiplier, maxInterval }: Omit<Retry, "attempts">): number {
  return Math.min(maxInterval, initialInterval * multiplier ** Math.min(failures - 1, 64));
}
