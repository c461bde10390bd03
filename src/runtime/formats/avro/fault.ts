import { type InvalidCode, InvalidMessage } from "../../ground/errors.ts";
import { jsonPointer } from "../../ground/json-pointer.ts";

/** Thrown where bytes or a value do not fit; the way to the place is added as it passes outwards. */
export class AvroFault extends Error {
  readonly code: InvalidCode;
  /** Innermost first. */
  readonly steps: (string | number)[] = [];
  constructor(message: string, code: InvalidCode = "syntax") {
    super(message);
    this.code = code;
  }
}

/** Takes note of a step of the way, and throws on. */
export function passing(error: unknown, step: string | number): never {
  // A long way tells nobody more than its beginning.
  if (error instanceof AvroFault && error.steps.length < 100) error.steps.push(step);
  throw error;
}

/** @throws InvalidMessage in the place of a fault; anything else as it is. */
export function refuse(error: unknown, what: string): never {
  if (error instanceof RangeError && /call stack/.test(error.message))
    throw new InvalidMessage(`${what}: it nests too deep`, { code: "too-deep", cause: error });
  if (!(error instanceof AvroFault)) throw error;
  const path = error.steps.toReversed();
  const message = `${error.message}${path.length === 0 ? "" : ` at ${jsonPointer(path)}`}`;
  throw new InvalidMessage(`${what}: ${message}`, { code: error.code, issues: [{ code: error.code, message: error.message, path }] });
}
