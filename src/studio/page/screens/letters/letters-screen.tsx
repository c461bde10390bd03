import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ActView, LetterAct, LetterList as Letters } from "../../../shared/letters.ts";
import { Empty, Loading } from "../../parts/empty.tsx";
import { Problem } from "../../parts/problem.tsx";
import { hrefOf, replaceAddress } from "../../state/address.ts";
import { useAnswer } from "../../state/use-answer.ts";
import type { ScreenProps } from "../screen-props.ts";
import { Acts } from "./acts.tsx";
import { Done } from "./done.tsx";
import { Letter } from "./letter.tsx";
import { LetterList } from "./letter-list.tsx";

/** Letters that are looked at at first, and that each asking for more adds. */
const portion = 5_000;

/** What could not be handled: by cause, one in full, and what can be done with it. */
export function LettersScreen({ about, query }: ScreenProps): JSX.Element {
  const { cause = "", place } = query;
  const [limit, setLimit] = useState(portion);
  const [answered, again] = useAnswer<Letters>("letters", { ...(cause === "" ? {} : { cause }), limit: String(limit) });
  const [done, setDone] = useState<readonly ActView[]>([]);
  if (answered.state === "loading") return <Loading what="the dead letters" />;
  if (answered.state === "failed") return <Problem error={answered.error} again={again} />;
  const { letters, causes, places, more, notes } = answered.value;
  const meant = causes.filter((one) => cause === "" || one.cause === cause).reduce((sum, { count }) => sum + count, 0);
  const filter: LetterAct["filter"] = cause === "" ? {} : { cause };
  const finished = (acts: readonly ActView[], hasMoved: boolean): void => {
    setDone(acts);
    // Nothing lies there any more, or another one does.
    if (hasMoved) replaceAddress(hrefOf("letters", { cause }));
    again();
  };
  return (
    <div class="split letters">
      <section class="list" aria-label="Dead letters by cause">
        <LetterList letters={letters} causes={causes} cause={cause} place={place} />
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
        {letters.length === 0 ? (
          <Empty>No dead letters in {places.join(", ") || "any place"}. What cannot be handled is listed here.</Empty>
        ) : (
          <Acts about={about} filter={filter} what={nameOf(more ? undefined : meant, cause)} done={finished} />
        )}
        <Done acts={done} />
        {place !== undefined ? (
          <Letter key={place} about={about} place={place} done={finished} />
        ) : letters.length === 0 ? null : (
          <p class="dim">Choose one: why it failed, what it says, and correcting it before it is sent back.</p>
        )}
      </section>
    </div>
  );
}

/** Of all that an act is about, also of those that were not looked at yet. */
function nameOf(count: number | undefined, cause: string): string {
  const all = count === undefined ? "all" : count === 1 ? "the only one" : `all ${count.toLocaleString("en")}`;
  return cause === "" ? all : `${all} with the cause "${cause}"`;
}
