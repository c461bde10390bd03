import { consumeDefaults } from "../../../options/options.generated.ts";
import { UnroutableError } from "../../ground/errors.ts";
import type { Outgoing, SubscriptionPlan } from "../broker.ts";
import type { DeathFacts } from "./properties.ts";
import { type OnChannel, prepareDeadLetters } from "./topology.ts";

export interface DeadLetterQueueOptions {
  readonly plan: SubscriptionPlan;
  /** @throws one of our errors, with the queue's name */
  readonly asking: (target: string, ask: (onChannel: OnChannel) => Promise<void>) => Promise<void>;
  /** Confirmed. */
  readonly publish: (message: Outgoing, facts: DeathFacts) => Promise<void>;
}

/** Where a subscription's dead letters go. */
export class DeadLetterQueue {
  readonly #options: DeadLetterQueueOptions;

  constructor(options: DeadLetterQueueOptions) {
    this.#options = options;
  }

  /** Checks or makes it, as the document says. */
  async prepare(): Promise<void> {
    const { plan, asking } = this.#options;
    const { deadLetter } = plan;
    if (deadLetter !== false) await asking(deadLetter, (onChannel) => prepareDeadLetters(onChannel, deadLetter, plan));
  }

  /** Resolves when the server has it. */
  async store(record: Outgoing, facts: DeathFacts): Promise<void> {
    const { plan, publish } = this.#options;
    const { declare = consumeDefaults.amqp.declare } = plan.options.amqp ?? {};
    try {
      await publish(record, facts);
    } catch (error) {
      if (declare !== "create" || !(error instanceof UnroutableError)) throw error;
      // Somebody deleted it, or the server was killed: what it was told in the last seconds before, a durable queue included, is not on its disk.
      await this.prepare();
      await publish(record, facts);
    }
  }
}
