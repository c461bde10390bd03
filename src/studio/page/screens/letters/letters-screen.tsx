import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ActView, LetterAct, LetterList } from "../../../shared/letters.ts";
import { Empty, Loading } from "../../parts/empty.tsx";
import { Problem } from "../../parts/problem.tsx";
import { hrefOf } from "../../state/address.ts";
import { useAnswer } from "../../state/use-answer.ts";
import type { ScreenProps } from "../screen-props.ts";
import { Acts } from "./acts.tsx";
import { Letter } from "./letter.tsx";

/** What could not be handled: by cause, one in full, and what can be done with it. */
export function LettersScreen({ about, query }: ScreenProps): JSX.Element {
  const { cause = "", place } = query;
  const [answered, again] = useAnswer<LetterList>("letters", cause === "" ? {} : { cause });
  const [done, setDone] = useState<readonly ActView[]>([]);
  if (answered.state === "loading") return <Loading what="the dead letters" />;
  if (answered.state === "failed") return <Problem error={answered.error} again={again} />;
  const { letters, causes, places, more, notes } = answered.value;
  const total = causes.reduce((sum, { count }) => sum + count, 0);
  const filter: LetterAct["filter"] = cause === "" ? {} : { cause };
  const finished = (acts: readonly ActView[]): void => {
    setDone(acts);
    again();
  };
  return (
    <div class="split letters">
      <h1 class="unseen">Dead letters</h1>
      <section class="list" aria-label="Dead letters by cause">
        <ul class="causes" aria-label="Causes">
          {[{ cause: "", count: total }, ...causes].map((one) => (
            <li key={one.cause}>
              <a href={hrefOf("letters", { cause: one.cause })} aria-current={one.cause === cause ? "true" : undefined}>
                {one.cause === "" ? "all" : one.cause}
              </a>{" "}
              <span class="dim">{one.count.toLocaleString("en")}</span>
            </li>
          ))}
        </ul>
        {letters.length === 0 ? (
          <Empty>No dead letters in {places.join(", ") || "any place"}. What cannot be handled is listed here.</Empty>
        ) : (
          <ul class="rows" aria-label="Dead letters">
            {letters.map((letter) => (
              <li key={letter.place}>
                <a
                  class="row"
                  href={hrefOf("letters", { cause, place: letter.place })}
                  aria-current={letter.place === place ? "true" : undefined}
                >
                  <span class="bad">{letter.cause ?? "no cause"}</span> <code>{letter.id ?? letter.place}</code>
                  <span class="dim">
                    {letter.operation} {letter.failedAt}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        )}
        {more ? <p class="dim">There are more than are shown.</p> : null}
        {notes.map((note) => (
          <p class="warn" key={note}>
            {note}
          </p>
        ))}
      </section>
      <section aria-label="One dead letter">
        {letters.length === 0 ? null : (
          <Acts about={about} filter={filter} what={cause === "" ? `all ${total}` : `all with the cause "${cause}"`} done={finished} />
        )}
        <ol class="steps" aria-label="What was done" aria-live="polite">
          {done.map(({ tone, text }, index) => (
            <li key={index} class="whole">
              <span class={tone}>{text}</span>
            </li>
          ))}
        </ol>
        {place === undefined ? null : <Letter key={place} about={about} place={place} done={finished} />}
      </section>
    </div>
  );
}
