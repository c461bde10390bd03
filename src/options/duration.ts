/** Timers of Node count milliseconds in 32 bits; a longer one would fire at once. */
export const longestTimer = 2 ** 31 - 1;
/** Ten years: a longer one is a mistake. */
export const longestDuration = 3_650 * 86_400_000;

/** What a unit is in milliseconds. */
const units: readonly (readonly [string, number])[] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
  ["ms", 1],
];

/** The form of a duration, without a sign or a fourth decimal. */
export const durationPattern = "^(\\d{1,9}(?:\\.\\d{1,3})?)(ms|s|m|h|d)$";

/** Milliseconds of `250ms`, `1.5s`, `30s`, `5m`, `1h` or `2d`; `undefined` for anything else. */
export function durationOf(text: string): number | undefined {
  const match = new RegExp(durationPattern).exec(text);
  const unit = units.find(([name]) => name === match?.[2])?.[1];
  return match === null || unit === undefined ? undefined : Math.round(Number(match[1]) * unit);
}

/** In the largest unit that leaves a whole number: 90_000 → `90s`. */
export function durationText(milliseconds: number): string {
  const [name, factor] = units.find(([, each]) => milliseconds >= each && milliseconds % each === 0) ?? ["ms", 1];
  return `${milliseconds / factor}${name}`;
}
