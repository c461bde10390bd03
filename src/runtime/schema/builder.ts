import type { ValidationError, Validator } from "./validator.ts";

/**
 * zod's builders as generated code sees them: one flat type without parameters. With zod's own types each schema costs `tsc` about 15 ms,
 * seen like this it costs next to nothing. `parse` returns `never`, so a builder is a `Validator<T>` for every T; that the declared type is
 * the right one is proved by boost-gen's own tests, where the same text is compiled against zod's types.
 */
export interface Builder {
  parse(value: unknown): never;
  safeParse(
    value: unknown,
  ): { readonly success: true; readonly data: never } | { readonly success: false; readonly error: ValidationError };
  optional(): Builder;
  nullable(): Builder;
  check(...checks: readonly Check[]): Builder;
  /** Least value of a number, length of a string, number of items of an array. */
  min(least: number): Builder;
  max(most: number): Builder;
  gt(bound: number): Builder;
  lt(bound: number): Builder;
  regex(pattern: RegExp): Builder;
  catchall(values: Validator<unknown>): Builder;
}

/** The part of zod that generated code uses. */
export interface Builders {
  unknown(): Builder;
  never(): Builder;
  null(): Builder;
  boolean(): Builder;
  string(): Builder;
  number(): Builder;
  /** A whole number up to ±(2^53 - 1). */
  int(): Builder;
  literal(value: Scalar | readonly Scalar[]): Builder;
  enum(values: readonly string[]): Builder;
  array(items: Validator<unknown>): Builder;
  tuple(items: readonly Validator<unknown>[], rest?: Validator<unknown>): Builder;
  object(shape: Shape): Builder;
  /** Other keys are allowed and kept. */
  looseObject(shape: Shape): Builder;
  /** Other keys are refused. */
  strictObject(shape: Shape): Builder;
  record(keys: Validator<unknown>, values: Validator<unknown>): Builder;
  union(members: readonly Validator<unknown>[]): Builder;
  discriminatedUnion(property: string, members: readonly Validator<unknown>[]): Builder;
  optional(schema: Validator<unknown>): Builder;
  nullable(schema: Validator<unknown>): Builder;
  lazy(schema: () => Validator<unknown>): Builder;
  /** For bodies of bytes: `Uint8Array`. */
  instanceof(bytes: Uint8ArrayConstructor): Builder;
}

export type Scalar = string | number | boolean | null;

export interface Shape {
  readonly [key: string]: Validator<unknown>;
}

/** An assertion on a value of the right type: adds issues, never changes the value. */
export type Check = (payload: CheckPayload) => void;

export interface CheckPayload {
  readonly value: unknown;
  readonly issues: Issue[];
}

/** An issue as zod collects it, before it has its words. */
export interface Issue {
  readonly code: string;
  readonly input: unknown;
  readonly path?: readonly PropertyKey[];
  /** Words; absent where zod has them for the code. */
  readonly message?: string;
  readonly [detail: string]: unknown;
}
