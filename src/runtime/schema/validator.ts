/** What a generated validator is to user code: the type it accepts, opaque, so that `tsc` never expands zod's types. At run time it is a zod schema. */
export interface Validator<T> {
  /** Returns the value, unknown keys kept. @throws ZodError */
  parse(value: unknown): T;
  /** The value, or what is wrong with it. Never throws. */
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false; readonly error: ValidationError };
}

/** Why a value was refused. */
export interface ValidationError {
  /** What was found, at least one. */
  readonly issues: readonly ValidationIssue[];
}

/** One thing that is wrong with a value. */
export interface ValidationIssue {
  /** zod's code, where it came from zod. */
  readonly code?: string | undefined;
  /** A sentence. */
  readonly message: string;
  /** Keys and indices from the value to the place. */
  readonly path: readonly PropertyKey[];
}
