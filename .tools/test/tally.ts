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
  failures: Failure[] = [];
  /** Files that failed beside others and passed alone. */
  readonly passedAgain: string[] = [];
  /** By file: what passed and what was skipped. */
  readonly #files = new Map<string, { passed: number; skipped: number }>();
  /** By level of nesting: results since the enclosing one was reported. */
  readonly #seen: number[] = [];
  /** Names of the tests and suites that are under way, from the outermost inwards. */
  readonly #open: string[] = [];

  /** A test or suite begins; needed to name the ones around a failure. */
  started(event: TestEvent): void {
    this.#open.length = event.nesting;
    this.#open.push(event.name);
  }

  /** Returns whether the result was counted. */
  ended(event: TestEvent, outcome: "pass" | "fail"): boolean {
    const children = this.#seen[event.nesting + 1] ?? 0;
    this.#seen.length = event.nesting + 1;
    this.#seen[event.nesting] = (this.#seen[event.nesting] ?? 0) + 1;

    if (event.filtered) return false;
    if (event.skipped) this.#count(event, "skipped");
    else if (outcome === "fail") return this.#countFailure(event, children);
    else if (event.isFile) return this.#fail(event, new Error("the file registered no test"));
    else if (children > 0 || event.isSuite) return false;
    else this.#count(event, "passed");
    return true;
  }

  /** Takes a file's results back, because the file runs again. */
  forget(file: string): void {
    const { passed, skipped } = this.#files.get(file) ?? { passed: 0, skipped: 0 };
    this.passed -= passed;
    this.skipped -= skipped;
    this.#files.delete(file);
    const kept = this.failures.filter((failure) => failure.file !== file);
    this.failed -= this.failures.length - kept.length;
    this.failures = kept;
  }

  get line(): string {
    const skipped = this.skipped > 0 ? `, ${this.skipped} skipped` : "";
    return `${this.passed} passed, ${this.failed} failed${skipped}`;
  }

  #count(event: TestEvent, outcome: "passed" | "skipped"): void {
    this[outcome] += 1;
    const counts = this.#files.get(event.file) ?? { passed: 0, skipped: 0 };
    counts[outcome] += 1;
    this.#files.set(event.file, counts);
  }

  #countFailure(event: TestEvent, children: number): boolean {
    const byItself = event.failureType !== "subtestsFailed" || children === 0;
    return byItself && this.#fail(event, event.error);
  }

  #fail(event: TestEvent, error: unknown): true {
    this.failed += 1;
    const path = event.isFile ? [] : [...this.#open.slice(0, event.nesting), event.name];
    this.failures.push({ file: event.file, path, error });
    return true;
  }
}
