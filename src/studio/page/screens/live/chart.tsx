import type { JSX } from "preact";

/** What was counted at a time; absent where nobody could tell. */
export interface Sample {
  readonly at: number;
  readonly value: number | undefined;
}

interface ChartProps {
  readonly label: string;
  /** Absent: nobody can tell at the moment. */
  readonly now: number | undefined;
  /** Oldest first. */
  readonly samples: readonly Sample[];
  /** Whether samples of one pixel are added up, or the most of them counts: a short peak is seen. */
  readonly sum?: boolean;
}

/** Milliseconds of a chart, and of a pixel of it. */
export const span = 300_000;
const [pixel, height] = [2_000, 28];
const width = span / pixel;

/** A number over the last five minutes, now at the right. */
export function Chart({ label, now, samples, sum = false }: ChartProps): JSX.Element {
  const columns = columnsOf(samples, sum);
  const most = Math.max(0, ...columns.values());
  const said = now === undefined ? "unknown" : now.toLocaleString("en");
  return (
    <figure class="chart">
      <figcaption>
        {label} <strong>{said}</strong> <span class="dim most">max {most.toLocaleString("en")}</span>
      </figcaption>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: ${said}, at most ${most.toLocaleString("en")} in the last five minutes`}
      >
        <path d={lineOf(columns, most)} />
      </svg>
    </figure>
  );
}

/** Pixel from the left → what stands there. */
function columnsOf(samples: readonly Sample[], sum: boolean): ReadonlyMap<number, number> {
  const newest = Math.floor((samples.at(-1)?.at ?? 0) / pixel);
  const columns = new Map<number, number>();
  for (const { at, value } of samples) {
    const x = width - 1 - newest + Math.floor(at / pixel);
    if (value === undefined || x < 0) continue;
    const before = columns.get(x) ?? 0;
    columns.set(x, sum ? before + value : Math.max(before, value));
  }
  return columns;
}

/** Interrupted where nothing is known. */
function lineOf(columns: ReadonlyMap<number, number>, most: number): string {
  return [...columns]
    .map(([x, value]) => {
      const y = height - 1 - (value / Math.max(1, most)) * (height - 3);
      return columns.has(x - 1) ? `L${x} ${y}` : `M${x} ${y}h0`;
    })
    .join("");
}
