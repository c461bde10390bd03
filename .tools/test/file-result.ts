import type { TestEvent } from "./test-event.ts";

export interface Failure {
  readonly file: string;
  /** Names from the outermost suite to the test. */
  readonly path: readonly string[];
  readonly error: unknown;
}

/**
 * What one test file came to: its tests without subtests. A suite or a test with subtests counts only when it failed by itself (a hook, its
 * own code), and the file counts as one failure when it crashed, was stopped, or registered no test at all.
 */
export class FileResult {
  /** Relative to the repository. */
  readonly file: string;
  readonly failures: Failure[] = [];
  passed = 0;
  skipped = 0;
  /** Of its process, from start to end. */
  durationMs = 0;
  /** The end of what its process printed. */
  output = "";
  /** By level of nesting: results since the enclosing one was reported. */
  readonly #seen: number[] = [];
  /** Names of the tests and suites that are under way, from the outermost inwards. */
  readonly #open: string[] = [];

  constructor(file: string) {
    this.file = file;
  }

  get tests(): number {
    return this.passed + this.skipped + this.failures.length;
  }

  /** A test or suite begins; needed to name the ones around a failure. */
  started(event: TestEvent): void {
    this.#open.length = event.nesting;
    this.#open.push(event.name);
  }

  /** Returns the failure when it is one that counts. */
  ended(event: TestEvent, outcome: "pass" | "fail"): Failure | undefined {
    const children = this.#seen[event.nesting + 1] ?? 0;
    this.#seen.length = event.nesting + 1;
    this.#seen[event.nesting] = (this.#seen[event.nesting] ?? 0) + 1;

    if (event.filtered) return undefined;
    if (event.skipped) this.skipped += 1;
    else if (outcome === "fail") {
      const byItself = event.failureType !== "subtestsFailed" || children === 0;
      if (byItself) return this.#fail(event, event.error);
    } else if (event.isFile) return this.#fail(event, new Error("the file registered no test"));
    else if (children === 0 && !event.isSuite) this.passed += 1;
    return undefined;
  }

  #fail(event: TestEvent, error: unknown): Failure {
    const path = event.isFile ? [] : [...this.#open.slice(0, event.nesting), event.name];
    const failure: Failure = { file: this.file, path, error };
    this.failures.push(failure);
    return failure;
  }
}
