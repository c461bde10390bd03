import type { GivenHeaders } from "./given-headers.ts";
import type { Logger } from "./log.ts";

/** What a handler knows and can do. Generated code instantiates it once per message. */
export interface HandlerContext<Workflows, Publish, Payload, Headers, Parameters, Requests = object> {
  /** Typed calls beside `dispatch`, which does what `x-temporal` says: the first rule whose `when` holds; `false` when none does. */
  readonly workflows: Workflows & { dispatch(message: Payload): Promise<boolean> };
  /** Publishers of the document, a member for each message that is sent. Each resolves when the broker has confirmed. */
  readonly publish: Publish;
  /** Asks, and waits for the reply. */
  readonly request: Requests;
  /** Where the message came from. */
  readonly delivery: DeliveryView;
  /** As the document describes them, validated; else all that came. */
  readonly headers: Headers;
  /** Values parsed from the address. */
  readonly parameters: Parameters;
  /** Fires at the deadline, on shutdown and when the broker takes the message away. */
  readonly signal: AbortSignal;
  /** The application's log, with the subscription, the operation, the message and its id. */
  readonly log: Logger;
}

/** Where a message came from and which run of it this is. */
export interface DeliveryView {
  /** `src/runtime/README.md#who-it-is`: header `boost-id`, `ce_id`, AMQP messageId, else the position, else sha256 of the body. */
  readonly id: string;
  /** Topic, queue, stream or channel that it came from. */
  readonly address: string;
  /** Broker position (`topic/partition/offset`, `key/entry`); empty where the broker has none. */
  readonly position: string;
  /** As text: `base64:` and its bytes where it is not UTF-8. */
  readonly key: string | undefined;
  /** The key as it came, where the broker's keys are bytes (Kafka): pass it on as `key` of what is published. */
  readonly keyBytes: Uint8Array | undefined;
  /** Run number of this message, from 1. */
  readonly attempt: number;
  /** Milliseconds since the epoch, from the broker where it has one. */
  readonly timestamp: number | undefined;
  /** As the document says where it stands, else the broker's own. */
  readonly correlationId: string | undefined;
}

/** Options of one message that is published. */
export interface PublishOptions {
  /** Bytes stay bytes on Kafka. */
  readonly key?: string | Uint8Array;
  /** Headers beside those that boost-gen sets, which begin with `boost-`. */
  readonly headers?: { readonly [name: string]: string | number | boolean };
  /** Overrides the channel's address; needed where the document has `address: null`. */
  readonly address?: string;
  /** Values of the address's parameters; what is absent is taken from the message or from the default. */
  readonly parameters?: { readonly [name: string]: string };
  /** Put where the document says it stands, else into the broker's own place. Default: that of the message being handled. */
  readonly correlationId?: string;
  /** AMQP priority, 0 to 255. */
  readonly priority?: number;
}

/**
 * Resolves when the broker has confirmed. Rejects with `InvalidMessage` before anything is sent when the payload does not validate.
 * Described headers are asked for where one of them is required, parameters of the address where one has neither a default nor a place in
 * the message.
 */
export type Publisher<Payload, Headers = undefined, Parameters = undefined> = [Headers, Parameters] extends [undefined, undefined]
  ? (payload: Payload, options?: PublishOptions) => Promise<{ readonly id: string }>
  : Record<never, never> extends DescribedHeaders<Headers> & DescribedParameters<Parameters>
    ? (payload: Payload, options?: DescribedOptions<Headers, Parameters>) => Promise<{ readonly id: string }>
    : (payload: Payload, options: DescribedOptions<Headers, Parameters>) => Promise<{ readonly id: string }>;

/** How long is waited for a reply, and until when. */
export interface RequestWaiting {
  /** Milliseconds; default: `x-boost.request.timeout`. */
  readonly timeout?: number;
  /** Ends the wait: the call rejects with its reason. Inside a handler the handler's own signal does so as well. */
  readonly signal?: AbortSignal;
}

/** Second argument of `context.request.<member>`: what a publisher takes, and how long is waited. */
export interface RequestOptions extends PublishOptions, RequestWaiting {}

/**
 * Publishes the request and resolves with the payload of the reply that bears its correlation id. Headers that are `Filled` in (the correlation
 * id, the address of the reply) need not be given. Rejects as a publisher does, and with `RequestTimeout`, `InvalidReply`, `RequestLost` or
 * `TooManyRequests`.
 */
export type Requester<Reply, Payload, Headers = undefined, Parameters = undefined, Filled extends string = never> =
  Record<never, never> extends DescribedHeaders<Headers, Filled> & DescribedParameters<Parameters>
    ? (payload: Payload, options?: DescribedOptions<Headers, Parameters, Filled> & RequestWaiting) => Promise<Reply>
    : (payload: Payload, options: DescribedOptions<Headers, Parameters, Filled> & RequestWaiting) => Promise<Reply>;

/** A payload in which boost-gen writes what is `Filled`, so that it need not be given. */
export type GivenPayload<Payload, Filled extends string> = Payload extends object
  ? { [Key in keyof Payload as Key extends Filled ? never : Key]: Payload[Key] } & {
      [Key in keyof Payload as Key extends Filled ? Key : never]?: Payload[Key];
    }
  : Payload;

type DescribedOptions<Headers, Parameters, Filled extends string = never> = Omit<PublishOptions, "headers" | "address" | "parameters"> &
  DescribedHeaders<Headers, Filled> &
  DescribedParameters<Parameters>;

type DescribedHeaders<Headers, Filled extends string = never> = [Headers] extends [undefined]
  ? Pick<PublishOptions, "headers">
  : Record<never, never> extends GivenHeaders<Headers, Filled>
    ? { readonly headers?: GivenHeaders<Headers, Filled> }
    : { readonly headers: GivenHeaders<Headers, Filled> };

/** Who gives another address needs no parameters for this one. */
type DescribedParameters<Parameters> = [Parameters] extends [undefined]
  ? Pick<PublishOptions, "address" | "parameters">
  : Record<never, never> extends Parameters
    ? { readonly address?: string; readonly parameters?: Parameters }
    : { readonly address?: string; readonly parameters: Parameters } | { readonly address: string; readonly parameters?: Parameters };

/** Overrides for one typed workflow call. */
export interface StartOverrides {
  /** Default: what the rule of the document makes of the message. */
  readonly workflowId?: string;
  /** Default: the rule's, the document's or the environment's. */
  readonly taskQueue?: string;
  /** Default: what the rule says, else the message. */
  readonly args?: readonly unknown[];
}

/** Outcome of a start: `duplicate` when the same message had started it before, `conflict` when another message had. */
export interface StartResult {
  /** Id of the workflow that runs, or ran. */
  readonly workflowId: string;
  /** Id of its run, where Temporal tells it. */
  readonly runId: string | undefined;
  /** Whether this call started it. */
  readonly outcome: "started" | "duplicate" | "conflict";
}

/** Starts a workflow for a message. Resolves when Temporal has confirmed. */
export type StartCall<Payload> = (message: Payload, overrides?: StartOverrides) => Promise<StartResult>;
/** `ignored`: `onMissing: ignore` or `onClosed: ignore` applied. */
export type SignalCall<Payload> = (
  message: Payload,
  overrides?: StartOverrides,
) => Promise<{ readonly workflowId: string; readonly outcome: "delivered" | "ignored" }>;
/** Sends an update and waits for its result. `ignored`: `onMissing: ignore` or `onClosed: ignore` applied. */
export type UpdateCall<Payload> = (
  message: Payload,
  overrides?: StartOverrides,
) => Promise<{ readonly workflowId: string; readonly outcome: "delivered" | "ignored"; readonly result: unknown }>;

/** A message as a test sends it: one member of `ContractTypes["incoming"]`. `Headers` is `undefined` where the document describes none. */
export interface IncomingMessage<Payload, Headers = undefined> {
  /** The payload that a handler gets. */
  readonly payload: Payload;
  /** The headers that the document describes. */
  readonly headers: Headers;
}
