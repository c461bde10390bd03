export interface Trend {
  /** Medians of the second and of the last quarter; the first is warming up. */
  readonly early: number;
  readonly late: number;
  /** Least squares over all but the first quarter, for each hour. */
  readonly hourly: number;
}

/** @param values in the order they were taken, each `every` milliseconds */
export function trendOf(values: readonly number[], every: number): Trend {
  const quarter = Math.floor(values.length / 4);
  const warm = values.slice(quarter);
  const middle = (warm.length - 1) / 2;
  const mean = warm.reduce((sum, value) => sum + value, 0) / warm.length;
  let above = 0;
  let below = 0;
  for (const [index, value] of warm.entries()) {
    above += (index - middle) * (value - mean);
    below += (index - middle) ** 2;
  }
  return {
    early: median(values.slice(quarter, 2 * quarter)),
    late: median(values.slice(-quarter)),
    hourly: below === 0 ? 0 : (above / below) * (3_600_000 / every),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
