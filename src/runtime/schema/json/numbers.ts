import type { Builder, Check } from "../builder.ts";
import { z } from "../z.ts";
import { complain } from "./issue.ts";

const wholeNumber: Check = (payload) => {
  if (Number.isInteger(payload.value)) return;
  complain(payload, { code: "invalid_type", expected: "int" });
};

/** A whole number of any size; `z.int()` stops at 2^53. */
export function integer(): Builder {
  return z.number().check(wholeNumber);
}

/** By decimal value: 19.99 is a multiple of 0.01 though no binary fraction says so. */
export function multipleOf(divisor: number): Check {
  return (payload) => {
    if (isMultiple(payload.value as number, divisor)) return;
    complain(payload, { code: "not_multiple_of", divisor });
  };
}

function isMultiple(value: number, divisor: number): boolean {
  // `%` is exact for whole numbers. Beyond 2^53 it speaks of the binary number that a decimal was rounded to: 1e25 is a multiple of 10 all the same.
  if (Number.isInteger(value) && Number.isInteger(divisor)) {
    if (value % divisor === 0) return true;
    if (Number.isSafeInteger(value)) return false;
  }
  const [a, b] = [decimal(value), decimal(divisor)];
  const exponent = Math.min(a.exponent, b.exponent);
  return (a.digits * 10n ** BigInt(a.exponent - exponent)) % (b.digits * 10n ** BigInt(b.exponent - exponent)) === 0n;
}

/** The shortest decimal that denotes the number, as digits × 10^exponent. */
function decimal(value: number): { readonly digits: bigint; readonly exponent: number } {
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}
