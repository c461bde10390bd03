import type { StoredDeadLetter } from "../brokers/dead-letter-store.ts";
import { headerText } from "../decode/headers.ts";

/** A dead letter as the tools show it; everything that its `boost-` headers say, absent where another program wrote it. */
export interface DeadLetter {
  /** The message's own: what a repeat is recognised by. */
  readonly id: string | undefined;
  /** Where it lies. */
  readonly place: string;
  /** Topic, queue or stream that it lies in. */
  readonly address: string;
  /** Topic, queue or stream that it came from. */
  readonly origin: string | undefined;
  /** Key of the operation. */
  readonly operation: string | undefined;
  /** `rejected`, `invalid: <code>`, `attempts exhausted`, … */
  readonly cause: string | undefined;
  /** A sentence: what the handler or the validator threw last. */
  readonly error: string | undefined;
  /** What the validators found, as JSON. */
  readonly issues: string | undefined;
  /** Runs that the handler had, in digits. */
  readonly attempts: string | undefined;
  /** ISO 8601. */
  readonly failedAt: string | undefined;
  /** As the broker has it: bytes, headers, and taking it away. */
  readonly stored: StoredDeadLetter;
}

export function describeDeadLetter(address: string, stored: StoredDeadLetter): DeadLetter {
  const header = (name: string): string | undefined => headerText(stored.headers, name) || undefined;
  return {
    id: header("boost-id") ?? stored.messageId,
    place: stored.place,
    address,
    // Empty where a fanout exchange led here: its messages need no routing key.
    origin: headerText(stored.headers, "boost-origin"),
    operation: header("boost-operation"),
    cause: header("boost-cause"),
    error: header("boost-error"),
    issues: header("boost-issues"),
    attempts: header("boost-attempts"),
    failedAt: header("boost-failed-at"),
    stored,
  };
}

/** Which dead letters are meant; everything that is given has to hold. */
export interface DeadLetterFilter {
  /** Id or place. */
  readonly ids?: readonly string[];
  /** Text that the cause contains, in any letter case. */
  readonly cause?: string;
  /** Key or member of an operation. */
  readonly operation?: string;
  /** Dead-letter topic, queue or stream. */
  readonly address?: string;
  /** At most so many, from the oldest on. */
  readonly limit?: number;
}

/** What `matches` asks of each letter; of thousands of ids none is looked for one by one. */
export interface LetterQuestion extends Omit<DeadLetterFilter, "ids"> {
  readonly ids: ReadonlySet<string>;
}

export function matches(letter: DeadLetter, { ids, cause, operation }: LetterQuestion): boolean {
  if (ids.size > 0 && !ids.has(letter.place) && !(letter.id !== undefined && ids.has(letter.id))) return false;
  if (cause !== undefined && !(letter.cause ?? "").toLowerCase().includes(cause.toLowerCase())) return false;
  // Where no operation was recognised all of the subscription stand there, joined by "+".
  return operation === undefined || (letter.operation ?? "").split("+").includes(operation);
}
