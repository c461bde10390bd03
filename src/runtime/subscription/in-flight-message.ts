import type { Delivery } from "../brokers/broker.ts";
import { type Identity, identify } from "../decode/identity.ts";
import type { Linked } from "../ground/linked-list.ts";
import type { Lane } from "./lanes.ts";
import type { LazyAbort } from "./lazy-abort.ts";
import type { Reading } from "./reading.ts";

const nothing = (): void => {};

/** Where a message is with its handler; `stuck`: running, long after its deadline; `settling`: done, and the broker has yet to confirm it. */
export type Phase = "waiting" | "running" | "stuck" | "settling";

/** A delivery between `deliver` and its settlement. */
export class InFlightMessage implements Linked<InFlightMessage> {
  readonly delivery: Delivery;
  /** Neighbours among all that is unsettled. */
  earlier: InFlightMessage | undefined;
  later: InFlightMessage | undefined;
  /** Written by `ConcurrencyLimit` alone. */
  phase: Phase = "waiting";
  /** When it was taken over, as `performance.now()` tells; 0 where nobody will be told. */
  since = 0;
  readonly bytes: number;
  lane: Lane<InFlightMessage> | undefined;
  /** Runs begun in this delivery. */
  begun = 0;
  /** Of those, the ones that ended in an infrastructure failure and are not counted. */
  free = 0;
  /** Infrastructure failures while everything else answered. */
  suspected = 0;
  /** Runs of the subscription that had ended well when its last infrastructure failure came. */
  handledBefore: number | undefined;
  /** Times that no dead letter of it could be stored. */
  refusals = 0;
  /** At-most-once: the broker was told before the run. */
  acknowledged = false;
  /** Nobody waits for it any more: settled, handed back or taken away. */
  gone = false;
  /** Key of the operation that receives it, once that is known. */
  operation: string | undefined;
  /** Id of the workflow that it reached last. */
  workflow: string | undefined;
  /** Of a CloudEvents envelope. */
  eventId: string | undefined;
  /** Ends the wait for the next run. */
  wake: () => void = nothing;
  /** Told when nobody waits for it any more. */
  left: () => void = nothing;
  /** Of the current run. */
  controller: LazyAbort | undefined;
  /** Kept from finding its lane until its first run; later runs read afresh, so that no run sees what another did to the payload. */
  reading: Reading | undefined;
  #identity: Identity | undefined;
  /** Run that the broker was told of last. */
  #told = 0;

  constructor(delivery: Delivery) {
    this.delivery = delivery;
    this.bytes = delivery.body?.length ?? 0;
  }

  /** The broker is told that the next run begins, once, before anything of the message is read. */
  async begins(): Promise<void> {
    const run = this.spent + 1;
    if (this.#told === run) return;
    await this.delivery.begins?.(run);
    this.#told = run;
  }

  /** Number of the current run, earlier deliveries included. */
  get attempt(): number {
    return this.delivery.priorRuns + this.begun;
  }

  /** Runs that count towards `attempts`. */
  get spent(): number {
    return this.attempt - this.free;
  }

  identity(idFromBody: boolean): Identity {
    this.#identity ??= identify(this.delivery, idFromBody, this.eventId);
    return this.#identity;
  }
}
