import type { JSX } from "preact";

interface ChartProps {
  readonly label: string;
  readonly now: number;
  readonly values: readonly (number | undefined)[];
}

const [width, height] = [150, 28];

/** A number over the last minutes. */
export function Chart({ label, now, values }: ChartProps): JSX.Element {
  const known = values.map((value) => value ?? 0);
  const most = Math.max(1, ...known);
  const points = known.map(
    (value, index) => `${(index / Math.max(1, known.length - 1)) * width},${height - 1 - (value / most) * (height - 2)}`,
  );
  return (
    <figure class="chart">
      <figcaption>
        {label} <strong>{now.toLocaleString("en")}</strong>
      </figcaption>
      <svg
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: at most ${most} in the last minutes`}
      >
        <polyline points={points.join(" ")} />
      </svg>
    </figure>
  );
}
