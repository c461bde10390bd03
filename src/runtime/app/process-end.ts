import { ConfigurationError, FatalError } from "../ground/errors.ts";

/** 2 for usage and configuration, 1 for everything else that ends a process. */
export function exitCodeOf(error: unknown): number {
  return error instanceof ConfigurationError ? 2 : 1;
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
