import { setTimeout as sleep } from "node:timers/promises";

/** Half of it to all of it, so that processes that failed together do not try again together. */
export function spread(milliseconds: number): number {
  return milliseconds * (0.5 + Math.random() / 2);
}

/** Between two attempts: about so long, or until the signal. Never rejects. */
export async function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  await sleep(spread(milliseconds), undefined, { signal }).catch(() => undefined);
}
