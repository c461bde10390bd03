import type { Keyword } from "./keyword.ts";

function bound(keyword: string, holds: (value: number, limit: number) => boolean): Keyword {
  return ({ value, schema }) => {
    const limit = value.scalar;
    if (typeof limit !== "number") return undefined;
    return (node, run) => typeof node.scalar !== "number" || holds(node.scalar, limit) || run.add({ keyword, node, schema, wanted: limit });
  };
}

export const numberKeywords: Readonly<Record<string, Keyword>> = {
  minimum: bound("minimum", (value, limit) => value >= limit),
  maximum: bound("maximum", (value, limit) => value <= limit),
  exclusiveMinimum: bound("exclusiveMinimum", (value, limit) => value > limit),
  exclusiveMaximum: bound("exclusiveMaximum", (value, limit) => value < limit),
  multipleOf: bound("multipleOf", isMultiple),
};

/** The remainder of decimal fractions is off by rounding: 0.3 is a multiple of 0.1. */
function isMultiple(value: number, divisor: number): boolean {
  if (divisor <= 0) return true;
  const quotient = value / divisor;
  return Number.isFinite(quotient)
    ? Math.abs(quotient - Math.round(quotient)) <= 1e-9 * Math.max(1, Math.abs(quotient))
    : value % divisor === 0;
}
