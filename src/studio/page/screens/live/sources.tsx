import type { JSX } from "preact";
import type { LiveSource } from "../../../shared/live.ts";
import { visible } from "../../parts/json-text.tsx";
import { Chart, type Sample } from "./chart.tsx";

/** The subscriptions as they stood at a time. */
export interface Moment {
  readonly at: number;
  readonly sources: readonly LiveSource[];
}

/** The subscriptions over the last minutes, oldest first: what waits, what is in flight, what had to be repeated, and why one takes nothing. */
export function Sources({ history }: { readonly history: readonly Moment[] }): JSX.Element {
  return (
    <ul class="sources" aria-label="Subscriptions">
      {(history.at(-1)?.sources ?? []).map((source) => (
        <Source key={source.subscription} source={source} history={history} />
      ))}
    </ul>
  );
}

function Source({ source, history }: { readonly source: LiveSource; readonly history: readonly Moment[] }): JSX.Element {
  const { subscription, inFlight, lag, paused } = source;
  const own = history.map(({ at, sources }) => ({ at, ...sources.find((one) => one.subscription === subscription) }));
  const lags = own.map((one) => ({ at: one.at, value: one.lag }));
  const retries = increments(own.map(({ at, retried }) => ({ at, value: retried })));
  return (
    <li>
      <h2 dir="auto">{subscription}</h2>
      {paused === undefined ? null : (
        <p class="warn" role="status">
          {visible(paused).slice(0, 500)}
        </p>
      )}
      <div class="charts">
        <Chart label="in flight" now={inFlight} samples={own.map((one) => ({ at: one.at, value: one.inFlight }))} />
        {lags.every(({ value }) => value === undefined) ? null : <Chart label="lag" now={lag} samples={lags} />}
        <Chart label="retries" now={retries.reduce((total, { value = 0 }) => total + value, 0)} samples={retries} sum />
      </div>
    </li>
  );
}

/** What a counter rose by since the sample before; a service that was started again counts from nothing. */
function increments(samples: readonly Sample[]): readonly Sample[] {
  let before: number | undefined;
  return samples.map(({ at, value }) => {
    const risen = value === undefined || before === undefined ? 0 : value < before ? value : value - before;
    before = value ?? before;
    return { at, value: risen };
  });
}
