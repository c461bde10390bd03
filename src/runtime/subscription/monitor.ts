/** Everything that is told about a subscription and changes nothing about it: log lines, instruments, readiness, the test harness. */
import type { Delivery } from "../brokers/broker.ts";
import { assertNever } from "../ground/assert-never.ts";
import { kindOf, sentence } from "../ground/errors.ts";
import { isWritten, type Logger } from "../ground/log.ts";
import type { Counter, Histogram, Metrics } from "../health/metrics.ts";
import type { Readiness } from "../health/readiness.ts";
import type { Attributes } from "../telemetry/telemetry.ts";
import type { WorkflowOutcome } from "../workflows/workflow-starter.ts";
import type { InFlightMessage } from "./in-flight-message.ts";
import type { Outcome, SettledDelivery } from "./outcome.ts";

export interface MonitorOptions {
  /** `<subscriber name>.<operation>` */
  readonly subscription: string;
  readonly metrics: Metrics;
  readonly readiness: Readiness;
  readonly log: Logger;
  /** Of each instrument in OpenTelemetry. */
  readonly attributes?: Attributes;
  readonly observe?: ((settled: SettledDelivery) => void) | undefined;
}

export class SubscriptionMonitor {
  readonly #options: MonitorOptions;
  readonly #count: (name: string, help: string, labels?: { readonly [name: string]: string }) => Counter;
  readonly #received: Counter;
  readonly #handled: Counter;
  readonly #retried: Counter;
  readonly #lost: Counter;
  readonly #duplicates: Counter;
  readonly #conflicts: Counter;
  readonly #invalid: Counter;
  readonly #rejected: Counter;
  readonly #paused: Counter;
  readonly #seconds: Histogram;
  readonly #startSeconds: Histogram;
  readonly #repeated = new Set<string>();
  /** Runs that failed and will be repeated, since the start. */
  retries = 0;
  #isPaused = false;

  constructor(options: MonitorOptions) {
    const { metrics, subscription, attributes = {} } = options;
    const all = { ...attributes, "boost.subscription": subscription };
    this.#options = options;
    this.#count = (name, help, labels = {}) =>
      metrics.counter(`boost_messages_${name}_total`, help, { subscription, ...labels }, { ...all, ...labels });
    this.#received = this.#count("received", "Deliveries taken over from the broker.");
    this.#handled = this.#count("handled", "Messages whose handler returned and that were acknowledged.");
    this.#retried = this.#count("retried", "Runs that failed and will be repeated.");
    this.#lost = this.#count(
      "lost",
      "Messages that nobody handled and the broker no longer has; at-most-once: that the end of the process interrupted.",
    );
    this.#invalid = this.#count("invalid", "Messages that are not what the document says.");
    this.#rejected = this.#count("rejected", "Messages that a handler refused.");
    this.#duplicates = this.#count("duplicates", "Messages whose workflow this very message had started before.");
    this.#conflicts = this.#count("conflicts", "Messages whose workflow another message had started before.");
    const labels = { subscription };
    this.#paused = metrics.counter(
      "boost_source_paused_total",
      "Times that the source was paused because something was away.",
      labels,
      all,
    );
    this.#startSeconds = metrics.histogram("boost_workflow_call_seconds", "Duration of starts, signals and updates.", labels, all);
    this.#seconds = metrics.histogram("boost_handler_seconds", "Duration of handler runs.", labels, all);
    metrics.gauge("boost_source_paused", "1 while the source is paused.", () => (this.#isPaused ? 1 : 0), labels, all);
  }

  /** What can be asked of the subscription at any time. */
  watch({ inFlight, lag }: { readonly inFlight: () => number; readonly lag: () => Promise<number | undefined> }): void {
    const { metrics, subscription, attributes = {} } = this.#options;
    const [labels, all] = [{ subscription }, { ...attributes, "boost.subscription": subscription }];
    metrics.gauge("boost_messages_in_flight", "Messages held here, unsettled.", inFlight, labels, all);
    metrics.gauge("boost_messages_lag", "Messages that the broker has and this group has not settled.", lag, labels, all);
  }

  received(message: InFlightMessage): void {
    this.#received.add();
    const { log, observe } = this.#options;
    if (observe !== undefined || isWritten(log, "debug")) message.since = performance.now();
  }

  /** A call to Temporal came to something. */
  performed(outcome: WorkflowOutcome["kind"], milliseconds: number): void {
    this.#startSeconds.observe(milliseconds / 1000);
    if (outcome === "duplicate") this.#duplicates.add();
    if (outcome === "conflict") this.#conflicts.add();
  }

  /** `milliseconds` of one handler run. */
  ran(milliseconds: number): void {
    this.#seconds.observe(milliseconds / 1000);
  }

  retry(message: InFlightMessage, error: unknown, delay: number): void {
    this.#retried.add();
    this.retries += 1;
    this.#options.log.warn(
      { ...place(message.delivery), attempt: message.attempt, error },
      `run failed, next one in ${Math.round(delay)} ms: ${sentence(error)}`,
    );
  }

  settled(message: InFlightMessage, outcome: Outcome): void {
    const { delivery } = message;
    if (isWritten(this.#options.log, "debug")) this.#trace(message, outcome);
    switch (outcome.outcome) {
      case "handled":
        this.#handled.add();
        break;
      case "skipped":
        this.#count("skipped", "Messages acknowledged without a run.", { reason: outcome.reason }).add();
        break;
      case "dead-lettered":
        if (outcome.cause.startsWith("invalid")) this.#invalid.add();
        if (outcome.cause === "rejected") this.#rejected.add();
        this.#count("dead_lettered", "Messages put into the dead letter.", { cause: outcome.cause }).add();
        this.#options.log.error(
          {
            ...place(delivery),
            attempt: message.attempt,
            cause: outcome.cause,
            // Where a message is at fault the sentence says it all; a stack helps where code is.
            ...(kindOf(outcome.error) === "transient" ? { error: outcome.error } : {}),
          },
          `dead-lettered (${outcome.cause}): ${sentence(outcome.error)}`,
        );
        break;
      case "lost":
        this.#lost.add();
        this.#options.log.warn(place(delivery), "at-most-once: not handled before the process ended");
        break;
      case "handed-back":
        this.#count("handed_back", "Messages handed back to the broker at shutdown.").add();
        break;
      case "fatal":
        this.#options.log.error({ ...place(delivery), error: outcome.error }, `cannot go on: ${sentence(outcome.error)}`);
        break;
      default:
        assertNever(outcome);
    }
    const { observe, subscription } = this.#options;
    if (observe === undefined) return;
    const { attempt: attempts, operation, workflow, since } = message;
    observe({ end: outcome, subscription, delivery, attempts, since, operation, workflow });
  }

  #trace(message: InFlightMessage, outcome: Outcome): void {
    const milliseconds = Math.round(performance.now() - message.since);
    this.#options.log.debug(
      { ...place(message.delivery), operation: message.operation, attempt: message.attempt, outcome: outcome.outcome, milliseconds },
      `${outcome.outcome}${outcome.outcome === "skipped" ? ` (${outcome.reason})` : ""} after ${milliseconds} ms`,
    );
  }

  /** The broker no longer has what nobody handled. */
  lost(messages: number, why: string): void {
    this.#lost.add(messages);
    this.#options.log.error({ messages }, `messages are lost that nobody has handled; ${why}`);
  }

  /** The place of the dead letters refuses even the smallest. */
  unstorable(message: InFlightMessage, error: unknown): void {
    this.#count("unstorable", "Times that no dead letter of a message could be stored.").add();
    this.#options.log.error(
      { ...place(message.delivery), refusals: message.refusals, error },
      `no dead letter can be stored, not even without headers and body: ${sentence(error)}`,
    );
  }

  paused(cause: unknown): void {
    this.#isPaused = true;
    this.#paused.add();
    this.#options.log.warn({ error: cause }, `source paused: ${sentence(cause)}`);
    this.stillPaused(cause);
  }

  stillPaused(cause: unknown): void {
    const { readiness, subscription, log } = this.#options;
    readiness.set(`subscription ${subscription}`, `paused: ${sentence(cause)}`);
    log.debug({ error: cause }, `source still paused: ${sentence(cause)}`);
  }

  resumed(): void {
    this.#isPaused = false;
    this.#options.readiness.set(`subscription ${this.#options.subscription}`, undefined);
    this.#options.log.info({}, "source resumed");
  }

  broker(state: "up" | "down", cause: unknown): void {
    const { readiness, subscription, log } = this.#options;
    readiness.set(`broker of ${subscription}`, state === "up" ? undefined : cause === undefined ? "connection lost" : sentence(cause));
    if (state === "up") log.info({}, "broker connection is up");
    else log.warn({ error: cause }, `broker connection is down${cause === undefined ? "" : `: ${sentence(cause)}`}`);
  }

  stuck(message: InFlightMessage, is: boolean): void {
    if (is)
      this.#options.log.error(
        { ...place(message.delivery), attempt: message.attempt },
        "the handler did not end after its AbortSignal fired; its place is stuck",
      );
    else this.#options.log.warn(place(message.delivery), "a stuck handler ended");
  }

  repeatedHeader(name: string): void {
    if (this.#repeated.has(name) || this.#repeated.size > 100) return;
    this.#repeated.add(name);
    this.#options.log.warn({ header: name }, `the header "${name}" came more than once; the last value counts`);
  }
}

function place(delivery: Delivery): { readonly position: string; readonly key: string | undefined } {
  return { position: delivery.position === "" ? delivery.address : delivery.position, key: delivery.key };
}
