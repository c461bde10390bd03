import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ActView, LetterFilter, LetterList as Letters } from "../../../shared/letters.ts";
import { Empty, Loading } from "../../parts/empty.tsx";
import { Problem } from "../../parts/problem.tsx";
import { hrefOf, replaceAddress } from "../../state/address.ts";
import { useAnswer } from "../../state/use-answer.ts";
import type { ScreenProps } from "../screen-props.ts";
import { Acts } from "./acts.tsx";
import { Done } from "./done.tsx";
import { Filters } from "./filters.tsx";
import { Letter } from "./letter.tsx";
import { LetterList } from "./letter-list.tsx";

/** Letters that are looked at at first, and that each asking for more adds. */
const portion = 5_000;

/** What could not be handled: by cause, one in full, and what can be done with it. */
export function LettersScreen({ about, query }: ScreenProps): JSX.Element {
  const { cause = "", operation = "", text = "", letter } = query;
  const [limit, setLimit] = useState(portion);
  const given = Object.entries({ cause, operation, text, limit: String(limit) }).filter(([, value]) => value !== "");
  const [answered, again] = useAnswer<Letters>("letters", Object.fromEntries(given));
  const [done, setDone] = useState<readonly ActView[]>([]);
  if (answered.state === "loading") return <Loading what="the dead letters" />;
  if (answered.state === "failed") return <Problem error={answered.error} again={again} />;
  const { filter, letters, causes, operations, places, more, notes } = answered.value;
  const found = letters.map(({ handle }) => handle);
  const isFiltered = Object.keys(filter).length > 0;
  const finished = (acts: readonly ActView[], hasMoved: boolean): void => {
    setDone(acts);
    // It is not there any more.
    if (hasMoved) replaceAddress(hrefOf("letters", { ...query, letter: "" }));
    again();
  };
  return (
    <div class="split letters">
      <section class="list" aria-label="Dead letters by cause">
        {isFiltered || letters.length > 0 ? <Filters operations={operations} query={query} /> : null}
        {places.length === 0 ? null : <LetterList letters={letters} causes={causes} query={query} />}
        {more ? (
          <p class="dim more">
            These are among the first {limit.toLocaleString("en")}; there are more.{" "}
            <button type="button" onClick={() => setLimit(limit + portion)}>
              Look at {portion.toLocaleString("en")} more
            </button>
          </p>
        ) : null}
        {notes.map((note) => (
          <p class="warn" key={note}>
            {note}
          </p>
        ))}
      </section>
      <section aria-label="One dead letter">
        {letters.length > 0 ? (
          <Acts
            about={about}
            letters={found}
            what={found.length === 1 ? "the only one" : `all ${found.length.toLocaleString("en")}`}
            which={whichOf(filter)}
            done={finished}
          />
        ) : isFiltered ? (
          <Empty>No dead letter has all of this.</Empty>
        ) : (
          <Empty>
            {places.length === 0
              ? "Nothing that is received here is dead-lettered, so there is no place to look into."
              : `No dead letters in ${places.join(", ")}. What cannot be handled is listed here.`}
          </Empty>
        )}
        <Done acts={done} />
        {letter !== undefined ? (
          <Letter key={letter} about={about} handle={letter} done={finished} />
        ) : letters.length === 0 ? null : (
          <p class="dim">Choose one: why it failed, what it says, and correcting it before it is sent back.</p>
        )}
      </section>
    </div>
  );
}

/** `with the cause "rejected" of onOrder` */
function whichOf({ cause, operation, text }: LetterFilter): string {
  return [
    cause === undefined ? [] : [`with the cause "${cause}"`],
    operation === undefined ? [] : [`of ${operation}`],
    text === undefined ? [] : [`that have "${text}"`],
  ]
    .flat()
    .join(" ");
}
