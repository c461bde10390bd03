import { relative, resolve } from "node:path";

/** What the counting needs of an event of node:test, whose form differs a little between versions of Node. */
export interface TestEvent {
  /** Relative to the repository. */
  readonly file: string;
  readonly name: string;
  readonly nesting: number;
  /** The result of a file's process, reported only when the file failed as a whole or registered no test. */
  readonly isFile: boolean;
  readonly isSuite: boolean;
  readonly skipped: boolean;
  /** Left out because of `--name`. */
  readonly filtered: boolean;
  readonly durationMs: number;
  readonly failureType?: string;
  readonly error?: unknown;
}

export interface NodeEvent {
  readonly name: string;
  readonly nesting: number;
  readonly file?: string | undefined;
  readonly skip?: string | boolean | undefined;
  readonly todo?: string | boolean | undefined;
  readonly details?: { readonly type?: string | undefined; readonly duration_ms?: number; readonly error?: unknown };
}

/** Reads the events of a run, which come file by file also when files run side by side. */
export class EventReader {
  readonly #files: ReadonlySet<string>;
  #current = "";

  /** `files` are the absolute paths of the run. */
  constructor(files: readonly string[]) {
    this.#files = new Set(files);
  }

  read(event: NodeEvent): TestEvent {
    // node:test names the file in which `test` or `describe` was called, which may be a helper: that belongs to the test file around it.
    if (event.file && this.#files.has(event.file)) this.#current = event.file;
    const error = event.details?.error;
    const failureType = fieldOf(error, "failureType");
    return {
      file: relative(process.cwd(), this.#current),
      name: event.name,
      nesting: event.nesting,
      isFile: event.nesting === 0 && this.#files.has(resolve(event.name)),
      isSuite: event.details?.type === "suite",
      // A test marked "to do" may fail without failing the run, so it says as little as a skipped one.
      skipped: isOn(event.skip) || isOn(event.todo),
      filtered: event.skip === "test name does not match pattern",
      durationMs: event.details?.duration_ms ?? 0,
      ...(typeof failureType === "string" ? { failureType } : {}),
      // node:test wraps what the test threw.
      ...(error === undefined ? {} : { error: fieldOf(error, "cause") ?? error }),
    };
  }
}

/** A reason, or `true`; node reports an absent one as undefined. */
function isOn(mark: string | boolean | undefined): boolean {
  return mark !== undefined && mark !== false;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
