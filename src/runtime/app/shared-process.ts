import { constants } from "node:os";
import { FatalError, sentence } from "../ground/errors.ts";
import { exitCodeOf } from "./process-end.ts";

export interface Membership {
  /** Fires at the first SIGTERM, SIGINT or SIGHUP, and when another application of this process cannot go on. */
  readonly stop: AbortSignal;
  /** Rejects when something fails that nobody waits for: a promise of the user's, or the pipe that the log goes to. Node would end the process at once. */
  readonly failed: Promise<never>;
  /** This one has ended, with the reason if it failed. Resolves when all have, and the process is about to end. */
  leave(error?: unknown): Promise<void>;
}

/** A terminal that is closed sends the last one. */
const signals = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/**
 * Several applications may run in one process. They get its signals together and end together: one that cannot go on ends the others in
 * order, and the process ends when the last one has, with the exit code of the first that failed.
 */
class SharedProcess {
  readonly #running = new Set<AbortController>();
  readonly #embedded = new Set<() => Promise<void>>();
  readonly #waiting: (() => void)[] = [];
  #deafen: () => void = () => {};
  #failed: Promise<never> = new Promise(() => {});
  #fail: (error: Error) => void = () => {};
  #watchesPipes = false;
  #exitCode: number | undefined;
  #ending: Error | undefined;

  /** An application runs. Where the process is ending already it is told to stop at once. */
  join(): Membership {
    const controller = new AbortController();
    if (this.#running.size === 0) this.#listen();
    this.#running.add(controller);
    if (this.#ending !== undefined) controller.abort(this.#ending);
    return { stop: controller.signal, failed: this.#failed, leave: (error) => this.#leave(controller, error) };
  }

  /** An application was started by code. Whoever did that stops it, but the process does not end in the middle of its work. Returns what takes it out. */
  embed(stop: () => Promise<void>): () => void {
    this.#embedded.add(stop);
    return () => void this.#embedded.delete(stop);
  }

  async #leave(controller: AbortController, error: unknown): Promise<void> {
    this.#running.delete(controller);
    if (error !== undefined) {
      this.#exitCode ??= exitCodeOf(error);
      this.#endAll(new Error("another application of this process cannot go on"));
    }
    process.exitCode = this.#exitCode ?? 0;
    if (this.#running.size > 0) return await new Promise((resolve) => void this.#waiting.push(resolve));
    await Promise.allSettled([...this.#embedded].map((stop) => stop()));
    if (this.#running.size === 0) this.#deafen();
    for (const resolve of this.#waiting.splice(0)) resolve();
    // A pool or timer of the user's own is cut off a second later. Never holds the process itself.
    setTimeout(() => {
      if (this.#running.size === 0) process.exit();
    }, 1_000).unref();
  }

  #endAll(reason: Error): void {
    this.#ending ??= reason;
    for (const controller of this.#running) controller.abort(reason);
  }

  /** First signal: an ordered end begins. Second one: the process leaves at once. */
  #listen(): void {
    this.#deafen();
    let isFirst = true;
    const received = (signal: NodeJS.Signals): void => {
      if (!isFirst) process.exit(128 + constants.signals[signal]);
      isFirst = false;
      this.#endAll(new Error(`received ${signal}`));
    };
    // Listening for signals does not keep a process; waiting for one should, whatever else is open.
    const alive = setInterval(() => {}, 2 ** 30);
    this.#failed = new Promise<never>((_, reject) => {
      this.#fail = reject;
    });
    this.#failed.catch(() => {});
    const floating = (reason: unknown): void =>
      this.#fail(new FatalError(`a promise that nobody waits for was rejected: ${sentence(reason)}`, { cause: reason }));
    for (const signal of signals) process.on(signal, received);
    process.on("unhandledRejection", floating);
    this.#watchPipes();
    this.#deafen = () => {
      clearInterval(alive);
      for (const signal of signals) process.off(signal, received);
      process.off("unhandledRejection", floating);
    };
  }

  /** For as long as the process lives: where the log can no longer be written, the last lines of the end cannot either. */
  #watchPipes(): void {
    if (this.#watchesPipes) return;
    this.#watchesPipes = true;
    const broken = (error: Error): void => this.#fail(new FatalError(`the log cannot be written: ${sentence(error)}`, { cause: error }));
    process.stdout.on("error", broken);
    process.stderr.on("error", broken);
  }
}

const key: unique symbol = Symbol.for("boost-gen.process");

/** One for each process, also where two copies of this package are in it. */
export function sharedProcess(): SharedProcess {
  const holder = globalThis as { [key]?: SharedProcess };
  holder[key] ??= new SharedProcess();
  return holder[key];
}
