import type { JSX } from "preact";
import type { LetterList as Letters, LetterView } from "../../../shared/letters.ts";
import { Ago } from "../../parts/ago.tsx";
import { VirtualList } from "../../parts/virtual-list.tsx";
import { hrefOf } from "../../state/address.ts";
import type { ScreenProps } from "../screen-props.ts";

interface LetterListProps {
  readonly letters: readonly LetterView[];
  readonly causes: Letters["causes"];
  readonly query: ScreenProps["query"];
}

/** The causes with their counts, and the dead letters of the one that is chosen. */
export function LetterList({ letters, causes, query }: LetterListProps): JSX.Element {
  const { cause = "", letter: shown, ...filter } = query;
  const total = causes.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <ul class="causes" aria-label="Causes">
        {[{ cause: "", count: total }, ...causes].map((one) => (
          <li key={one.cause}>
            <a href={hrefOf("letters", { ...filter, cause: one.cause })} aria-current={one.cause === cause ? "true" : undefined}>
              <span>{one.cause === "" ? "all" : one.cause}</span> <span class="dim">{one.count.toLocaleString("en")}</span>
            </a>
          </li>
        ))}
      </ul>
      {letters.length === 0 ? null : (
        <VirtualList
          items={letters}
          rowHeight={52}
          label="Dead letters"
          keyOf={(letter) => letter.place}
          shown={letters.findIndex(({ handle }) => handle === shown)}
          row={(letter, tabIndex) => (
            <a
              class="row"
              tabIndex={tabIndex}
              href={hrefOf("letters", { ...filter, cause, letter: letter.handle })}
              aria-current={letter.handle === shown ? "true" : undefined}
            >
              <span class="line">
                <span class="bad" title={letter.cause}>
                  {letter.cause ?? "no cause"}
                </span>{" "}
                {letter.failedAt === undefined ? null : <Ago at={letter.failedAt} />}
              </span>
              <span class="line dim">
                <span title={letter.operation}>{letter.operation}</span> <code title={letter.place}>{withoutAddress(letter)}</code>
              </span>
            </a>
          )}
        />
      )}
    </>
  );
}

/** The list is narrow; the operation says which of the places it is. */
function withoutAddress({ place, address }: LetterView): string {
  return place.startsWith(`${address}/`) ? place.slice(address.length + 1) : place;
}
