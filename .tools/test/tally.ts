import type { FileResult } from "./file-result.ts";

/** What the run came to. A file that runs again puts its new result in the place of the old one. */
export class Tally {
  /** Of the run itself: no file, no server. */
  errors = 0;
  /** Files that failed beside others and passed alone. */
  readonly passedAgain: string[] = [];
  readonly #results = new Map<string, FileResult>();

  add(result: FileResult): void {
    this.#results.set(result.file, result);
  }

  get results(): readonly FileResult[] {
    return [...this.#results.values()];
  }

  get failedResults(): readonly FileResult[] {
    return this.results.filter(({ failures }) => failures.length > 0);
  }

  get passed(): number {
    return this.results.reduce((sum, result) => sum + result.passed, 0);
  }

  get failed(): number {
    return this.results.reduce((sum, result) => sum + result.failures.length, this.errors);
  }

  get line(): string {
    const skipped = this.results.reduce((sum, result) => sum + result.skipped, 0);
    return `${this.passed} passed, ${this.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
  }
}
