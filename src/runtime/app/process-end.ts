import { ConfigurationError, FatalError, sentence } from "../ground/errors.ts";

/** 2 for usage and configuration, 1 for everything else that ends a process. */
export function exitCodeOf(error: unknown): number {
  return error instanceof ConfigurationError ? 2 : 1;
}

export interface Signals {
  /** Fires at the first SIGTERM or SIGINT. */
  readonly stop: AbortSignal;
  /** Rejects when something fails that nobody waits for: a promise of the user's, or the pipe that the log goes to. Node would end the process at once. */
  readonly failure: Promise<never>;
  end(): void;
}

/** First signal: an ordered end begins. Second one: the process leaves at once. */
export function stopOnSignals(): Signals {
  const controller = new AbortController();
  const received = (signal: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(signal === "SIGINT" ? 130 : 143);
    controller.abort(new Error(`received ${signal}`));
  };
  // Listening for signals does not keep a process; waiting for one should, whatever else is open.
  const alive = setInterval(() => {}, 2 ** 30);
  let fail = (_: Error): void => {};
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  failure.catch(() => {});
  const floating = (reason: unknown): void =>
    fail(new FatalError(`a promise that nobody waits for was rejected: ${sentence(reason)}`, { cause: reason }));
  const broken = (error: Error): void => fail(new FatalError(`the log cannot be written: ${sentence(error)}`, { cause: error }));
  process.on("unhandledRejection", floating);
  process.stdout.on("error", broken);
  // Where the last line would go; there is nobody left to tell.
  process.stderr.on("error", broken);
  process.on("SIGTERM", received);
  process.on("SIGINT", received);
  return {
    stop: controller.signal,
    failure,
    end: () => {
      clearInterval(alive);
      process.off("SIGTERM", received);
      process.off("SIGINT", received);
      process.off("unhandledRejection", floating);
    },
  };
}

/** The process is done: a pool or timer of the user's own is cut off a second later. Never holds the process itself. */
export function endProcess(): void {
  setTimeout(() => process.exit(), 1_000).unref();
}

/** What `work` comes to; a FatalError when it goes on for `grace` milliseconds after `stop` fired. */
export function endsInTime(work: Promise<void>, name: string, stop: AbortSignal, grace: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const begin = (): void => {
      timer = setTimeout(() => reject(new FatalError(`"${name}" did not end within ${grace} ms after its AbortSignal fired`)), grace);
    };
    stop.addEventListener("abort", begin, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      stop.removeEventListener("abort", begin);
    });
  });
}
