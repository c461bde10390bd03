import type { Validator } from "../validator.ts";

/** `assert`: formats count. `annotate`: they are remarks. */
export type FormatMode = "assert" | "annotate";

type Verdict<T> = ReturnType<Validator<T>["safeParse"]>;

/** Of the validation that is under way. Validation is synchronous, so that nobody else's runs meanwhile. */
interface State {
  mode: FormatMode | undefined;
  /** Whether a format was asked for. */
  met: boolean;
}

/** One for the process: generated code may have been bundled with another copy of this module than the application that runs it. */
const key = Symbol.for("boost-gen.formats");
const shared = globalThis as { [key]?: State };
shared[key] ??= { mode: undefined, met: false };
const state: State = shared[key];

/** Whether a format counts here and now, `otherwise` where nobody says so. */
export function formatCounts(otherwise: FormatMode): boolean {
  state.met = true;
  return (state.mode ?? otherwise) === "assert";
}

/** The verdict where formats have this meaning; `undefined` leaves it to what the validator was made for. */
export function parseAs<T>(wanted: FormatMode | undefined, validator: Validator<T>, value: unknown): Verdict<T> {
  const before = state.mode;
  state.mode = wanted;
  try {
    return validator.safeParse(value);
  } catch (error) {
    // The engine's own words for a full stack.
    if (!(error instanceof RangeError)) throw error;
    return tooDeep;
  } finally {
    state.mode = before;
  }
}

const tooDeep = {
  success: false,
  error: { issues: [{ code: "too_deep", message: "nests too deep to be checked, or leads back to itself", path: [] }] },
} as const;

/**
 * What we send is ours: formats count, whatever is said of what comes in. It has to be valid for a receiver as well for whom they are remarks,
 * which is another question where a schema says `not` or `oneOf`.
 */
export function parseOutgoing<T>(received: FormatMode | undefined, validator: Validator<T>, value: unknown): Verdict<T> {
  state.met = false;
  const strict = parseAs("assert", validator, value);
  return !strict.success || !state.met || received === "assert" ? strict : parseAs(received, validator, value);
}
