/** The end of a message: acknowledged, dead-lettered or handed back, exactly once, and tried again until the broker confirms. */
import { randomUUID } from "node:crypto";
import type { Broker, Delivery, Outgoing, Subscription, SubscriptionPlan } from "../brokers/broker.ts";
import type { Clock } from "../clock.ts";
import { ConnectionError, FatalError, sentence } from "../errors.ts";
import { deadLetterRecord } from "./dead-letter-record.ts";
import type { Held } from "./held.ts";
import type { Outcome, SubscriptionMonitor } from "./monitor.ts";
import type { SubscriptionSettings } from "./settings.ts";
import type { SourceGate } from "./source-gate.ts";

export interface SettlementOptions {
  readonly plan: SubscriptionPlan;
  readonly settings: SubscriptionSettings;
  readonly broker: Broker;
  readonly subscription: () => Subscription | undefined;
  readonly clock: Clock;
  readonly gate: SourceGate;
  readonly monitor: SubscriptionMonitor;
  /** The broker confirmed something. */
  readonly confirmed: () => void;
  /** Forgets the message: nobody waits for it any more. */
  readonly drop: (held: Held) => void;
  readonly stopping: () => boolean;
}

export class Settlement {
  readonly #options: SettlementOptions;

  constructor(options: SettlementOptions) {
    this.#options = options;
  }

  acknowledge(held: Held, outcome: Outcome): Promise<void> {
    return this.#settle(held, outcome, tell);
  }

  /** The reply is confirmed before the message is acknowledged. */
  async reply(held: Held, reply: Outgoing): Promise<void> {
    let sent = false;
    await this.#settle(held, { outcome: "handled" }, async () => {
      if (!sent) await this.#options.broker.publish(reply);
      sent = true;
      await tell(held);
    });
  }

  /** @throws FatalError where the document says to stop instead. */
  async bury(held: Held, cause: string, error: unknown): Promise<void> {
    const { plan, broker } = this.#options;
    const { delivery } = held;
    if (plan.deadLetter === false)
      throw new FatalError(
        `${plan.name}: the message ${placeOf(delivery)} cannot be handled (${cause}: ${sentence(error)}) and \`deadLetter: false\` says to stop`,
        { cause: error },
      );
    const record = this.#record(held, plan.deadLetter, cause, error);
    await this.#settle(held, { outcome: "dead-lettered", cause, error }, async () => {
      // Acknowledged already (at-most-once): the broker would refuse to settle it a second time.
      if (held.acknowledged) await broker.publish(record);
      else await this.#options.subscription()?.deadLetter(delivery, record);
    });
  }

  async handBack(held: Held): Promise<void> {
    if (held.gone) return;
    held.gone = true;
    const { plan, monitor, drop } = this.#options;
    if (!held.acknowledged)
      await held.delivery
        .release()
        .catch((error: unknown) => plan.log.warn({ error }, `could not hand a message back: ${sentence(error)}`));
    monitor.settled(held, { outcome: held.acknowledged ? "lost" : "handed-back" });
    drop(held);
  }

  /** Does `step`; when the broker does not confirm it, the source pauses and the step is what the probe tries again. */
  async #settle(held: Held, outcome: Outcome, step: Step): Promise<void> {
    if (held.gone) return;
    try {
      await step(held);
      this.#confirm(held, outcome);
    } catch (error) {
      const { plan, gate, drop, stopping } = this.#options;
      if (held.gone || stopping()) return;
      if (held.delivery.signal.aborted) return drop(held);
      gate.close(
        new ConnectionError(`${plan.name}: ${outcome.outcome} was not confirmed: ${sentence(error)}`, { cause: error }),
        async () => {
          if (held.gone) return;
          await step(held);
          this.#confirm(held, outcome);
        },
      );
    }
  }

  #confirm(held: Held, outcome: Outcome): void {
    const { monitor, confirmed, drop } = this.#options;
    confirmed();
    monitor.settled(held, outcome);
    drop(held);
  }

  #record(held: Held, target: string, cause: string, error: unknown): Outgoing {
    const { plan, settings, broker, clock } = this.#options;
    const { id, identifies } = held.identity(settings.idFromBody);
    return deadLetterRecord(held.delivery, {
      target,
      // Two equal messages may share an id that is only their body's hash; replayed under it, the second would be taken for a repeat.
      id: identifies ? id : randomUUID(),
      operation: held.operation ?? plan.operation,
      cause,
      error,
      attempts: held.attempt,
      failedAt: clock.now(),
      headerBytes: broker.capabilities.maxHeaderBytes ?? Number.POSITIVE_INFINITY,
    });
  }
}

type Step = (held: Held) => Promise<void>;

const told = Promise.resolve();

function tell(held: Held): Promise<void> {
  return held.acknowledged ? told : held.delivery.acknowledge();
}

function placeOf(delivery: Delivery): string {
  return delivery.position === "" ? delivery.address : delivery.position;
}
