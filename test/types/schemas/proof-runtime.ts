/**
 * What `boost-gen/runtime` is while types are proved: zod with its own types, and our words with types that say what they accept.
 * Compiled in place of the flat builders that generated code sees otherwise; never run.
 */
import type { z as zod } from "zod";

/** A named schema is taken for what it declares; that it declares the right thing is proved where it stands. */
export type Validator<T> = zod.ZodType<T>;

type Outputs<Members extends readonly zod.ZodType[]> = zod.output<Members[number]>;

export declare const z: Omit<typeof zod, "discriminatedUnion"> & {
  // zod wants to see the property in the type of every member, which a named schema hides.
  discriminatedUnion<const Members extends readonly zod.ZodType[]>(property: string, members: Members): zod.ZodType<Outputs<Members>>;
};

type Check = (payload: zod.core.ParsePayload<unknown>) => void;

type Intersection<Members extends readonly zod.ZodType[]> = Members extends readonly [
  infer First extends zod.ZodType,
  ...infer Rest extends readonly zod.ZodType[],
]
  ? zod.output<First> & Intersection<Rest>
  : unknown;

interface Rules {
  readonly required?: readonly string[];
  readonly patterns?: readonly (readonly [RegExp, zod.ZodType])[];
  readonly additional?: zod.ZodType;
}

type RequiredKeys<R> = R extends { readonly required: readonly (infer Key extends string)[] } ? Key : never;
type PatternValues<R> = R extends { readonly patterns: readonly (readonly [RegExp, infer Value])[] } ? zod.output<Value> : never;
type AdditionalValues<R> = R extends { readonly additional: infer Value } ? zod.output<Value> : unknown;

type ObjectOutput<Shape extends zod.ZodRawShape, R> = [keyof Shape | RequiredKeys<R>] extends [never]
  ? { [key: string]: PatternValues<R> | AdditionalValues<R> }
  : zod.output<zod.ZodObject<Shape, zod.core.$strip>> & { [Key in Exclude<RequiredKeys<R>, keyof Shape>]: unknown };

interface Other {
  object: { [key: string]: unknown };
  array: unknown[];
  string: string;
  number: number;
  boolean: boolean;
  null: null;
}

/** Whether something says more about its type than that a value has it. */
type Tells<Key, Output> = [Output] extends [never]
  ? true
  : Key extends "object"
    ? [Named<Output>] extends [never]
      ? unknown extends Output[string & keyof Output]
        ? false
        : true
      : true
    : Key extends "array"
      ? (<T>() => T extends Output ? 1 : 2) extends <T>() => T extends unknown[] ? 1 : 2
        ? false
        : true
      : Key extends keyof Other
        ? Other[Key] extends Output
          ? false
          : true
        : false;

type Telling<Types> = { [Key in keyof Types]: Tells<Key, zod.output<Types[Key]>> }[keyof Types];

type IfType<Types> =
  true extends Telling<Types>
    ? { [Key in keyof Other]: Key extends keyof Types ? zod.output<Types[Key]> : Other[Key] }[keyof Other]
    : unknown;

/** What a discriminator adds to a member is the property's value, where the member does not have it anyway. */
type Choice<Property extends string, Members> = {
  [Value in keyof Members]: zod.output<Members[Value]> & { [Key in Property]: Value };
}[keyof Members];

export declare const json: {
  integer(): zod.ZodNumber;
  constant<const Value>(value: Value): zod.ZodType<Value>;
  values<const Values extends readonly unknown[]>(values: Values): zod.ZodType<Values[number]>;
  object<Shape extends zod.ZodRawShape, const R extends Rules>(shape: Shape, rules?: R): zod.ZodType<ObjectOutput<Shape, R>>;
  allOf<const Members extends readonly zod.ZodType[]>(members: Members): zod.ZodType<Intersection<Members>>;
  oneOf<const Members extends readonly zod.ZodType[]>(members: Members): zod.ZodType<Outputs<Members>>;
  choice<const Property extends string, const Members extends { readonly [value: string]: zod.ZodType }>(
    property: Property,
    members: Members,
  ): zod.ZodType<Choice<Property, Members>>;
  ifType<Types extends { readonly [type: string]: zod.ZodType }>(types: Types): zod.ZodType<IfType<Types>>;
  format(name: string): Check;
  annotatedFormat(name: string): Check;
  pattern(source: string, flags?: string): RegExp;
  minLength(minimum: number): Check;
  maxLength(maximum: number): Check;
  multipleOf(divisor: number): Check;
  minItems(minimum: number): Check;
  maxItems(maximum: number): Check;
  uniqueItems(): Check;
  contains(schema: zod.ZodType): Check;
  required(...keys: readonly string[]): Check;
  minProperties(minimum: number): Check;
  maxProperties(maximum: number): Check;
  propertyNames(schema: zod.ZodType): Check;
  dependencies(rules: { readonly [key: string]: readonly string[] | zod.ZodType }): Check;
  not(schema: zod.ZodType): Check;
  matches(schema: zod.ZodType): Check;
  ifThenElse(schemas: { readonly if: zod.ZodType; readonly then?: zod.ZodType; readonly else?: zod.ZodType }): Check;
};

declare const marker: unique symbol;
interface Unknown {
  readonly [marker]: "unknown";
}
interface Any {
  readonly [marker]: "any";
}
/** What an object type has in common with a text or a list: nothing that a JSON value could be. */
interface Branded {
  readonly [marker]: "branded";
}
/** An interface and not a mapped array, which would be expanded at once and without end for `type Tree = Tree[]`. */
interface List<Item> {
  readonly [marker]: "list";
  readonly item: Plain<Item>;
}
interface Optional<T> {
  readonly [marker]: T;
}

/** A type with everything written out that assignability overlooks: `any`, `unknown`, optional properties. Index signatures count only where there is no named property. */
type Plain<T> = 0 extends 1 & T
  ? Any
  : unknown extends T
    ? Unknown
    : T extends string | number | boolean | null | undefined
      ? T extends object
        ? Branded
        : T
      : T extends readonly unknown[]
        ? [Exclude<keyof T, keyof unknown[] | number | `${number}`>] extends [never]
          ? T[number][] extends T
            ? List<T[number]>
            : { [Index in keyof T]: Plain<T[Index]> }
          : Branded
        : [Named<T>] extends [never]
          ? { [Key in keyof T]: Plain<T[Key]> }
          : {
              [Key in keyof T as string extends Key ? never : number extends Key ? never : Key]-?: Record<never, never> extends Pick<T, Key>
                ? Optional<Plain<T[Key]>>
                : Plain<T[Key]>;
            };

/** Property names without index signatures. */
type Named<T> = keyof { [Key in keyof T as string extends Key ? never : number extends Key ? never : Key]: T[Key] };

/** Errors, on its own line, unless the validator's output is the declared type, both ways. */
export declare function prove<Declared>(): <Validator extends zod.ZodType>(
  validator: [Plain<zod.output<Validator>>] extends [Plain<Declared>]
    ? [Plain<Declared>] extends [Plain<zod.output<Validator>>]
      ? Validator
      : { readonly declaredIsWiderThanOutput: never }
    : { readonly outputIsWiderThanDeclared: never },
) => void;
