import type { JSX } from "preact";
import type { LiveSource } from "../../../shared/live.ts";
import { Chart } from "./chart.tsx";

interface SourcesProps {
  readonly sources: readonly LiveSource[];
  /** Oldest first, one for each event of the last minutes. */
  readonly history: readonly (readonly LiveSource[])[];
}

/** The subscriptions: what waits, what is in flight, what had to be repeated, and why one takes nothing. */
export function Sources({ sources, history }: SourcesProps): JSX.Element {
  return (
    <ul class="sources" aria-label="Subscriptions">
      {sources.map(({ subscription, inFlight, lag, retried, paused }) => {
        const own = history.map((at) => at.find((source) => source.subscription === subscription));
        return (
          <li key={subscription}>
            <h2 dir="auto">{subscription}</h2>
            {paused === undefined ? null : <p class="warn">{paused}</p>}
            <div class="charts">
              <Chart label="in flight" now={inFlight} values={own.map((source) => source?.inFlight)} />
              {lag === undefined ? null : <Chart label="lag" now={lag} values={own.map((source) => source?.lag)} />}
              <Chart label="retries" now={retried} values={own.map((source) => source?.retried)} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
