/** Who is to be called when a signal fires. */
const calls = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * One listener for each signal, however many wait for it: Node warns of a leak from the eleventh on, and a handler may ask a hundred things at
 * once. Returns what takes the call back.
 */
export function onAbort(signal: AbortSignal, call: () => void): () => void {
  const waiting = calls.get(signal) ?? new Set();
  if (waiting.size === 0) {
    calls.set(signal, waiting);
    signal.addEventListener("abort", fired, { once: true });
  }
  waiting.add(call);
  return () => {
    waiting.delete(call);
    if (waiting.size > 0) return;
    signal.removeEventListener("abort", fired);
    calls.delete(signal);
  };
}

function fired(this: AbortSignal): void {
  for (const call of [...(calls.get(this) ?? [])]) call();
}
