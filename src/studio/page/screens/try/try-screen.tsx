import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { TriedMessage } from "../../../shared/trial.ts";
import { Empty, Loading } from "../../parts/empty.tsx";
import { Problem } from "../../parts/problem.tsx";
import { VirtualList } from "../../parts/virtual-list.tsx";
import { hrefOf } from "../../state/address.ts";
import { useAnswer } from "../../state/use-answer.ts";
import type { ScreenProps } from "../screen-props.ts";
import { Attempt } from "./attempt.tsx";

export function TryScreen({ about, query }: ScreenProps): JSX.Element {
  const [answered, again] = useAnswer<readonly TriedMessage[]>("messages");
  const [search, setSearch] = useState("");
  if (answered.state === "loading") return <Loading what="the messages" />;
  if (answered.state === "failed") return <Problem error={answered.error} again={again} />;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const messages = answered.value;
  const found = messages.filter(({ name, operation }) => words.every((word) => `${name} ${operation}`.toLowerCase().includes(word)));
  const current = messages.find(({ key }) => key === query["message"]) ?? messages[0];
  if (current === undefined) return <Empty>The document has no messages to try. They come with its operations.</Empty>;
  return (
    <div class="split">
      <section class="list" aria-label="Messages">
        <input
          type="search"
          placeholder="Search messages"
          aria-label="Search messages"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <VirtualList
          items={found}
          rowHeight={46}
          label="Messages to try"
          keyOf={({ key }) => key}
          shown={found.indexOf(current)}
          row={({ key, name, operation, action }, tabIndex) => (
            <a
              class="item two"
              tabIndex={tabIndex}
              href={hrefOf("try", { message: key })}
              aria-current={key === current.key ? "true" : undefined}
            >
              <span class="name" title={name}>
                {name}
              </span>
              <span class="dim">
                {action === "receive" ? "to" : "as from"} {operation}
              </span>
            </a>
          )}
        />
      </section>
      <Attempt key={current.key} about={about} message={current} />
    </div>
  );
}
