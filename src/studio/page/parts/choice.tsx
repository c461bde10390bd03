import type { JSX } from "preact";

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (string | undefined)[];
  readonly set: (value: string) => void;
}

/** One of several, or all. */
export function Choice({ label, value = "", options, set }: ChoiceProps): JSX.Element {
  const known = [...new Set([value, ...options])].filter((option) => option !== undefined && option !== "").sort();
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => set(event.currentTarget.value)}>
        <option value="">all</option>
        {known.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </label>
  );
}
