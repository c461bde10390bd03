import type { SubscriberOptions } from "../config/subscriber-options.ts";
import type { ContractDefinition } from "../ground/contract.ts";
import type { Logger } from "../ground/log.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import type { TemporalOptions, WorkerDefinition } from "../workflows/worker-host.ts";

/** Options of `new BoostApp(name, options)`. */
export interface AppOptions {
  /** pino or anything with its four methods; default: JSON lines on standard output. */
  readonly logger?: Logger;
  /** Default: `process.env`. */
  readonly environment?: { readonly [name: string]: string | undefined };
  /** Address, namespace, workers and calls of Temporal; the environment wins over it. */
  readonly temporal?: TemporalOptions;
  /** The module @opentelemetry/api, to get spans, trace context in messages and the instruments of /metrics. */
  readonly telemetry?: Telemetry;
}

/** What a function given to `addExec` gets. */
export interface ExecContext {
  /** What stood behind its name on the command line. */
  readonly args: readonly string[];
  /** Fires at SIGTERM, SIGINT or SIGHUP. */
  readonly signal: AbortSignal;
  /** The application's log. */
  readonly log: Logger;
}

export interface SubscribersEntry {
  readonly contract: ContractDefinition;
  readonly handlers: object;
  readonly options: SubscriberOptions;
}

export interface PublishersEntry {
  readonly contract: ContractDefinition;
  readonly options: PublisherOptions;
}

/** Options of `publishers`. */
export type PublisherOptions = Pick<SubscriberOptions, "server" | "brokers">;

/** Everything that was added, before anything runs. */
export interface Registered {
  readonly name: string;
  readonly options: AppOptions;
  readonly subscribers: ReadonlyMap<string, SubscribersEntry>;
  readonly workers: ReadonlyMap<string, WorkerDefinition>;
  readonly publishers: readonly PublishersEntry[];
}
