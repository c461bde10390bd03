import type { Assignment } from "./assignment.ts";
import type { Commit } from "./ownership.ts";

/** Milliseconds between commits, and finished messages after which one is not waited for. */
const interval = 1_000;
const threshold = 100;
/** Milliseconds after such a one until the next: at 50,000 messages a second, one commit would follow the other, and take a tenth of the processor. */
const rest = 20;

export interface CommitterOptions {
  readonly assignment: Assignment;
  readonly send: (commits: readonly Commit[]) => Promise<void>;
  readonly stored: () => void;
  readonly failed: (error: unknown) => void;
}

/** Stores what is new, one request at a time. What fails is asked for again at the next turn, with what holds then. */
export class Committer {
  readonly #options: CommitterOptions;
  readonly #timer: NodeJS.Timeout;
  #finished = 0;
  #resting: NodeJS.Timeout | undefined;
  #sending: Promise<void> | undefined;

  constructor(options: CommitterOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.flush(), interval);
    this.#timer.unref();
  }

  finished(): void {
    this.#finished += 1;
    if (this.#finished >= threshold && this.#resting === undefined) this.#flushAndRest();
  }

  /** Never rejects. Begins in the same turn of the event loop, unless an earlier one is under way. */
  flush(closing = false): Promise<void> {
    if (this.#sending !== undefined) return closing ? this.#sending.then(() => this.flush(true)) : this.#sending;
    const commits = this.#options.assignment.commits(closing);
    if (commits.length === 0) return Promise.resolve();
    this.#finished = 0;
    const sending = this.#send(commits).finally(() => {
      this.#sending = undefined;
    });
    this.#sending = sending;
    return sending;
  }

  stop(): void {
    clearInterval(this.#timer);
    clearTimeout(this.#resting);
  }

  #flushAndRest(): void {
    void this.flush();
    this.#resting = setTimeout(() => {
      this.#resting = undefined;
      if (this.#finished >= threshold) this.#flushAndRest();
    }, rest);
    this.#resting.unref();
  }

  async #send(commits: readonly Commit[]): Promise<void> {
    try {
      await this.#options.send(commits);
    } catch (error) {
      this.#options.failed(error);
      return;
    }
    for (const commit of commits) commit.ownership.confirmed(commit);
    this.#options.stored();
  }
}
