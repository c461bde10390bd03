/** How the core runs Temporal workers beside consumers without knowing Temporal's types. `src/runtime/temporal` implements it. */
import type { SubscriberOptions } from "../config/subscriber-options.ts";
import type { ContractDefinition } from "../ground/contract.ts";
import type { Logger } from "../ground/log.ts";
import type { Telemetry } from "../telemetry/telemetry.ts";
import type { HostedActivities } from "./hosted-activities.ts";
import type { StartedType } from "./started-types.ts";
import type { WorkflowStarter } from "./workflow-starter.ts";

/** One Temporal worker of this process. */
export interface WorkerHost {
  readonly name: string;
  /** Task queue whose workflows it runs; absent for a worker of activities, and where messages start nothing in its namespace. */
  readonly runsWorkflowsOn?: string | undefined;
  /** Connects and polls. Resolves after `shutdown()`, rejects when the worker cannot go on; called once. */
  run(): Promise<void>;
  /** Stops polling and waits for tasks in flight, at most `graceful` milliseconds. Idempotent; also before or during `run()`. */
  shutdown(graceful: number): Promise<void>;
  /** True while it polls. Readiness asks it. */
  ready(): boolean;
}

/** Options of `addWorker`. */
export interface WorkerDefinition {
  /** Default: the document's or the environment's. */
  readonly taskQueue?: string;
  /** Absolute path or file URL of the module that exports the workflows. One of this and `workflowBundle`, or only activities. */
  readonly workflowsPath?: string;
  /** Workflows that were bundled before, instead of `workflowsPath`. */
  readonly workflowBundle?: { readonly code: string } | { readonly codePath: string };
  /** Activities by name; absent: workflows only. */
  readonly activities?: object;
  /**
   * Documents that workflows on this task queue publish from: the worker hosts the activities behind `publish` of their `generated/workflow.ts`.
   * Two of them need different titles. An empty list says that another worker does, or that no workflow publishes; it is not warned of then.
   */
  readonly publishes?: ContractDefinition | readonly ContractDefinition[];
  /** For all that it `publishes`. */
  readonly publisherOptions?: Pick<SubscriberOptions, "server" | "brokers">;
  /** Default: that of the application. */
  readonly namespace?: string;
  /**
   * A Temporal Schedule in the worker's namespace, created at start or brought in line; idempotent. What others set on it stays: that it
   * is paused, its policies, its notes. Needs `cron` or `every`.
   */
  readonly schedule?: {
    /** Default: the worker's name. */
    readonly id?: string;
    readonly workflow: string;
    readonly args?: readonly unknown[];
    /** As in Temporal: five to seven fields, or `@daily` and the like; UTC unless it begins with `CRON_TZ=…`. */
    readonly cron?: string | readonly string[];
    /** Milliseconds. */
    readonly every?: number;
  };
  /**
   * What becomes of running workflows when another build of the deployment takes over: `pinned` ones end on the build that they began on,
   * `auto-upgrade` moves them. A workflow's own `setWorkflowOptions` wins. Default: the application's, else `pinned`.
   */
  readonly versioning?: "pinned" | "auto-upgrade";
  /** Passed on to `Worker.create` unseen: tuner, interceptors, limits. */
  readonly worker?: { readonly [option: string]: unknown };
}

/** Everything Temporal of one process: the client side, and workers from the same configuration. */
export interface TemporalHost extends WorkflowStarter {
  /** The effective configuration for the log, secrets redacted. */
  readonly summary: { readonly [name: string]: unknown };
  /** Default task queue after the environment was read. */
  readonly taskQueue: string | undefined;
  /**
   * `started`: all that messages start; `run()` refuses where the worker lacks one that is started on its task queue. `hosted`: activities
   * that it runs beside the user's. Does not connect.
   * @throws ConfigurationError for options that cannot work
   */
  createWorker(
    name: string,
    definition: WorkerDefinition,
    around?: { readonly started?: readonly StartedType[]; readonly hosted?: HostedActivities },
  ): WorkerHost;
  /** Workers that asked for workflow tasks in the last minutes and would get new workflows. @throws ConnectionError where that cannot be told */
  pollers(taskQueue: string): Promise<number>;
}

export interface TemporalSettings {
  readonly app: string;
  /** The document's root `x-temporal`; the environment wins over it. */
  readonly defaults: { readonly address?: string; readonly namespace?: string; readonly taskQueue?: string };
  readonly options: TemporalOptions;
  readonly environment: { readonly [name: string]: string | undefined };
  readonly telemetry?: Telemetry | undefined;
  readonly log: Logger;
}

/** `DataConverter` of Temporal's SDK. Paths are absolute. */
export interface DataConverter {
  /** Absolute path of a module that exports `payloadConverter`. */
  readonly payloadConverterPath?: string;
  /** Absolute path of a module that exports `failureConverter`. */
  readonly failureConverterPath?: string;
  /** `PayloadCodec`s: encoded in this order, decoded from the last to the first. */
  readonly payloadCodecs?: readonly object[];
  /** Where payloads go that are too large for Temporal. */
  readonly externalStorage?: object;
}

/** `new BoostApp(name, { temporal })`. */
export interface TemporalOptions {
  /** Host and port; default `localhost:7233`. */
  readonly address?: string;
  /** Default `default`. */
  readonly namespace?: string;
  /** Of workers and starts that name none; there is no default. */
  readonly taskQueue?: string;
  /** Name of a profile of @temporalio/envconfig. */
  readonly profile?: string;
  /** Worker deployment of this process; TEMPORAL_DEPLOYMENT_NAME and TEMPORAL_WORKER_BUILD_ID win. Absent: workers without a version. */
  readonly deployment?: { readonly name?: string; readonly buildId?: string; readonly versioning?: "pinned" | "auto-upgrade" };
  /** Deadline of each call, milliseconds; default 10,000. */
  readonly rpcTimeout?: number;
  /**
   * Task queues that messages start workflows on and no worker of this process polls; the server is asked about them. While nobody polls one,
   * `tell` (default) says so in the log and among the remarks of `/readyz`, which stays ready, because workers may come only when there is
   * work, or after this process; with `unready` it is not ready.
   */
  readonly unpolledQueues?: "tell" | "unready";
  /**
   * What arguments, memos, results and failures are on the wire: converters, codecs (encryption, compression). Client, workers and tools take
   * the same. TEMPORAL_DATA_CONVERTER wins: the path of a module that exports `dataConverter`.
   */
  readonly dataConverter?: DataConverter;
  /** Passed on to `Connection` and `NativeConnection`. */
  readonly connection?: { readonly [option: string]: unknown };
  /** Passed on to `Client`: interceptors. */
  readonly client?: { readonly [option: string]: unknown };
}
