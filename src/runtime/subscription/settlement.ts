/** The end of a message: acknowledged, dead-lettered or handed back, exactly once, and tried again until the broker confirms. */
import { randomUUID } from "node:crypto";
import type { Broker, Delivery, Outgoing, Subscription, SubscriptionPlan } from "../brokers/broker.ts";
import { assertNever } from "../ground/assert-never.ts";
import type { Clock } from "../ground/clock.ts";
import { ConnectionError, FatalError, InvalidMessage, kindOf, ServerSideError, sentence, UnroutableError } from "../ground/errors.ts";
import { backOff } from "./back-off.ts";
import type { CircuitBreaker } from "./circuit-breaker.ts";
import { deadLetterRecord, type Reduction, reductions } from "./dead-letter-record.ts";
import type { InFlightMessage } from "./in-flight-message.ts";
import type { SubscriptionMonitor } from "./monitor.ts";
import type { Ending } from "./outcome.ts";
import type { SubscriptionSettings } from "./settings.ts";
import { isOwnSource } from "./source.ts";
import { suspicions } from "./verdict.ts";

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
  /** The process has to end. */
  readonly fatal: (error: unknown) => void;
}

export class Settlement {
  readonly #options: SettlementOptions;

  constructor(options: SettlementOptions) {
    this.#options = options;
  }

  /**
   * Not `async`, as each function that waits costs every message a promise; `undefined`: it is done. A process that ends dead-letters nothing any more.
   * @throws FatalError for a dead letter where the document says to stop instead.
   */
  settle(message: InFlightMessage, ending: Ending): Promise<void> | undefined {
    switch (ending.outcome) {
      case "handled":
        return ending.reply === undefined
          ? this.#acknowledge(message, ending)
          : this.#carryOut(message, this.#answer(ending, ending.reply));
      case "skipped":
        return this.#acknowledge(message, ending);
      case "dead-lettered":
        return this.#options.stopping() ? this.handBack(message) : this.#carryOut(message, this.#bury(message, ending));
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

  #acknowledge(message: InFlightMessage, ending: Ending): Promise<void> | undefined {
    if (message.gone) return undefined;
    let telling: Promise<void> | undefined;
    try {
      telling = tell(message);
    } catch (error) {
      telling = Promise.reject(error);
    }
    if (telling !== undefined) return this.#carryOut(message, acknowledging(ending), telling);
    this.#confirm(message, ending);
    return undefined;
  }

  /**
   * Does the step of an act until the broker confirms it. Two things can be wrong: the broker is away, so the source pauses and the step is
   * what the probe tries again; or it is this message that cannot be delivered or stored, so another act takes its place and nobody waits.
   * `begun`: the first step of it, under way.
   */
  async #carryOut(message: InFlightMessage, first: Act, begun?: Promise<void>): Promise<void> {
    let step = begun;
    for (let act = first; !message.gone; step = undefined) {
      try {
        await (step ?? act.step(message));
        return this.#confirm(message, act.ending);
      } catch (error) {
        const { plan, breaker, drop, stopping } = this.#options;
        if (message.gone || stopping()) return;
        if (message.delivery.signal.aborted) return drop(message);
        if (!act.refused(error)) {
          const cause = new ConnectionError(`${plan.name}: ${act.ending.outcome} was not confirmed: ${sentence(error)}`, { cause: error });
          return breaker.trip(cause, this.#probeOf(message, act));
        }
        act = act.instead(message, error) ?? (await this.#unstorable(message, act, error));
      }
    }
  }

  /** Tried while everything else answers: what fails again and again only here is this message's own, and what may be done instead is tried as well. */
  #probeOf(message: InFlightMessage, act: Act): () => Promise<void> {
    let failures = 0;
    return async () => {
      if (message.gone) return;
      try {
        await act.step(message);
        this.#confirm(message, act.ending);
      } catch (error) {
        if (message.gone || this.#options.stopping()) return;
        if (act.refused(error)) return this.#detach(message, act);
        failures += mayBeOwn(error) ? 1 : 0;
        if (failures < act.suspicions || !(await this.#tryInstead(message, act, error))) throw error;
      }
    };
  }

  /** Is done while other messages go on. */
  #detach(message: InFlightMessage, act: Act): void {
    this.#carryOut(message, act).catch(this.#options.fatal);
  }

  /** Whether one of them goes through at once. If none does, it is not the message after all. */
  async #tryInstead(message: InFlightMessage, act: Act, cause: unknown): Promise<boolean> {
    for (let next = act.instead(message, cause); next !== undefined; next = next.instead(message, cause)) {
      try {
        await next.step(message);
        this.#confirm(message, next.ending);
        return true;
      } catch {
        // The next one says less.
      }
    }
    return false;
  }

  /** Not even where it came from can be stored. Told and counted each time; after `attempts` times the process stops, or what the document says happens. */
  async #unstorable(message: InFlightMessage, { ending }: Act, error: unknown): Promise<Act> {
    const { plan, settings, monitor, clock } = this.#options;
    message.refusals += 1;
    monitor.unstorable(message, error);
    if (message.refusals < settings.retry.attempts) {
      await new Promise<void>((resolve) => clock.after(backOff(message.refusals, settings.retry), resolve));
      return this.#bury(message, ending as DeadLettered);
    }
    if (settings.unstorable === "skip") return acknowledging({ outcome: "skipped", reason: "no dead letter can be stored" });
    throw new FatalError(
      `${plan.name}: the dead letter of ${placeOf(message.delivery)} cannot be stored in "${plan.deadLetter}", not even without its headers and body: ${sentence(error)}; mend that place or name another with \`deadLetter\`, or write \`unstorable: skip\` to go on without it`,
      { cause: error },
    );
  }

  /** The reply is confirmed before the message is acknowledged; once, also when the acknowledgement has to be repeated. */
  #answer(ending: Ending, reply: Outgoing): Act {
    const { plan, settings, broker } = this.#options;
    let sent = false;
    const chosen = reply.addressedBy === "message";
    return {
      ending,
      step: async (message) => {
        if (!sent && chosen && isOwnSource(plan, settings.protocol, reply.address))
          throw new InvalidMessage(`it asks for its reply at "${reply.address}", where it came from itself`, { code: "parameters" });
        if (!sent) await broker.publish(reply);
        sent = true;
        await tell(message);
      },
      refused: (error) => !sent && (isRefusal(error) || (chosen && (error instanceof UnroutableError || kindOf(error) === "fatal"))),
      suspicions,
      instead: (message, error) =>
        sent ? undefined : this.#bury(message, { outcome: "dead-lettered", cause: "reply undeliverable", error }),
    };
  }

  /** `rung`: how many of `reductions` it goes without, because the broker refused it with more. @throws FatalError where the document says to stop instead. */
  #bury(message: InFlightMessage, ending: DeadLettered, rung = 0): Act {
    const { plan, broker } = this.#options;
    const { cause, error } = ending;
    if (plan.deadLetter === false)
      throw new FatalError(
        `${plan.name}: the message ${placeOf(message.delivery)} cannot be handled (${cause}: ${sentence(error)}) and \`deadLetter: false\` says to stop`,
        { cause: error },
      );
    const record = this.#record(message, plan.deadLetter, ending, reductions[rung]);
    return {
      ending,
      step: async ({ acknowledged, delivery }) => {
        // Acknowledged already (at-most-once): the broker would refuse to settle it a second time.
        if (acknowledged) await broker.publish(record);
        else await this.#options.subscription()?.deadLetter(delivery, record);
      },
      refused: isRefusal,
      suspicions: letterSuspicions,
      instead: (_message, refusal) => {
        const next = reductions[rung + 1];
        if (next === undefined) return undefined;
        plan.log.warn({ place: placeOf(message.delivery), without: next }, `the dead letter is not taken as it is: ${sentence(refusal)}`);
        return this.#bury(message, ending, rung + 1);
      },
    };
  }

  #confirm(message: InFlightMessage, ending: Ending): void {
    const { monitor, confirmed, drop } = this.#options;
    confirmed();
    monitor.settled(message, ending);
    drop(message);
  }

  #record(message: InFlightMessage, target: string, { cause, error }: DeadLettered, without: Reduction = "nothing"): Outgoing {
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
      without,
    });
  }
}

type DeadLettered = Ending & { readonly outcome: "dead-lettered" };

/** One way to be done with a message. */
interface Act {
  readonly ending: Ending;
  /** Resolves when the broker has confirmed. */
  readonly step: Step;
  /** This message cannot be settled so, whatever the time: nobody else is to wait for it. */
  readonly refused: (error: unknown) => boolean;
  /** Failures while everything else answers after which this message is held to be at fault. */
  readonly suspicions: number;
  readonly instead: (message: InFlightMessage, error: unknown) => Act | undefined;
}

/** More than for a reply, which a dead letter keeps whole: here something is given up. */
const letterSuspicions = 10;

function acknowledging(ending: Ending): Act {
  return { ending, step: tell, refused: () => false, suspicions: Number.POSITIVE_INFINITY, instead: () => undefined };
}

/** The broker, or its client, will not take this message. */
function isRefusal(error: unknown): boolean {
  const kind = kindOf(error);
  return kind === "invalid" || kind === "rejected";
}

/** Neither the server's own trouble nor an address that the document chose. */
function mayBeOwn(error: unknown): boolean {
  return !(error instanceof ServerSideError) && !(error instanceof UnroutableError);
}

type Step = (message: InFlightMessage) => Promise<void> | undefined;

function tell(message: InFlightMessage): Promise<void> | undefined {
  return message.acknowledged ? undefined : message.delivery.acknowledge();
}

function placeOf(delivery: Delivery): string {
  return delivery.position === "" ? delivery.address : delivery.position;
}
