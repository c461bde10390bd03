import { useCallback, useEffect, useState } from "preact/hooks";
import { ask } from "./ask.ts";

export type Answered<Value> =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly error: Error }
  | { readonly state: "there"; readonly value: Value };

/** Asks when `path` or `query` changes, and again on `again`. What was there stays until the new answer comes. */
export function useAnswer<Value>(
  path: string | undefined,
  query: { readonly [name: string]: string } = {},
): readonly [Answered<Value>, () => void] {
  const [answered, setAnswered] = useState<Answered<Value>>({ state: "loading" });
  const [turn, setTurn] = useState(0);
  const search = JSON.stringify(query);
  // `turn` asks the same again.
  useEffect(() => {
    if (path === undefined) return;
    const gone = new AbortController();
    ask<Value>(path, JSON.parse(search), gone.signal).then(
      (value) => setAnswered({ state: "there", value }),
      (error: unknown) => {
        if (!gone.signal.aborted) setAnswered({ state: "failed", error: error instanceof Error ? error : new Error(String(error)) });
      },
    );
    return () => gone.abort();
  }, [path, search, turn]);
  const again = useCallback(() => setTurn((value) => value + 1), []);
  return [answered, again];
}
