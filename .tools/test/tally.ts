import type { TestEvent } from "./test-event.ts";

export interface Failure {
  readonly file: string;
  /** Names from the outermost suite to the test. */
  readonly path: readonly string[];
  readonly error: unknown;
}

/**
 * Counts what ran: tests without subtests. A suite or a test with subtests counts only when it failed by itself (a hook, its own code),
 * and a file counts as one failure when it crashed, was stopped, or registered no test at all.
 */
export class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;
  readonly failures: Failure[] = [];
  /** Ids by level of nesting: how many results were seen there since the enclosing one was reported. */
  readonly #seen = new Map<string, number[]>();
  readonly #open = new Map<string, string[]>();

  /** A test or suite begins; needed to name the ones around a failure. */
  started(event: TestEvent): void {
    const path = this.#path(event.file);
    path.length = event.nesting;
    path.push(event.name);
  }

  /** Returns whether the result was counted. */
  ended(event: TestEvent, outcome: "pass" | "fail"): boolean {
    const seen = this.#seen.get(event.file) ?? [];
    this.#seen.set(event.file, seen);
    const children = seen[event.nesting + 1] ?? 0;
    seen[event.nesting + 1] = 0;
    seen[event.nesting] = (seen[event.nesting] ?? 0) + 1;

    if (event.filtered) return false;
    if (event.skipped) this.skipped += 1;
    else if (outcome === "fail") return this.#countFailure(event, children);
    else if (event.isFile) return this.#fail(event, new Error("the file registered no test"));
    else if (children > 0 || event.isSuite) return false;
    else this.passed += 1;
    return true;
  }

  get line(): string {
    const skipped = this.skipped > 0 ? `, ${this.skipped} skipped` : "";
    return `${this.passed} passed, ${this.failed} failed${skipped}`;
  }

  #countFailure(event: TestEvent, children: number): boolean {
    const byItself = event.failureType !== "subtestsFailed" || children === 0;
    return byItself && this.#fail(event, event.error);
  }

  #fail(event: TestEvent, error: unknown): true {
    this.failed += 1;
    const around = event.isFile ? [] : this.#path(event.file).slice(0, event.nesting);
    this.failures.push({ file: event.file, path: event.isFile ? [] : [...around, event.name], error });
    return true;
  }

  #path(file: string): string[] {
    const path = this.#open.get(file) ?? [];
    this.#open.set(file, path);
    return path;
  }
}
