import type { NumberSchema } from "../../compiler/model/index.ts";

/** A number that fits, the friendliest first. */
export function madeNumber(schema: NumberSchema, nth: number): number | undefined {
  const { integer, minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY, multipleOf } = schema;
  const { exclusiveMinimum = Number.NEGATIVE_INFINITY, exclusiveMaximum = Number.POSITIVE_INFINITY } = schema;
  const low = Math.max(minimum, exclusiveMinimum);
  const high = Math.min(maximum, exclusiveMaximum);
  const starts = [1 + nth, minimum + nth, exclusiveMinimum + 1 + nth, maximum - nth, exclusiveMaximum - 1 - nth, (low + high) / 2, 0, -1];
  const steps = multipleOf.flatMap((step) => starts.map((start) => Math.ceil(start / step) * step));
  return [...starts, ...steps, ...multipleOf].find(
    (value) =>
      Number.isFinite(value) &&
      value >= minimum &&
      value <= maximum &&
      value > exclusiveMinimum &&
      value < exclusiveMaximum &&
      (!integer || Number.isInteger(value)) &&
      multipleOf.every((step) => Number.isInteger(value / step)),
  );
}
