import type { RunningApp } from "../runtime/app/running-app.ts";
import { settle, type TestClock } from "./test-clock.ts";

/** Virtual milliseconds that a message may need to be settled before a test is told that it will not be. */
const patience = 3_600_000;

export interface UntilOptions {
  readonly clock: TestClock;
  readonly mode: "auto" | "manual";
  readonly running: RunningApp;
  readonly end?: Promise<unknown>;
}

/** Waits for `done`; lets virtual time pass where nothing else is left to wait for. */
export async function until(done: () => boolean, { clock, mode, running, end }: UntilOptions): Promise<void> {
  const begin = clock.now();
  let ended = false;
  let failure: unknown;
  const over = new AbortController();
  running.ended(over.signal).catch((error: unknown) => {
    failure = error ?? new Error("the application ended");
  });
  void end?.finally(() => {
    ended = true;
  });
  try {
    while (!done() && !ended) {
      await settle();
      if (done() || ended) return;
      if (failure !== undefined) throw failure;
      if (mode === "manual" || !running.idle()) await new Promise((resolve) => setTimeout(resolve, 1));
      else if (!(await clock.runNext())) await new Promise((resolve) => setTimeout(resolve, 1));
      if (mode === "auto" && !done() && !ended && clock.now() - begin > patience)
        throw new Error("the message is not settled after an hour of virtual time: the source is paused, or its retries take longer");
    }
  } finally {
    over.abort();
  }
}
