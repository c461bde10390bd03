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
  readonly integer: typeof integer;
  readonly constant: typeof constant;
  readonly values: typeof values;
  readonly object: typeof object;
  readonly allOf: typeof allOf;
  readonly oneOf: typeof oneOf;
  readonly choice: typeof choice;
  readonly ifType: typeof ifType;
  readonly minLength: typeof minLength;
  readonly maxLength: typeof maxLength;
  readonly pattern: typeof pattern;
  readonly format: typeof format;
  readonly annotatedFormat: typeof annotatedFormat;
  readonly multipleOf: typeof multipleOf;
  readonly minItems: typeof minItems;
  readonly maxItems: typeof maxItems;
  readonly uniqueItems: typeof uniqueItems;
  readonly contains: typeof contains;
  readonly required: typeof required;
  readonly minProperties: typeof minProperties;
  readonly maxProperties: typeof maxProperties;
  readonly propertyNames: typeof propertyNames;
  readonly dependencies: typeof dependencies;
  readonly not: typeof not;
  readonly matches: typeof matches;
  readonly ifThenElse: typeof ifThenElse;
}

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
