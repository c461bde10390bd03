import type { Delivery } from "../brokers/broker.ts";
import { headerText } from "../decode/headers.ts";
import { type Identity, sha256 } from "../decode/identity.ts";
import { evaluate, type Facts } from "../expressions/evaluate.ts";
import { childLogger, type Logger, type LogLevel } from "../ground/log.ts";
import type { InFlightMessage } from "../subscription/in-flight-message.ts";
import type { LazyAbort } from "../subscription/lazy-abort.ts";
import type { Reading } from "../subscription/reading.ts";
import type { WorkflowOutcome } from "../workflows/workflow-starter.ts";
import { Occurrences } from "./occurrences.ts";

/** What all runs of one subscription share. */
export interface RunOptions {
  readonly idFromBody: boolean;
  readonly log: Logger;
  readonly logLevel: LogLevel;
  /** Told of each call to Temporal that came to something, and how many milliseconds it took. */
  readonly performed: (outcome: WorkflowOutcome["kind"], milliseconds: number) => void;
}

/**
 * One attempt at one message: what its handler and the calls that the handler makes want to know of it. What a run costs is paid for
 * each message, so everything that few handlers ask for is made when they do.
 */
export class MessageRun {
  /** Run number of this message, from 1. */
  readonly attempt: number;
  readonly reading: Reading & { readonly kind: "ours" };
  /** Messages published so far in this run. */
  published = 0;
  readonly #message: InFlightMessage;
  readonly #controller: Pick<LazyAbort, "signal">;
  readonly #options: RunOptions;
  #facts: Facts | undefined;
  #called: Occurrences | undefined;
  #log: Logger | undefined;

  constructor(message: InFlightMessage, reading: MessageRun["reading"], controller: Pick<LazyAbort, "signal">, options: RunOptions) {
    this.attempt = message.attempt;
    this.reading = reading;
    this.#message = message;
    this.#controller = controller;
    this.#options = options;
    // An id may be the hash of the body, and a handler that gets the very bytes may change them.
    if (reading.payload instanceof Uint8Array) void this.identity;
  }

  get delivery(): Delivery {
    return this.#message.delivery;
  }

  get identity(): Identity {
    return this.#message.identity(this.#options.idFromBody);
  }

  /** Key of the operation that receives it. */
  get operation(): string {
    return this.reading.operation.key;
  }

  /** Member of the message in its channel. */
  get message(): string {
    return this.reading.member;
  }

  /** Facts of the message as it was received; a handler may pass another payload. */
  get facts(): Facts {
    const { payload, headers, parameters } = this.reading;
    this.#facts ??= { payload, headers, parameters, key: this.key, id: this.identity.id };
    return this.#facts;
  }

  /** As a person knows it. */
  get key(): string | undefined {
    return this.reading.key ?? this.delivery.key;
  }

  /** Hex sha256 of the body. */
  get digest(): string {
    return sha256(this.delivery.body ?? "");
  }

  get correlationId(): string | undefined {
    const { correlationId } = this.reading.message;
    const described = correlationId === undefined ? undefined : evaluate(correlationId, this.facts);
    if (typeof described === "string" || typeof described === "number") return String(described);
    return this.delivery.correlationId ?? headerText(this.delivery.headers, "correlationId");
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get log(): Logger {
    const { operation, message, identity } = this;
    this.#log ??= childLogger(this.#options.log, { operation, received: message, id: identity.id }, this.#options.logLevel);
    return this.#log;
  }

  /** Calls to Temporal so far in this run. */
  get called(): Occurrences {
    this.#called ??= new Occurrences();
    return this.#called;
  }

  /** A call to Temporal came to something after so many milliseconds. */
  performed({ kind, workflowId }: WorkflowOutcome, milliseconds: number): void {
    this.#message.workflow = workflowId;
    this.#options.performed(kind, milliseconds);
  }
}
