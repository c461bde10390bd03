import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { bundled } from "../../bundle.ts";
import type { ConsumerOrder } from "./consumer-process.ts";

const consumerScript = fileURLToPath(new URL("consumer-process.ts", import.meta.url));

/** One consumer process, with what it said. */
export class ConsumerChild<Order extends object = ConsumerOrder> {
  readonly lines: (readonly string[])[] = [];
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | NodeJS.Signals>;
  readonly #watchers = new Set<() => void>();

  /** @param flags of Node, such as a limit of its heap */
  constructor(order: Order, flags: readonly string[] = [], script: string = consumerScript) {
    const child = spawn(process.execPath, [...flags, bundled(script), JSON.stringify(order)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = child;
    createInterface({ input: child.stdout }).on("line", (line) => {
      this.lines.push(line.split(" "));
      for (const watcher of [...this.#watchers]) watcher();
    });
    this.#ended = new Promise((resolve) => child.once("close", (code, signal) => resolve(signal ?? code ?? -1)));
  }

  said(word: string): (readonly string[])[] {
    return this.lines.filter(([first]) => first === word);
  }

  /** Resolves when it has said `word` so many times. Rejects when it has ended before or takes longer. */
  hears(word: string, times = 1, patience = 60_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (act: () => void): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        act();
      };
      const look = (): void => {
        if (this.said(word).length >= times) end(resolve);
      };
      const timer = setTimeout(
        () => end(() => reject(new Error(`"${word}" came ${this.said(word).length} of ${times} times within ${patience} ms`))),
        patience,
      );
      this.#watchers.add(look);
      void this.#ended.then((how) => {
        look();
        if (this.#watchers.has(look))
          end(() => reject(new Error(`the consumer ended with ${how} before it said "${word}" ${times} times`)));
      });
      look();
    });
  }

  /** Exit code, or the signal that killed it. */
  end(signal: "SIGTERM" | "SIGKILL" | "SIGSTOP" | "SIGCONT"): Promise<number | NodeJS.Signals> {
    this.#child.kill(signal);
    return this.#ended;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  get ended(): Promise<number | NodeJS.Signals> {
    return this.#ended;
  }
}
