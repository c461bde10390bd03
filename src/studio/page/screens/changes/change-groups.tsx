import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { ChangeView, EffectView } from "../../../shared/changes.ts";
import { visible } from "../../parts/json-text.tsx";
import { Place } from "../../parts/place.tsx";
import { bySubject } from "./filter.ts";

/** Changes that are shown without asking, and characters of one. */
const [most, longest] = [300, 2_000];

const tones: { readonly [effect in EffectView]: string } = { breaking: "bad", compatible: "good", cosmetic: "dim" };

/** The changes of each message, operation, channel or server together. */
export function ChangeGroups({ changes }: { readonly changes: readonly ChangeView[] }): JSX.Element {
  const [whole, setWhole] = useState(false);
  const isCut = changes.length > most && !whole;
  const shown = new Set(isCut ? changes.slice(0, most) : changes);
  const isShown = (change: ChangeView): boolean => shown.has(change);
  return (
    <>
      {[...bySubject(changes)].map(([subject, members]) => (
        <Subject key={subject} subject={visible(subject).slice(0, longest)} count={members.length} changes={members.filter(isShown)} />
      ))}
      {isCut ? (
        <button type="button" onClick={() => setWhole(true)}>
          Show all {changes.length.toLocaleString("en")} changes
        </button>
      ) : null}
    </>
  );
}

interface SubjectProps {
  readonly subject: string;
  /** With those that are not shown. */
  readonly count: number;
  readonly changes: readonly ChangeView[];
}

function Subject({ subject, count, changes }: SubjectProps): JSX.Element | null {
  if (changes.length === 0) return null;
  return (
    <section class="subject" aria-label={subject}>
      <h3>
        <bdi>{subject}</bdi> <span class="dim">{count}</span>
      </h3>
      <ul>
        {changes.map((change, index) => (
          <li key={index}>
            <Change change={change} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Change({ change }: { readonly change: ChangeView }): JSX.Element {
  const { label, worst, consumer, producer, text, before, after, means, mend } = change;
  return (
    <>
      <span class={`label ${tones[worst]}`}>{label}</span>
      <div>
        <p class="text" dir="auto">
          {visible(text).slice(0, longest)}
        </p>
        <p class="where">
          <Place place={after} /> {before === undefined ? null : <span class="dim">was</span>} <Place place={before} />
        </p>
        <p class="dim">
          Consumers: <span class={tones[consumer]}>{consumer}</span>. Producers: <span class={tones[producer]}>{producer}</span>. {means}
        </p>
        {worst === "breaking" ? (
          <details>
            <summary>So that nobody breaks</summary>
            <p>{mend}</p>
          </details>
        ) : null}
      </div>
    </>
  );
}
