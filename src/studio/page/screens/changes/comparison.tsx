import type { JSX } from "preact";
import type { ChangesView, ChangeView } from "../../../shared/changes.ts";
import { Empty, Loading } from "../../parts/empty.tsx";
import { visible } from "../../parts/json-text.tsx";
import { Place } from "../../parts/place.tsx";
import { Problem } from "../../parts/problem.tsx";
import { hrefOf, replaceAddress } from "../../state/address.ts";
import { useAnswer } from "../../state/use-answer.ts";
import type { ScreenProps } from "../screen-props.ts";
import { ChangeGroups } from "./change-groups.tsx";
import { found, type KindName, kinds } from "./filter.ts";

interface ComparisonProps {
  readonly document: string;
  readonly since: string;
  /** Why it was chosen, where nobody did. */
  readonly why?: string;
  readonly query: ScreenProps["query"];
  /** Asks for the commits too. */
  readonly again: () => void;
}

/** The document as it is now beside what the revision has: whoever edits it asks again. */
export function Comparison({ document, since, why, query, again }: ComparisonProps): JSX.Element {
  const [answered, compareAgain] = useAnswer<ChangesView>("changes", { since });
  const both = (): void => {
    again();
    compareAgain();
  };
  if (answered.state === "loading") return <Loading what="both versions" />;
  if (answered.state === "failed") return <Problem error={answered.error} again={both} />;
  const answer = answered.value;
  return (
    <>
      <div class="head">
        <h2 dir="auto">
          {visible(document)} since <code>{visible(since)}</code>
        </h2>
        <button type="button" onClick={both}>
          Compare again
        </button>
      </div>
      {why === undefined ? null : <p class="dim">{why}</p>}
      {answer.kind === "unreadable" ? <Unreadable {...answer} /> : <Compared {...answer} query={query} />}
    </>
  );
}

function Unreadable({ sentence, errors }: Extract<ChangesView, { kind: "unreadable" }>): JSX.Element {
  return (
    <div class="problem" role="alert">
      <p dir="auto">{visible(sentence)} There is no comparison without both.</p>
      <ul class="unreadable" aria-label="Errors">
        {errors.map(({ text, place }) => (
          <li key={`${place} ${text}`}>
            <span dir="auto">{visible(text)}</span> <Place place={place} />
          </li>
        ))}
      </ul>
    </div>
  );
}

type ComparedProps = Extract<ChangesView, { kind: "compared" }> & Pick<ComparisonProps, "query">;

function Compared({ count, changes, query }: ComparedProps): JSX.Element {
  const kind = kinds.find(({ name }) => name === query["kind"]) ?? kinds[0];
  const search = query["q"] ?? "";
  if (changes.length === 0) return <Empty>No difference that matters to who sends or receives.</Empty>;
  const shown = found(changes, kind, search);
  return (
    <>
      <p role="status">
        {count}
        {shown.length === changes.length ? "" : `; ${shown.length} of ${changes.length} shown`}
      </p>
      <div class="filters">
        <Kinds changes={changes} current={kind.name} query={query} />
        <label>
          Search
          <input
            type="search"
            placeholder="message, path, file"
            value={search}
            onInput={(event) => replaceAddress(hrefOf("changes", { ...query, q: event.currentTarget.value }))}
          />
        </label>
      </div>
      {shown.length === 0 ? <Empty>No change of this kind has all of these words.</Empty> : <ChangeGroups changes={shown} />}
    </>
  );
}

interface KindsProps {
  readonly changes: readonly ChangeView[];
  readonly current: KindName;
  readonly query: ScreenProps["query"];
}

function Kinds({ changes, current, query }: KindsProps): JSX.Element {
  return (
    <ul class="kinds" aria-label="Kinds of changes">
      {kinds.map(({ name, title, takes }) => (
        <li key={name}>
          <a href={hrefOf("changes", { ...query, kind: name === "all" ? "" : name })} aria-current={name === current ? "true" : undefined}>
            {title} <span class="dim">{changes.filter(takes).length}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}
