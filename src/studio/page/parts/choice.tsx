import type { JSX } from "preact";

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (string | undefined)[];
  /** There is no "all": the first holds until another is chosen. */
  readonly isOne?: boolean;
  readonly set: (value: string) => void;
}

/** One of several, or all. */
export function Choice({ label, value = "", options, isOne = false, set }: ChoiceProps): JSX.Element {
  const all = [...new Set(isOne ? options : [value, ...options])].filter((option) => option !== undefined && option !== "");
  const known = isOne ? all : all.sort();
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => set(event.currentTarget.value)}>
        {isOne ? null : <option value="">all</option>}
        {known.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
    </label>
  );
}
