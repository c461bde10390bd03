/**
 * The errors that decide what becomes of a message. Throw the exported ones from a handler; everything that is not listed in
 * `failureKinds` is transient: retried with back-off, at most `attempts` times, then dead-lettered.
 */
import type { ValidationIssue } from "../schema/validator.ts";
import { printable, shortened } from "./printable.ts";

/**
 * - `invalid`: the message itself is wrong; dead letter at once.
 * - `rejected`: the handler refused it; dead letter at once.
 * - `transient`: retried in its lane, bounded.
 * - `infrastructure`: nothing is wrong with the message; the source pauses, no attempt is spent.
 * - `fatal`: the process cannot go on and ends with a non-zero exit code.
 */
export type FailureKind = "invalid" | "rejected" | "transient" | "infrastructure" | "fatal";

/** A registered symbol, so that two copies of this package in one process understand each other's errors. */
const kind: unique symbol = Symbol.for("boost-gen.failure-kind");

export interface Classified {
  readonly [kind]: FailureKind;
}

/** Thrown by a handler to send the message to the dead letter now, without further runs. */
export class RejectMessage extends Error implements Classified {
  override readonly name = "RejectMessage";
  readonly [kind] = "rejected";
}

/** Thrown when a message, read or to be published, is not what its contract says. `code` is the cause in the dead letter. */
export class InvalidMessage extends Error implements Classified {
  override readonly name = "InvalidMessage";
  readonly [kind] = "invalid";
  /** What is wrong; default `schema`. */
  readonly code: InvalidCode;
  /** What the validators found, empty when the message did not get that far. */
  readonly issues: readonly ValidationIssue[];
  constructor(message: string, options: { code?: InvalidCode; issues?: readonly ValidationIssue[]; cause?: unknown } = {}) {
    super(shortened(message, longestIssue * 2), options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code ?? "schema";
    // A validator quotes every value of an enum, which can be thousands.
    this.issues = (options.issues ?? []).map((issue) => ({ ...issue, message: shortened(issue.message, longestIssue) }));
  }
}

/** UTF-16 units; wherever an issue is printed, one is enough to see what is wrong. */
const longestIssue = 500;

/** What is wrong with a message; `boost-gen explain <code>` says what each means. A dead letter has it as `invalid: <code>`. */
export type InvalidCode =
  | "empty"
  | "too-large"
  | "too-deep"
  | "encoding"
  | "syntax"
  | "forbidden-key"
  | "frame"
  | "content-type"
  | "headers"
  | "unreadable"
  | "schema"
  | "unmatched"
  | "ambiguous"
  | "not-ours"
  | "expression"
  | "parameters"
  | "workflow";

/** Thrown to run the same message again after the back-off; any other unknown error does the same. */
export class TransientFailure extends Error implements Classified {
  override readonly name: string = "TransientFailure";
  readonly [kind] = "transient";
}

/** The schema registry has no schema of that id, or not yet: a registry may lag behind its producers. */
export class SchemaDenied extends TransientFailure {
  override readonly name = "SchemaDenied";
}

/** Never throws, whatever was thrown. */
export function isSchemaDenied(error: unknown): boolean {
  try {
    return error instanceof SchemaDenied;
  } catch {
    return false;
  }
}

/** The run passed its `timeout`; its AbortSignal fired with this reason. */
export class HandlerTimeout extends TransientFailure {
  override readonly name = "HandlerTimeout";
}

/**
 * Thrown by a handler to pause the whole source: something that every message needs is away. No attempt is spent and nothing is dead-lettered.
 * Give a `probe`, which says when it is back; without one, the same message is asked again after the back-off, behind the others. A message
 * that goes on pausing although its probe succeeds, or although others were handled in between, is at fault itself: from the third such
 * pause on they count as its own failures.
 */
export class PauseSource extends Error implements Classified {
  override readonly name: string = "PauseSource";
  readonly [kind] = "infrastructure";
  /** Milliseconds until the first probe; default: the back-off of the subscription. */
  readonly retryAfter: number | undefined;
  /** Asked, one call at a time, before the source goes on; rejects while the thing is away. */
  readonly probe: (() => Promise<unknown>) | undefined;
  constructor(message: string, options: { retryAfter?: number; probe?: () => Promise<unknown>; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.retryAfter = options.retryAfter;
    this.probe = options.probe;
  }
}

/**
 * Thrown by a stub that nobody has filled in: the message and those behind it wait, nothing is acknowledged, retried or dead-lettered. They
 * go on when the program runs with the handler written.
 */
export class HandlerNotWritten extends PauseSource {
  override readonly name = "HandlerNotWritten";
  /** `handler`: `onOrder.orderCreated`. */
  constructor(handler: string, { delivery }: { readonly delivery: { readonly position: string; readonly id: string } }) {
    const message = `the handler ${handler} is not written yet; message "${delivery.position || delivery.id}" and its source wait, and nothing is lost, until the program runs with it`;
    super(message, { probe: () => Promise.reject(new Error(message)) });
  }
}

/** A broker or Temporal is away, overloaded or refuses us. `message` is a sentence without secrets. */
export class ConnectionError extends PauseSource {
  override readonly name: string = "ConnectionError";
}

/** The server's own trouble: it is full, read-only, limits us, does not permit what every message needs, or is not configured for it. However often it was the same message, that one is not at fault. */
export class ServerSideError extends ConnectionError {}

/** The address that was published to is not there. Where a message chose it, that message is at fault; where the document did, the server is. */
export class UnroutableError extends ConnectionError {}

/** Options of a call that cannot be; nothing was sent. In a handler it is what any mistake of its code is, `transient`. */
export class InvalidOptions extends RangeError {
  override readonly name = "InvalidOptions";
}

/** No reply came in time. A message whose handler lets it through is run again, and asks again under the same ids. */
export class RequestTimeout extends TransientFailure {
  override readonly name = "RequestTimeout";
}

/** The reply that came is not what the document says of it. */
export class InvalidReply extends TransientFailure {
  override readonly name = "InvalidReply";
  /** What is wrong with it, as of a message that is received. */
  readonly code: InvalidCode;
  /** What the validators found, empty when the reply did not get that far. */
  readonly issues: readonly ValidationIssue[];
  constructor(message: string, cause: Pick<InvalidMessage, "code" | "issues">) {
    super(message, { cause });
    this.code = cause.code;
    this.issues = cause.issues;
  }
}

/** The reply can no longer come: the connection that it would have come through is lost, or the application stops. */
export class RequestLost extends ConnectionError {
  override readonly name = "RequestLost";
}

/** As many requests of the operation wait as `x-boost.request.limit` allows; nothing was sent. */
export class TooManyRequests extends TransientFailure {
  override readonly name = "TooManyRequests";
}

/** The process cannot go on: it stops in order and exits with 1. */
export class FatalError extends Error implements Classified {
  override readonly name: string = "FatalError";
  readonly [kind] = "fatal";
}

/** Options, environment, document and broker do not fit together. Every problem is one sentence; exit code 2. */
export class ConfigurationError extends FatalError {
  override readonly name = "ConfigurationError";
  /** One sentence for each problem, at least one. */
  readonly problems: readonly string[];
  constructor(problems: string | readonly string[], options?: { cause?: unknown }) {
    const list = typeof problems === "string" ? [problems] : problems;
    super(list.join("\n"), options);
    this.problems = list;
  }
}

/** The table of the documentation: what a handler (or what it calls) throws → what happens. First row that fits decides. */
export const failureKinds: readonly { readonly error: string; readonly kind: FailureKind; readonly when: string }[] = [
  {
    error: "InvalidMessage",
    kind: "invalid",
    when: "bytes, headers, schema, dispatch or an expression do not fit; also Temporal INVALID_ARGUMENT",
  },
  {
    error: "RejectMessage",
    kind: "rejected",
    when: "the handler refuses the message; also a workflow that rejects an update, and `onClosed`, `onMissing`, `onConflict: reject`",
  },
  { error: "HandlerNotWritten", kind: "infrastructure", when: "a stub that nobody has filled in" },
  { error: "PauseSource", kind: "infrastructure", when: "the handler finds that something every message needs is away" },
  {
    error: "ConnectionError",
    kind: "infrastructure",
    when: "broker gone; Temporal UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, a proxy's or stream's error; never held against a message: NamespaceNotFound or one that is not active, UNAUTHENTICATED, PERMISSION_DENIED, UNIMPLEMENTED, RESOURCE_EXHAUSTED but for limits of one workflow, and a search attribute that the namespace does not have",
  },
  {
    error: "RequestLost",
    kind: "infrastructure",
    when: "the connection that a reply would have come through is lost, or the application stops",
  },
  { error: "ConfigurationError", kind: "fatal", when: "configuration that cannot work" },
  { error: "FatalError", kind: "fatal", when: "the process cannot go on" },
  { error: "SchemaDenied", kind: "transient", when: "the schema registry does not have the schema that a message names" },
  { error: "HandlerTimeout", kind: "transient", when: "the run passed its `timeout`" },
  { error: "RequestTimeout", kind: "transient", when: "no reply came in time" },
  { error: "InvalidReply", kind: "transient", when: "a reply is not what the document says of it" },
  { error: "TooManyRequests", kind: "transient", when: "as many requests of an operation wait as `x-boost.request.limit` allows" },
  { error: "anything else", kind: "transient", when: "every other value that is thrown, Error or not" },
];

/** Never throws, whatever was thrown. */
export function kindOf(error: unknown): FailureKind {
  try {
    const marked = typeof error === "object" && error !== null && kind in error ? error[kind] : undefined;
    return typeof marked === "string" && kinds.has(marked) ? (marked as FailureKind) : "transient";
  } catch {
    return "transient";
  }
}

const kinds: ReadonlySet<string> = new Set<FailureKind>(["invalid", "rejected", "transient", "infrastructure", "fatal"]);

const longestSentence = 4_096;

/** A sentence for anything that can be thrown, bounded. Never throws itself. */
export function sentence(error: unknown): string {
  try {
    if (typeof error === "string") return shortened(error, longestSentence);
    if (!(error instanceof Error)) {
      const value = JSON.stringify(printable(error)) ?? String(error);
      return shortened(`a value that is not an Error was thrown: ${value}`, longestSentence);
    }
    const said: unknown = error.message || error.name;
    return typeof said === "string" ? shortened(said, longestSentence) : "an error whose message is not a text";
  } catch {
    return "a value that cannot be printed was thrown";
  }
}

/** The stack of an Error, where it is a text: tracing libraries make lists of call sites of it. Never throws. */
export function stackOf(error: unknown): string | undefined {
  try {
    const stack: unknown = error instanceof Error ? error.stack : undefined;
    return typeof stack === "string" ? stack : undefined;
  } catch {
    return undefined;
  }
}
