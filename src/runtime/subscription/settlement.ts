/** The end of a message: acknowledged, dead-lettered or handed back, exactly once, and tried again until the broker confirms. */
import { randomUUID } from "node:crypto";
import type { Broker, Delivery, Outgoing, Subscription, SubscriptionPlan } from "../brokers/broker.ts";
import { assertNever } from "../ground/assert-never.ts";
import type { Clock } from "../ground/clock.ts";
import { ConnectionError, FatalError, sentence } from "../ground/errors.ts";
import type { CircuitBreaker } from "./circuit-breaker.ts";
import { deadLetterRecord } from "./dead-letter-record.ts";
import type { InFlightMessage } from "./in-flight-message.ts";
import type { SubscriptionMonitor } from "./monitor.ts";
import type { Ending } from "./outcome.ts";
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

  /**
   * Not `async`, as each function that waits costs every message a promise. A process that ends dead-letters nothing any more.
   * @throws FatalError for a dead letter where the document says to stop instead.
   */
  settle(message: InFlightMessage, ending: Ending): Promise<void> {
    switch (ending.outcome) {
      case "handled":
        return this.#carryOut(message, ending, ending.reply === undefined ? tell : this.#answer(ending.reply));
      case "skipped":
        return this.#carryOut(message, ending, tell);
      case "dead-lettered":
        return this.#options.stopping() ? this.handBack(message) : this.#carryOut(message, ending, this.#bury(message, ending));
      default:
        return assertNever(ending);
    }
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
  async #carryOut(message: InFlightMessage, ending: Ending, step: Step): Promise<void> {
    if (message.gone) return;
    try {
      await step(message);
      this.#confirm(message, ending);
    } catch (error) {
      const { plan, breaker, drop, stopping } = this.#options;
      if (message.gone || stopping()) return;
      if (message.delivery.signal.aborted) return drop(message);
      breaker.trip(
        new ConnectionError(`${plan.name}: ${ending.outcome} was not confirmed: ${sentence(error)}`, { cause: error }),
        async () => {
          if (message.gone) return;
          await step(message);
          this.#confirm(message, ending);
        },
      );
    }
  }

  /** The reply is confirmed before the message is acknowledged; once, also when the acknowledgement has to be repeated. */
  #answer(reply: Outgoing): Step {
    let sent = false;
    return async (message) => {
      if (!sent) await this.#options.broker.publish(reply);
      sent = true;
      await tell(message);
    };
  }

  #bury(message: InFlightMessage, ending: Ending & { readonly outcome: "dead-lettered" }): Step {
    const { plan, broker } = this.#options;
    const { cause, error } = ending;
    if (plan.deadLetter === false)
      throw new FatalError(
        `${plan.name}: the message ${placeOf(message.delivery)} cannot be handled (${cause}: ${sentence(error)}) and \`deadLetter: false\` says to stop`,
        { cause: error },
      );
    const record = this.#record(message, plan.deadLetter, cause, error);
    return async ({ acknowledged, delivery }) => {
      // Acknowledged already (at-most-once): the broker would refuse to settle it a second time.
      if (acknowledged) await broker.publish(record);
      else await this.#options.subscription()?.deadLetter(delivery, record);
    };
  }

  #confirm(message: InFlightMessage, ending: Ending): void {
    const { monitor, confirmed, drop } = this.#options;
    confirmed();
    monitor.settled(message, ending);
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
