import type { JSX } from "preact";

interface PairFieldsProps {
  readonly legend: string;
  readonly pairs: { readonly [name: string]: string };
  /** Names that cannot be changed. */
  readonly fixed?: boolean;
  readonly change: (pairs: { readonly [name: string]: string }) => void;
}

/** Names and their values, with an empty row for one more. */
export function PairFields({ legend, pairs, fixed = false, change }: PairFieldsProps): JSX.Element {
  const rows = Object.entries(pairs);
  const put = (index: number, name: string, value: string): void =>
    change(Object.fromEntries(rows.map((row, at) => (at === index ? [name, value] : row)).filter(([key]) => key !== "")));
  return (
    <fieldset class="pairs">
      <legend>{legend}</legend>
      {rows.map(([name, value], index) => (
        <div class="pair" key={index}>
          <input
            aria-label={`${legend}: name`}
            value={name}
            readOnly={fixed}
            onChange={(event) => put(index, event.currentTarget.value, value)}
          />
          <input aria-label={`${legend}: ${name}`} value={value} onInput={(event) => put(index, name, event.currentTarget.value)} />
        </div>
      ))}
      {fixed ? null : (
        <input
          key={`more ${rows.length}`}
          aria-label={`${legend}: one more name`}
          placeholder="add a name"
          value=""
          onChange={(event) => event.currentTarget.value !== "" && change({ ...pairs, [event.currentTarget.value]: "" })}
        />
      )}
    </fieldset>
  );
}
