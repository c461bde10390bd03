import { inspect } from "node:util";
import { provisioning } from "../../test/services/index.ts";
import type { Failure, FileResult } from "./file-result.ts";
import type { Tally } from "./tally.ts";

const slowestShown = 10;

/** Prints a line per file while it runs, and every failure with its message at the end. */
export class Report {
  readonly #print: (line: string) => void;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  ended({ file, tests, durationMs }: FileResult): void {
    this.#print(`${file}  ${tests} tests, ${secondsOf(durationMs)}`);
  }

  failed(failure: Failure): void {
    this.#print(`  FAILED ${titleOf(failure)}`);
  }

  /** A file that failed runs once more: what it failed with stays in the print, whatever comes of it. */
  again({ file, failures }: FileResult): void {
    this.#print(`\nAGAIN ${file}, alone: it failed beside other files`);
    for (const failure of failures) this.#print(`${titleOf(failure)}\n${indent(textOf(failure.error))}`);
  }

  /** What a file's process prints is kept for a failure, but what takes minutes is said while it lasts. */
  output(text: string): void {
    for (const line of text.split("\n")) if (line.startsWith(provisioning)) this.#print(line);
  }

  summary({ results, failedResults, passedAgain }: Tally): void {
    if (results.length > 1) this.#slowest(results);
    for (const failure of failedResults.flatMap(({ failures }) => failures))
      this.#print(`\nFAILED ${titleOf(failure)}\n${indent(textOf(failure.error))}`);
    for (const { file, output } of failedResults) if (output.trim()) this.#print(`\noutput of ${file}\n${indent(output.trim())}`);
    const count = passedAgain.length;
    if (count > 0) this.#print(`\n${count} ${count === 1 ? "file" : "files"} passed only when run again: ${passedAgain.join(", ")}`);
  }

  #slowest(results: readonly FileResult[]): void {
    const slowest = results.toSorted((one, other) => other.durationMs - one.durationMs).slice(0, slowestShown);
    this.#print(`\nslowest of ${results.length} files`);
    for (const { file, durationMs } of slowest) this.#print(`${secondsOf(durationMs).padStart(8)}  ${file}`);
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
