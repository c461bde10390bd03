/** What a generated validator is to user code: the type it accepts, opaque, so that `tsc` never expands zod's types. At run time it is a zod schema. */
export interface Validator<T> {
  /** Returns the value, unknown keys kept. @throws ZodError */
  parse(value: unknown): T;
  safeParse(value: unknown): { readonly success: true; readonly data: T } | { readonly success: false; readonly error: ValidationError };
}

export interface ValidationError {
  readonly issues: readonly ValidationIssue[];
}

export interface ValidationIssue {
  readonly code?: string | undefined;
  readonly message: string;
  readonly path: readonly PropertyKey[];
}
