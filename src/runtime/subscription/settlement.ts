/** The end of a message: acknowledged, dead-lettered or handed back, exactly once, and tried again until the broker confirms. */
import { randomUUID } from "node:crypto";
import type { Broker, Delivery, Outgoing, Subscription, SubscriptionPlan } from "../brokers/broker.ts";
import type { Clock } from "../ground/clock.ts";
import { ConnectionError, FatalError, sentence } from "../ground/errors.ts";
import type { CircuitBreaker } from "./circuit-breaker.ts";
import { deadLetterRecord } from "./dead-letter-record.ts";
import type { InFlightMessage } from "./in-flight-message.ts";
import type { Outcome, SubscriptionMonitor } from "./monitor.ts";
import type { SubscriptionSettings } from "./settings.ts";

export interface SettlementOptions {
  readonly plan: SubscriptionPlan;
  readonly settings: SubscriptionSettings;
  readonly broker: Broker;
  readonly subscription: () => Subscription | undefined;
  readonly clock: Clock;
  readonly breaker: CircuitBreaker;
  readonly monitor: SubscriptionMonitor;
  /** The broker confirmed something. */
  readonly confirmed: () => void;
  /** Forgets the message: nobody waits for it any more. */
  readonly drop: (message: InFlightMessage) => void;
  readonly stopping: () => boolean;
}

export class Settlement {
  readonly #options: SettlementOptions;

  constructor(options: SettlementOptions) {
    this.#options = options;
  }

  acknowledge(message: InFlightMessage, outcome: Outcome): Promise<void> {
    return this.#settle(message, outcome, tell);
  }

  /** The reply is confirmed before the message is acknowledged. */
  async reply(message: InFlightMessage, reply: Outgoing): Promise<void> {
    let sent = false;
    await this.#settle(message, { outcome: "handled" }, async () => {
      if (!sent) await this.#options.broker.publish(reply);
      sent = true;
      await tell(message);
    });
  }

  /** @throws FatalError where the document says to stop instead. */
  async bury(message: InFlightMessage, cause: string, error: unknown): Promise<void> {
    const { plan, broker } = this.#options;
    const { delivery } = message;
    if (plan.deadLetter === false)
      throw new FatalError(
        `${plan.name}: the message ${placeOf(delivery)} cannot be handled (${cause}: ${sentence(error)}) and \`deadLetter: false\` says to stop`,
        { cause: error },
      );
    const record = this.#record(message, plan.deadLetter, cause, error);
    await this.#settle(message, { outcome: "dead-lettered", cause, error }, async () => {
      // Acknowledged already (at-most-once): the broker would refuse to settle it a second time.
      if (message.acknowledged) await broker.publish(record);
      else await this.#options.subscription()?.deadLetter(delivery, record);
    });
  }

  async handBack(message: InFlightMessage): Promise<void> {
    if (message.gone) return;
    message.gone = true;
    const { plan, monitor, drop } = this.#options;
    if (!message.acknowledged)
      await message.delivery
        .release()
        .catch((error: unknown) => plan.log.warn({ error }, `could not hand a message back: ${sentence(error)}`));
    monitor.settled(message, { outcome: message.acknowledged ? "lost" : "handed-back" });
    drop(message);
  }

  /** Does `step`; when the broker does not confirm it, the source pauses and the step is what the probe tries again. */
  async #settle(message: InFlightMessage, outcome: Outcome, step: Step): Promise<void> {
    if (message.gone) return;
    try {
      await step(message);
      this.#confirm(message, outcome);
    } catch (error) {
      const { plan, breaker, drop, stopping } = this.#options;
      if (message.gone || stopping()) return;
      if (message.delivery.signal.aborted) return drop(message);
      breaker.trip(
        new ConnectionError(`${plan.name}: ${outcome.outcome} was not confirmed: ${sentence(error)}`, { cause: error }),
        async () => {
          if (message.gone) return;
          await step(message);
          this.#confirm(message, outcome);
        },
      );
    }
  }

  #confirm(message: InFlightMessage, outcome: Outcome): void {
    const { monitor, confirmed, drop } = this.#options;
    confirmed();
    monitor.settled(message, outcome);
    drop(message);
  }

  #record(message: InFlightMessage, target: string, cause: string, error: unknown): Outgoing {
    const { plan, settings, broker, clock } = this.#options;
    const { id, identifies } = message.identity(settings.idFromBody);
    return deadLetterRecord(message.delivery, {
      target,
      // Two equal messages may share an id that is only their body's hash; replayed under it, the second would be taken for a repeat.
      id: identifies ? id : randomUUID(),
      operation: message.operation ?? plan.operation,
      cause,
      error,
      attempts: message.attempt,
      failedAt: clock.now(),
      headerBytes: broker.capabilities.maxHeaderBytes ?? Number.POSITIVE_INFINITY,
    });
  }
}

type Step = (message: InFlightMessage) => Promise<void>;

const told = Promise.resolve();

function tell(message: InFlightMessage): Promise<void> {
  return message.acknowledged ? told : message.delivery.acknowledge();
}

function placeOf(delivery: Delivery): string {
  return delivery.position === "" ? delivery.address : delivery.position;
}
