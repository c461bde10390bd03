import { inspect } from "node:util";
import { provisioning } from "../../test/services/index.ts";
import type { Failure, Tally } from "./tally.ts";
import type { TestEvent } from "./test-event.ts";

/** Longest output of a failed file's process that is printed again. */
const outputLimit = 8_000;
const slowestShown = 10;

/** Prints a line per file while it runs, and every failure with its message at the end. */
export class Report {
  readonly #print: (line: string) => void;
  readonly #output = new Map<string, string>();
  readonly #durations = new Map<string, number>();
  #current = "";
  #counted = 0;
  #durationMs = 0;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  ended(event: TestEvent, counted: boolean): void {
    if (event.file !== this.#current) this.#endFile();
    this.#current = event.file;
    if (counted) this.#counted += 1;
    if (event.nesting === 0) this.#durationMs += event.durationMs;
  }

  failed(failure: Failure): void {
    this.#print(`  FAILED ${titleOf(failure)}`);
  }

  /** A file that failed runs once more: what it failed with stays in the print, whatever comes of it. */
  again(file: string, failures: readonly Failure[]): void {
    this.#endFile();
    this.#current = "";
    this.#print(`\nAGAIN ${file}, alone: it failed beside other files`);
    for (const failure of failures) this.#print(`${titleOf(failure)}\n${indent(textOf(failure.error))}`);
    this.#output.delete(file);
  }

  output(file: string, text: string): void {
    for (const line of text.split("\n")) if (line.startsWith(provisioning)) this.#print(line);
    this.#output.set(file, `${this.#output.get(file) ?? ""}${text}`.slice(-outputLimit));
  }

  summary(tally: Tally): void {
    this.#endFile();
    const slowest = [...this.#durations].sort(([, one], [, other]) => other - one).slice(0, slowestShown);
    if (slowest.length > 1) this.#print("\nslowest files");
    for (const [file, durationMs] of slowest.length > 1 ? slowest : []) this.#print(`${secondsOf(durationMs).padStart(8)}  ${file}`);
    for (const failure of tally.failures) this.#print(`\nFAILED ${titleOf(failure)}\n${indent(textOf(failure.error))}`);
    for (const file of new Set(tally.failures.map((failure) => failure.file))) {
      const output = this.#output.get(file)?.trim();
      if (output) this.#print(`\noutput of ${file}\n${indent(output)}`);
    }
    const again = tally.passedAgain;
    if (again.length > 0)
      this.#print(`\n${again.length} ${again.length === 1 ? "file" : "files"} passed only when run again: ${again.join(", ")}`);
  }

  #endFile(): void {
    if (this.#current) {
      this.#print(`${this.#current}  ${this.#counted} tests, ${secondsOf(this.#durationMs)}`);
      this.#durations.set(this.#current, this.#durationMs);
    }
    this.#counted = 0;
    this.#durationMs = 0;
  }
}

function secondsOf(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

function titleOf(failure: Failure): string {
  return [failure.file, ...failure.path].join(" > ");
}

function textOf(error: unknown): string {
  if (typeof error === "string") return error;
  if (error instanceof Error) return inspect(error, { depth: 4 });
  return inspect(error, { depth: 6 });
}

function indent(text: string): string {
  return text.replace(/^/gm, "    ");
}
