import type { DeliveryView, HandlerContext } from "../ground/context.ts";
import type { Logger } from "../ground/log.ts";
import type { MessageRun } from "../run/message-run.ts";
import type { HandlerOptions } from "./handler-options.ts";

type Context = HandlerContext<object, object, unknown, unknown, unknown>;

/** `context` of a handler. */
export class MessageContext implements Context {
  readonly #run: MessageRun;
  readonly #options: HandlerOptions;
  #workflows: Context["workflows"] | undefined;
  #publish: object | undefined;
  #request: object | undefined;
  #delivery: DeliveryView | undefined;

  constructor(run: MessageRun, options: HandlerOptions) {
    this.#run = run;
    this.#options = options;
  }

  get workflows(): Context["workflows"] {
    this.#workflows ??= this.#options.workflows(this.#run) as Context["workflows"];
    return this.#workflows;
  }

  get publish(): object {
    this.#publish ??= this.#options.publish(this.#run);
    return this.#publish;
  }

  get request(): object {
    this.#request ??= this.#options.request(this.#run);
    return this.#request;
  }

  get delivery(): DeliveryView {
    const { delivery, identity, attempt, correlationId, key } = this.#run;
    const { address, position, keyBytes, timestamp } = delivery;
    this.#delivery ??= { id: identity.id, address, position, key, keyBytes, attempt, timestamp, correlationId };
    return this.#delivery;
  }

  get headers(): unknown {
    return this.#run.reading.headers;
  }

  get parameters(): unknown {
    return this.#run.reading.parameters;
  }

  get signal(): AbortSignal {
    return this.#run.signal;
  }

  get log(): Logger {
    return this.#run.log;
  }
}
