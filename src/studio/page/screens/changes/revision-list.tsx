import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { CommitView } from "../../../shared/changes.ts";
import { Ago } from "../../parts/ago.tsx";
import { visible } from "../../parts/json-text.tsx";
import { hrefOf } from "../../state/address.ts";
import type { ScreenProps } from "../screen-props.ts";

interface RevisionListProps {
  readonly commits: readonly CommitView[];
  /** What the document is compared with. */
  readonly since: string | undefined;
  readonly query: ScreenProps["query"];
}

/** Any revision by its name, or one of the last commits. */
export function RevisionList({ commits, since, query }: RevisionListProps): JSX.Element {
  const [typed, setTyped] = useState(since ?? "");
  const compare = (event: Event): void => {
    event.preventDefault();
    location.hash = hrefOf("changes", { ...query, since: typed.trim() });
  };
  return (
    <>
      <form class="since" onSubmit={compare}>
        <label>
          Since the revision
          <input
            value={typed}
            placeholder="main, v1.2, HEAD~3"
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <button type="submit" disabled={typed.trim() === ""}>
          Compare
        </button>
      </form>
      {commits.length === 0 ? null : <h2>Commits that touched it</h2>}
      <ul class="rows" aria-label="Commits">
        {commits.map(({ hash, subject, date }) => (
          <li key={hash}>
            <a class="row" href={hrefOf("changes", { ...query, since: hash })} aria-current={hash === since ? "true" : undefined}>
              <span class="line">
                <bdi title={visible(subject)}>{visible(subject) || "no subject"}</bdi>
              </span>
              <span class="line dim">
                <code>{hash}</code> <Ago at={date} />
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
