import type { JSX } from "preact";
import type { RevisionsView } from "../../../shared/changes.ts";
import { Empty, Loading } from "../../parts/empty.tsx";
import { Problem } from "../../parts/problem.tsx";
import { useAnswer } from "../../state/use-answer.ts";
import type { ScreenProps } from "../screen-props.ts";
import { Comparison } from "./comparison.tsx";
import { RevisionList } from "./revision-list.tsx";

/** What changed in the document since a revision of git, and whom it breaks. */
export function ChangesScreen({ query }: ScreenProps): JSX.Element {
  const [answered, again] = useAnswer<RevisionsView>("revisions");
  if (answered.state === "loading") return <Loading what="the commits" />;
  if (answered.state === "failed") return <Problem error={answered.error} again={again} />;
  const { document, commits, usual, why } = answered.value;
  const since = query["since"] ?? usual;
  return (
    <div class="split changes">
      <section class="list" aria-label="Revisions">
        <RevisionList key={since} commits={commits} since={since} query={query} />
      </section>
      <section aria-label="Changes of the document">
        {since === undefined ? (
          <Empty>{why}</Empty>
        ) : (
          <Comparison
            key={since}
            document={document}
            since={since}
            {...(query["since"] === undefined ? { why } : {})}
            query={query}
            again={again}
          />
        )}
      </section>
    </div>
  );
}
