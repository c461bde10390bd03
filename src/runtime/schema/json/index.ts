import { contains, maxItems, minItems, uniqueItems } from "./arrays.ts";
import { allOf, choice, ifThenElse, ifType, matches, not, oneOf } from "./combinations.ts";
import { annotatedFormat, format } from "./formats.ts";
import { integer, multipleOf } from "./numbers.ts";
import { object } from "./object.ts";
import { dependencies, maxProperties, minProperties, propertyNames, required } from "./objects.ts";
import { maxLength, minLength, pattern } from "./strings.ts";
import { constant, values } from "./values.ts";

/** The words of JSON Schema that zod lacks or reads differently. Builders stand alone, checks go into `.check(…)`. */
export interface JsonWords {
  /** A whole number of any size; `z.int()` stops at 2^53. */
  readonly integer: typeof integer;
  /** Exactly this value, compared by value. */
  readonly constant: typeof constant;
  /** One of these values, compared by value. */
  readonly values: typeof values;
  /** An object with properties by pattern, and with names that a plain object inherits. */
  readonly object: typeof object;
  /** Every member accepts the value. */
  readonly allOf: typeof allOf;
  /** Exactly one member accepts the value. */
  readonly oneOf: typeof oneOf;
  /** The value of a property names the member that must accept the object. */
  readonly choice: typeof choice;
  /** A value of one of these types matches the schema of its type; a value of another type is accepted. */
  readonly ifType: typeof ifType;
  /** Least length in code points: an emoji counts once. */
  readonly minLength: typeof minLength;
  /** Greatest length in code points: an emoji counts once. */
  readonly maxLength: typeof maxLength;
  /** A regular expression that is matched in bounded time. */
  readonly pattern: typeof pattern;
  /** A format that is checked, but for a message that says `formats: annotate`. */
  readonly format: typeof format;
  /** A format that is a remark, but for a message that says `formats: assert`, and for what is published. */
  readonly annotatedFormat: typeof annotatedFormat;
  /** By decimal value: 19.99 is a multiple of 0.01 though no binary fraction says so. */
  readonly multipleOf: typeof multipleOf;
  /** At least so many items. */
  readonly minItems: typeof minItems;
  /** At most so many items. */
  readonly maxItems: typeof maxItems;
  /** No two items are equal by value. */
  readonly uniqueItems: typeof uniqueItems;
  /** At least one item matches. */
  readonly contains: typeof contains;
  /** These keys are there, whatever they hold. */
  readonly required: typeof required;
  /** At least so many properties. */
  readonly minProperties: typeof minProperties;
  /** At most so many properties. */
  readonly maxProperties: typeof maxProperties;
  /** Every key matches. */
  readonly propertyNames: typeof propertyNames;
  /** Where a key is there, these keys are too, or the object matches this schema. */
  readonly dependencies: typeof dependencies;
  /** The schema refuses the value. */
  readonly not: typeof not;
  /** The schema accepts the value. */
  readonly matches: typeof matches;
  /** What the first accepts must match the second, anything else the third. */
  readonly ifThenElse: typeof ifThenElse;
}

/** The words, as generated code imports them. */
export const json: JsonWords = {
  integer,
  constant,
  values,
  object,
  allOf,
  oneOf,
  choice,
  ifType,
  minLength,
  maxLength,
  pattern,
  format,
  annotatedFormat,
  multipleOf,
  minItems,
  maxItems,
  uniqueItems,
  contains,
  required,
  minProperties,
  maxProperties,
  propertyNames,
  dependencies,
  not,
  matches,
  ifThenElse,
};
