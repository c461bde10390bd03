import type { JSX } from "preact";
import { useCallback, useRef, useState } from "preact/hooks";
import type { LiveEvent, LiveMessage } from "../../../shared/live.ts";
import { Choice } from "../../parts/choice.tsx";
import { Empty, Loading } from "../../parts/empty.tsx";
import { Problem } from "../../parts/problem.tsx";
import { hrefOf, replaceAddress } from "../../state/address.ts";
import { useEvents } from "../../state/use-events.ts";
import type { ScreenProps } from "../screen-props.ts";
import { span } from "./chart.tsx";
import { MessageTable } from "./message-table.tsx";
import { type Moment, Sources } from "./sources.tsx";

/** Messages that the page keeps. */
const kept = 500;

interface Seen {
  /** Newest first. */
  readonly messages: readonly LiveMessage[];
  readonly omitted: number;
  readonly total: number;
  readonly history: readonly Moment[];
}

const nothing: Seen = { messages: [], omitted: 0, total: 0, history: [] };

/** What the service does, newest first. */
export function LiveScreen({ about, query }: ScreenProps): JSX.Element {
  const [seen, setSeen] = useState<Seen>();
  const [held, setHeld] = useState(false);
  const latest = useRef(nothing);
  const isHeld = useRef(false);
  const take = useCallback(({ messages, omitted, total, sources }: LiveEvent) => {
    const [before, at] = [latest.current, Date.now()];
    // The service was started again: what it remembers comes once more.
    const isNew = total < before.total || before.total === 0;
    latest.current = {
      messages: [...[...messages].reverse(), ...(isNew || messages.length >= kept ? [] : before.messages)].slice(0, kept),
      omitted: (isNew ? 0 : before.omitted) + omitted,
      total,
      history: [...before.history.filter((moment) => moment.at > at - span), { at, sources }],
    };
    if (!isHeld.current) setSeen(latest.current);
  }, []);
  const failure = useEvents<LiveEvent>("api/live", take);
  const hold = (): void => {
    isHeld.current = !held;
    setHeld(!held);
    if (held) setSeen(latest.current);
  };
  if (seen === undefined) return failure === undefined ? <Loading what="what happens" /> : <Problem error={failure} />;
  const set = (name: string, value: string): void => replaceAddress(hrefOf("live", { ...query, [name]: value }));
  const rows = seen.messages.filter((message) => fits(message, query));
  return (
    <div class="live">
      {failure === undefined ? null : (
        <>
          <Problem error={failure} />
          <p class="dim">What it said last:</p>
        </>
      )}
      <Sources history={seen.history} />
      <form class="filters" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
        <Choice
          label="Operation"
          value={query["operation"]}
          options={seen.messages.map(({ operation, subscription }) => operation ?? subscription)}
          set={(value) => set("operation", value)}
        />
        <Choice
          label="Outcome"
          value={query["outcome"]}
          options={seen.messages.map(({ outcome }) => outcome)}
          set={(value) => set("outcome", value)}
        />
        <label>
          Key, id or workflow
          <input type="search" value={query["q"] ?? ""} onInput={(event) => set("q", event.currentTarget.value)} />
        </label>
        <button type="button" aria-pressed={held} onClick={hold}>
          {held ? "Go on" : "Hold"}
        </button>
      </form>
      <p class="dim" role="status" hidden={seen.total === 0}>
        {rows.length.toLocaleString("en")} of {seen.total.toLocaleString("en")} messages
        {seen.omitted === 0 ? "" : `; ${seen.omitted.toLocaleString("en")} came too fast to be shown`}
      </p>
      {rows.length === 0 ? (
        <Empty>
          {seen.total === 0
            ? "No message has come since the service started. Each one is listed here once it is done with."
            : "No message that is kept here fits the filters."}
        </Empty>
      ) : (
        <MessageTable messages={rows} about={about} />
      )}
    </div>
  );
}

function fits({ operation, subscription, outcome, key, id, workflow }: LiveMessage, query: ScreenProps["query"]): boolean {
  const search = (query["q"] ?? "").toLowerCase();
  return (
    (query["operation"] === undefined || (operation ?? subscription) === query["operation"]) &&
    (query["outcome"] === undefined || outcome === query["outcome"]) &&
    (search === "" || [key, id, workflow].some((text) => text?.toLowerCase().includes(search) === true))
  );
}
