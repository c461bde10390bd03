import { useEffect, useState } from "preact/hooks";
import { events } from "./events.ts";

/** Reads a stream for as long as the screen is there; begins again, a second later, when it breaks. Milliseconds. */
const again = 1_000;

/** `undefined`: it is open. */
export function useEvents<Item>(path: string, take: (item: Item) => void): Error | undefined {
  const [failure, setFailure] = useState<Error>();
  useEffect(() => {
    const gone = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = async (): Promise<void> => {
      try {
        for await (const item of events<Item>(path, { signal: gone.signal })) {
          setFailure(undefined);
          take(item);
        }
      } catch (error) {
        if (gone.signal.aborted) return;
        setFailure(error instanceof Error ? error : new Error(String(error)));
      }
      if (!gone.signal.aborted) timer = setTimeout(read, again);
    };
    void read();
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [path, take]);
  return failure;
}
