import type { ArrayAssertions, NumberSchema, ObjectAssertions, StringSchema } from "../../model/index.ts";
import type { Spot, Walk } from "./walk.ts";

/** `least` is a bound from below, `most` one from above. Absent: no bound. */
interface Bound {
  readonly what: string;
  readonly kind: "least" | "most";
  readonly before: number | undefined;
  readonly after: number | undefined;
}

function compareBounds(bounds: readonly Bound[], spot: Spot, walk: Walk): void {
  for (const { what, kind, before, after } of bounds) {
    if (before === after) continue;
    const tighter = after !== undefined && (before === undefined || (kind === "least" ? after > before : after < before));
    walk.report(tighter ? "limit-tightened" : "limit-loosened", { what: `\`${what}\``, before: print(before), after: print(after) }, spot);
  }
}

export function compareStrings(before: StringSchema, after: StringSchema, spot: Spot, walk: Walk): void {
  compareBounds(
    [
      { what: "minLength", kind: "least", before: before.minLength, after: after.minLength },
      { what: "maxLength", kind: "most", before: before.maxLength, after: after.maxLength },
    ],
    spot,
    walk,
  );
  const sources = (schema: StringSchema): string => schema.patterns.map(({ source }) => source).join(" and ");
  compareText("pattern", sources(before), sources(after), spot, walk);
  compareText("format", before.formats.join(" and "), after.formats.join(" and "), spot, walk);
}

export function compareNumbers(before: NumberSchema, after: NumberSchema, spot: Spot, walk: Walk): void {
  if (before.integer !== after.integer) {
    walk.report(
      after.integer ? "type-narrowed" : "type-widened",
      { what: "it", before: before.integer ? "integer" : "number", after: after.integer ? "integer" : "number" },
      spot,
    );
  }
  compareBounds(
    (["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"] as const).map((what) => ({
      what,
      kind: what.endsWith("inimum") ? "least" : "most",
      before: before[what],
      after: after[what],
    })),
    spot,
    walk,
  );
  compareText("multipleOf", before.multipleOf.join(" and "), after.multipleOf.join(" and "), spot, walk);
}

export function compareArrayAssertions(before: ArrayAssertions, after: ArrayAssertions, spot: Spot, walk: Walk): void {
  compareBounds(
    [
      { what: "minItems", kind: "least", before: before.minItems, after: after.minItems },
      { what: "maxItems", kind: "most", before: before.maxItems, after: after.maxItems },
      { what: "uniqueItems", kind: "least", before: Number(before.uniqueItems), after: Number(after.uniqueItems) },
    ],
    spot,
    walk,
  );
}

export function compareObjectAssertions(before: ObjectAssertions, after: ObjectAssertions, spot: Spot, walk: Walk): void {
  compareBounds(
    [
      { what: "minProperties", kind: "least", before: before.minProperties, after: after.minProperties },
      { what: "maxProperties", kind: "most", before: before.maxProperties, after: after.maxProperties },
    ],
    spot,
    walk,
  );
}

/** Which of two patterns, formats or factors accepts more is not decided; one that comes or goes is. */
function compareText(what: string, before: string, after: string, spot: Spot, walk: Walk): void {
  if (before === after) return;
  const values = {
    what: `\`${what}\``,
    before: before === "" ? "absent" : `\`${before}\``,
    after: after === "" ? "absent" : `\`${after}\``,
  };
  walk.report(before === "" ? "limit-tightened" : after === "" ? "limit-loosened" : "format-changed", values, spot);
}

function print(bound: number | undefined): string {
  return bound === undefined ? "absent" : String(bound);
}
