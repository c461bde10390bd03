import type { Counter, Histogram, Metrics } from "../health/metrics.ts";

export type RequestOutcome = "answered" | "timeout" | "invalid" | "cancelled" | "lost" | "refused" | "failed";

/** The instruments of one operation that asks. */
export interface OperationMonitor {
  /** Requests that wait now, of the whole process. */
  begun(): void;
  ended(outcome: RequestOutcome, milliseconds: number): void;
  /** Nothing was begun. */
  refused(): void;
  late(): void;
}

/** What is counted of requests; one for all that ask in a process. */
export class RequestMonitor {
  readonly #metrics: Metrics;
  readonly #operations = new Map<string, OperationMonitor>();

  constructor(metrics: Metrics) {
    this.#metrics = metrics;
  }

  /** `document`: name of the contract. */
  of(document: string, operation: string): OperationMonitor {
    const key = JSON.stringify([document, operation]);
    const known = this.#operations.get(key) ?? this.#monitor({ document, operation });
    this.#operations.set(key, known);
    return known;
  }

  /** A reply at an address that is ours alone, and no request that it could answer. */
  unknown(server: string): void {
    this.#metrics
      .counter("boost_replies_unknown_total", "Replies at an address of this process that answer no request of it.", { server })
      .add();
  }

  #monitor(labels: { readonly document: string; readonly operation: string }): OperationMonitor {
    const metrics = this.#metrics;
    let waiting = 0;
    const outcomes = new Map<RequestOutcome, Counter>();
    const count = (outcome: RequestOutcome): void => {
      const counter =
        outcomes.get(outcome) ?? metrics.counter("boost_requests_total", "Requests, and what became of them.", { ...labels, outcome });
      outcomes.set(outcome, counter);
      counter.add();
    };
    const late = metrics.counter("boost_replies_late_total", "Replies that came when nobody waited for them any more; dropped.", labels);
    const seconds: Histogram = metrics.histogram("boost_request_seconds", "From the request to its reply.", labels);
    metrics.gauge("boost_requests_waiting", "Requests that wait for their reply.", () => waiting, labels);
    return {
      begun: () => {
        waiting += 1;
      },
      ended: (outcome, milliseconds) => {
        waiting -= 1;
        count(outcome);
        if (outcome === "answered") seconds.observe(milliseconds / 1000);
      },
      refused: () => count("refused"),
      late: () => late.add(),
    };
  }
}
