import type { ValidationError, Validator } from "./validator.ts";

/**
 * zod's builders as generated code sees them: one flat type without parameters. With zod's own types each schema costs `tsc` about 15 ms,
 * seen like this it costs next to nothing. `parse` returns `never`, so a builder is a `Validator<T>` for every T; that the declared type is
 * the right one is proved by boost-gen's own tests, where the same text is compiled against zod's types.
 */
export interface Builder {
  /** Returns the value. @throws ZodError */
  parse(value: unknown): never;
  /** The value, or what is wrong with it. Never throws. */
  safeParse(
    value: unknown,
  ): { readonly success: true; readonly data: never } | { readonly success: false; readonly error: ValidationError };
  /** The same, and `undefined`. */
  optional(): Builder;
  /** The same, and `null`. */
  nullable(): Builder;
  /** The same with assertions, run in order. */
  check(...checks: readonly Check[]): Builder;
  /** Least value of a number, length of a string, number of items of an array. */
  min(least: number): Builder;
  /** Greatest value of a number, length of a string, number of items of an array. */
  max(most: number): Builder;
  /** A number above the bound. */
  gt(bound: number): Builder;
  /** A number below the bound. */
  lt(bound: number): Builder;
  /** A string that the pattern finds something in. */
  regex(pattern: RegExp): Builder;
  /** Of an object: what properties must be that its shape does not name. */
  catchall(values: Validator<unknown>): Builder;
}

/** The part of zod that generated code uses. */
export interface Builders {
  /** Any value. */
  unknown(): Builder;
  /** No value. */
  never(): Builder;
  /** `null`. */
  null(): Builder;
  /** `true` or `false`. */
  boolean(): Builder;
  /** A string. */
  string(): Builder;
  /** A finite number. */
  number(): Builder;
  /** A whole number up to ±(2^53 - 1). */
  int(): Builder;
  /** One of the given values. */
  literal(value: Scalar | readonly Scalar[]): Builder;
  /** One of the given strings. */
  enum(values: readonly string[]): Builder;
  /** An array, each item of which matches. */
  array(items: Validator<unknown>): Builder;
  /** An array with a schema for each place; further items match `rest`, or there are none. */
  tuple(items: readonly Validator<unknown>[], rest?: Validator<unknown>): Builder;
  /** An object; keys that the shape does not name are dropped from the result. */
  object(shape: Shape): Builder;
  /** Other keys are allowed and kept. */
  looseObject(shape: Shape): Builder;
  /** Other keys are refused. */
  strictObject(shape: Shape): Builder;
  /** An object, each value of which matches. */
  record(keys: Validator<unknown>, values: Validator<unknown>): Builder;
  /** What at least one member accepts. */
  union(members: readonly Validator<unknown>[]): Builder;
  /** What the member accepts that the value of the property names. */
  discriminatedUnion(property: string, members: readonly Validator<unknown>[]): Builder;
  /** What the schema accepts, and `undefined`. */
  optional(schema: Validator<unknown>): Builder;
  /** What the schema accepts, and `null`. */
  nullable(schema: Validator<unknown>): Builder;
  /** A schema that is looked up when it is first used, for recursion. */
  lazy(schema: () => Validator<unknown>): Builder;
  /** For bodies of bytes: `Uint8Array`. */
  instanceof(bytes: Uint8ArrayConstructor): Builder;
}

/** A JSON value without parts. */
export type Scalar = string | number | boolean | null;

/** Properties of an object and what each must be. */
export interface Shape {
  readonly [key: string]: Validator<unknown>;
}

/** An assertion on a value of the right type: adds issues, never changes the value. */
export type Check = (payload: CheckPayload) => void;

/** What a check is given. */
export interface CheckPayload {
  /** The value, of the type that was checked before. */
  readonly value: unknown;
  /** Where a check puts what it finds. */
  readonly issues: Issue[];
}

/** An issue as zod collects it, before it has its words. */
export interface Issue {
  /** zod's code. */
  readonly code: string;
  /** The value that it is about. */
  readonly input: unknown;
  /** Where it stands below the checked value. */
  readonly path?: readonly PropertyKey[];
  /** Words; absent where zod has them for the code. */
  readonly message?: string;
  readonly [detail: string]: unknown;
}
