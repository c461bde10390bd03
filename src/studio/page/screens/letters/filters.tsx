import type { JSX } from "preact";
import { Choice } from "../../parts/choice.tsx";
import { hrefOf, replaceAddress } from "../../state/address.ts";
import type { ScreenProps } from "../screen-props.ts";

interface FiltersProps {
  readonly operations: readonly string[];
  readonly query: ScreenProps["query"];
}

/** Which dead letters are listed, beside their cause. A search is asked for when it is typed whole: each look takes the broker's time. */
export function Filters({ operations, query }: FiltersProps): JSX.Element {
  const { operation = "", text = "" } = query;
  const put = (changed: { readonly [name: string]: string }): void => {
    const { letter: _, ...filter } = query;
    replaceAddress(hrefOf("letters", { ...filter, ...changed }));
  };
  return (
    <div class="filters">
      {operations.length < 2 && operation === "" ? null : (
        <Choice label="Operation" value={operation} options={operations} set={(value) => put({ operation: value })} />
      )}
      <label>
        Search
        <input
          type="search"
          placeholder="id, key, error, payload"
          value={text}
          onChange={(event) => put({ text: event.currentTarget.value.trim() })}
          onInput={(event) => event.currentTarget.value === "" && text !== "" && put({ text: "" })}
        />
      </label>
    </div>
  );
}
