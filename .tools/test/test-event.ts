import { resolve } from "node:path";

/** What the counting needs of an event of node:test, whose form differs a little between versions of Node. */
export interface TestEvent {
  readonly name: string;
  readonly nesting: number;
  /** The result of the file's process, reported only when the file failed as a whole or registered no test. */
  readonly isFile: boolean;
  readonly isSuite: boolean;
  readonly skipped: boolean;
  /** Left out because of `--name`. */
  readonly filtered: boolean;
  readonly failureType?: string;
  readonly error?: unknown;
}

export interface NodeEvent {
  readonly name: string;
  readonly nesting: number;
  readonly skip?: string | boolean | undefined;
  readonly todo?: string | boolean | undefined;
  readonly details?: { readonly type?: string | undefined; readonly error?: unknown };
}

/** `file` is the absolute path of the test file: node:test names the file in which `test` was called, which may be a helper. */
export function readEvent(event: NodeEvent, file: string): TestEvent {
  const error = event.details?.error;
  const failureType = fieldOf(error, "failureType");
  return {
    name: event.name,
    nesting: event.nesting,
    isFile: event.nesting === 0 && resolve(event.name) === file,
    isSuite: event.details?.type === "suite",
    // A test marked "to do" may fail without failing the run, so it says as little as a skipped one.
    skipped: isOn(event.skip) || isOn(event.todo),
    filtered: event.skip === "test name does not match pattern",
    ...(typeof failureType === "string" ? { failureType } : {}),
    // node:test wraps what the test threw.
    ...(error === undefined ? {} : { error: fieldOf(error, "cause") ?? error }),
  };
}

/** A reason, or `true`; node reports an absent one as undefined. */
function isOn(mark: string | boolean | undefined): boolean {
  return mark !== undefined && mark !== false;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
