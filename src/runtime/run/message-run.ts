import { headerText } from "../decode/headers.ts";
import { type Identity, sha256 } from "../decode/identity.ts";
import { evaluate, type Facts } from "../expressions/evaluate.ts";
import { childLogger, type Logger } from "../ground/log.ts";
import type { HandlerOptions } from "../handler/handler-options.ts";
import type { Call } from "./call.ts";
import { Occurrences } from "./occurrences.ts";
import type { Run } from "./run.ts";

/** What a run costs is paid for each message, so everything that few handlers ask for is made when they do. */
export class MessageRun implements Run {
  published = 0;
  readonly #call: Call;
  readonly #options: HandlerOptions;
  #facts: Facts | undefined;
  #called: Occurrences | undefined;
  #log: Logger | undefined;

  constructor(call: Call, options: HandlerOptions) {
    this.#call = call;
    this.#options = options;
  }

  get facts(): Facts {
    const { delivery, identity, reading } = this.#call;
    const { payload, headers, parameters } = reading;
    this.#facts ??= { payload, headers, parameters, key: delivery.key, id: identity.id };
    return this.#facts;
  }

  get operation(): string {
    return this.#call.reading.operation.key;
  }

  get message(): string {
    return this.#call.reading.member;
  }

  get identity(): Identity {
    return this.#call.identity;
  }

  get performed(): Run["performed"] {
    return this.#options.performed;
  }

  get called(): Occurrences {
    this.#called ??= new Occurrences();
    return this.#called;
  }

  digest(): string {
    return sha256(this.#call.delivery.body ?? "");
  }

  get signal(): AbortSignal {
    return this.#call.controller.signal;
  }

  get log(): Logger {
    const { operation, message, identity } = this;
    this.#log ??= childLogger(this.#options.log, { operation, message, id: identity.id }, this.#options.logLevel);
    return this.#log;
  }

  get correlationId(): string | undefined {
    const { delivery, reading } = this.#call;
    const { correlationId } = reading.message;
    const described = correlationId === undefined ? undefined : evaluate(correlationId, this.facts);
    if (typeof described === "string" || typeof described === "number") return String(described);
    return delivery.correlationId ?? headerText(delivery.headers, "correlationId");
  }
}
