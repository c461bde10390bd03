import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { NativeConnection, NativeConnectionOptions, Worker, WorkerOptions } from "@temporalio/worker";
import { ConfigurationError, ConnectionError, sentence } from "../ground/errors.ts";
import type { Logger } from "../ground/log.ts";
import type { HostedActivities } from "../workflows/hosted-activities.ts";
import type { StartedType } from "../workflows/started-types.ts";
import type { WorkerDefinition, WorkerHost } from "../workflows/worker-host.ts";
import { type CheckedWorker, checkBundle } from "./check-bundle.ts";
import type { TemporalConfiguration } from "./configuration.ts";
import { connectionOptions } from "./connection.ts";
import { deploymentOptions } from "./deployment.ts";
import { isRefusal } from "./failure.ts";
import { hosting } from "./hosted-activities.ts";
import { sdkLogger } from "./sdk-log.ts";

/** How long to wait before the next try to reach a server that is away, in milliseconds. */
const reconnectPause = { first: 500, most: 10_000 };

/** How long activities in flight get at shutdown, where nobody says, in milliseconds. */
const defaultGrace = 10_000;

/**
 * One worker. A server that is away at start is waited for, because the consumers beside it wait for theirs too;
 * anything else that goes wrong ends `run()` with the error.
 */
export class TemporalWorker implements WorkerHost {
  readonly name: string;
  readonly #taskQueue: string;
  readonly #definition: WorkerDefinition;
  readonly #configuration: TemporalConfiguration;
  readonly #log: Logger;
  readonly #stopping = new AbortController();
  readonly #beforeRun: () => Promise<void>;
  readonly #started: readonly StartedType[];
  readonly #hosted: HostedActivities;
  #worker: Worker | undefined;
  #running: Promise<void> | undefined;

  constructor(options: {
    readonly name: string;
    readonly taskQueue: string;
    readonly definition: WorkerDefinition;
    readonly configuration: TemporalConfiguration;
    readonly log: Logger;
    /** Done when the server can be reached and before polling begins; tried again as long as it throws a ConnectionError. */
    readonly beforeRun: () => Promise<void>;
    /** What messages start on this task queue. */
    readonly started?: readonly StartedType[];
    /** Activities beside the definition's own. */
    readonly hosted?: HostedActivities;
  }) {
    this.name = options.name;
    this.#taskQueue = options.taskQueue;
    this.#definition = options.definition;
    this.#configuration = options.configuration;
    this.#log = options.log;
    this.#beforeRun = options.beforeRun;
    this.#started = options.started ?? [];
    this.#hosted = options.hosted ?? new Map();
  }

  run(): Promise<void> {
    this.#running ??= this.#run();
    return this.#running;
  }

  get runsWorkflowsOn(): string | undefined {
    const { workflowsPath, workflowBundle } = this.#definition;
    const runs = workflowsPath !== undefined || workflowBundle !== undefined;
    return runs && this.#namespace === this.#configuration.namespace ? this.#taskQueue : undefined;
  }

  ready(): boolean {
    return this.#worker?.getState() === "RUNNING";
  }

  async shutdown(graceful: number): Promise<void> {
    this.#stopping.abort();
    if (this.ready()) this.#worker?.shutdown();
    const settled = this.#running?.catch(() => undefined) ?? Promise.resolve();
    const timer = new AbortController();
    const late = sleep(graceful, true, { signal: timer.signal }).catch(() => false);
    if (await Promise.race([settled.then(() => false), late])) {
      this.#log.warn(
        { worker: this.name, graceful },
        "the Temporal worker did not stop in time; its activities will be tried again elsewhere",
      );
    }
    timer.abort();
  }

  async #run(): Promise<void> {
    const created = await this.#create();
    if (created === undefined) return;
    const { worker, connection } = created;
    try {
      // Bundling workflows takes seconds; a shutdown in the meantime must not leave a worker that polls.
      if (this.#stopping.signal.aborted) return;
      this.#worker = worker;
      const { deployment } = this.#configuration;
      const build = deployment === undefined ? {} : { deployment: deployment.name, buildId: deployment.buildId };
      this.#log.info({ worker: this.name, taskQueue: this.#taskQueue, namespace: this.#namespace, ...build }, "Temporal worker started");
      await worker.run();
    } finally {
      await connection.close();
    }
  }

  get #namespace(): string {
    return this.#definition.namespace ?? this.#configuration.namespace;
  }

  #options(connection: NativeConnection): WorkerOptions {
    const { workflowsPath, workflowBundle, activities, worker } = this.#definition;
    const passedOn = (worker ?? {}) as Partial<WorkerOptions>;
    const interceptors = withFailureNames(passedOn.interceptors);
    const grace = this.#configuration.limits.shutdownGraceTime ?? defaultGrace;
    const { dataConverter } = this.#configuration;
    return hosting(this.#hosted, {
      shutdownGraceTime: grace,
      // Without it the worker waits for ever for an activity that ignores its cancellation.
      shutdownForceTime: grace + 5_000,
      ...this.#configuration.limits,
      ...(this.#configuration.identity === undefined ? {} : { identity: this.#configuration.identity }),
      ...((dataConverter === undefined ? {} : { dataConverter }) as Pick<WorkerOptions, "dataConverter">),
      ...deploymentOptions(this.#configuration.deployment, this.#definition.versioning ?? this.#configuration.versioning),
      ...passedOn,
      // A bundle that was made before has the modules that it was made with.
      ...(workflowsPath === undefined || interceptors === undefined ? {} : { interceptors }),
      connection,
      namespace: this.#namespace,
      taskQueue: this.#taskQueue,
      ...(workflowsPath === undefined
        ? {}
        : { workflowsPath: workflowsPath.startsWith("file:") ? fileURLToPath(workflowsPath) : workflowsPath }),
      ...(workflowBundle === undefined ? {} : { workflowBundle }),
      ...(activities === undefined ? {} : { activities }),
    });
  }

  /** Tries until the server answers or a shutdown comes. */
  async #create(): Promise<Created | undefined> {
    const { Runtime } = await workerPackage();
    installRuntime(Runtime, this.#configuration.sdkMetrics, this.#log);
    for (let pause = reconnectPause.first; !this.#stopping.signal.aborted; pause = Math.min(pause * 2, reconnectPause.most)) {
      const attempt = await this.#attempt();
      if ("worker" in attempt) return attempt;
      this.#log.warn(
        { worker: this.name, address: this.#configuration.address, error: sentence(attempt.away) },
        "Temporal cannot be reached; the worker tries again",
      );
      await sleep(pause, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
    return undefined;
  }

  /** A connection of its own each time: a worker that could not be created keeps its place on the one that it was given. */
  async #attempt(): Promise<Created | { readonly away: unknown }> {
    const { NativeConnection, Worker } = await workerPackage();
    let connection: NativeConnection;
    try {
      connection = await NativeConnection.connect({
        ...connectionOptions(this.#configuration),
        ...(this.#configuration.connection as NativeConnectionOptions),
      });
    } catch (error) {
      return { away: error };
    }
    try {
      await this.#beforeRun();
      return { worker: await this.#checked(Worker).create(this.#options(connection)), connection };
    } catch (error) {
      const isAway = error instanceof ConnectionError || (isTransportError(error) && !(await this.#isRefused(connection)));
      await connection.close();
      if (isAway) return { away: error };
      throw error;
    }
  }

  /** The SDK's worker, whose bundle is looked at before it polls; what it is made of is the SDK's matter, so that both see the same. */
  #checked(worker: typeof Worker): Pick<typeof Worker, "create"> {
    const { workflowsPath, workflowBundle, publishes } = this.#definition;
    const published = [publishes ?? []].flat();
    const path = workflowsPath ?? (workflowBundle !== undefined && "codePath" in workflowBundle ? workflowBundle.codePath : undefined);
    const facts: CheckedWorker = {
      name: this.name,
      taskQueue: this.#taskQueue,
      file: path === undefined ? "its workflowBundle" : path.startsWith("file:") ? fileURLToPath(path) : path,
      started: this.#started,
      publishes: publishes !== undefined && published.length === 0 ? undefined : published.map(({ name }) => name),
      log: this.#log,
    };
    return class extends worker {
      protected static override async getOrCreateBundle(
        ...given: Parameters<typeof Worker.getOrCreateBundle>
      ): ReturnType<typeof Worker.getOrCreateBundle> {
        const bundle = await worker.getOrCreateBundle(...given);
        if (bundle !== undefined) checkBundle(bundle.code, facts);
        return bundle;
      }
    };
  }

  /** Whether the server has an answer that waiting does not change. `Worker.create` asks the same, but its error has the status only as a text. */
  async #isRefused(connection: NativeConnection): Promise<boolean> {
    try {
      await connection.withDeadline(Date.now() + this.#configuration.rpcTimeout, () =>
        connection.workflowService.describeNamespace({ namespace: this.#namespace }),
      );
      return false;
    } catch (error) {
      return isRefusal(error);
    }
  }
}

/** `undefined` where the runtime was bundled, so that its files are not there. */
function withFailureNames(given: WorkerOptions["interceptors"]): WorkerOptions["interceptors"] {
  try {
    const name = import.meta.url.endsWith(".ts") ? "./workflow-failure.ts" : "./workflow-failure.js";
    const ours = createRequire(import.meta.url).resolve(name);
    return { ...given, workflowModules: [ours, ...(given?.workflowModules ?? [])] };
  } catch {
    return undefined;
  }
}

interface Created {
  readonly worker: Worker;
  readonly connection: NativeConnection;
}

/** By its name: `@temporalio/worker` is loaded late, and may be there twice. */
function isTransportError(error: unknown): boolean {
  return error instanceof Error && error.name === "TransportError";
}

let installed = false;

/** Once a process. The SDK would otherwise trap SIGTERM itself and stop its workers before our consumers are drained. */
function installRuntime(runtime: typeof import("@temporalio/worker").Runtime, sdkMetrics: string | undefined, log: Logger): void {
  if (installed) return;
  installed = true;
  try {
    runtime.install({
      shutdownSignals: [],
      logger: sdkLogger(log),
      ...(sdkMetrics === undefined ? {} : { telemetryOptions: { metrics: { prometheus: { bindAddress: sdkMetrics } } } }),
    });
  } catch (error) {
    log.warn(
      { error: sentence(error) },
      "the application installed Temporal's Runtime itself; it must leave SIGINT and SIGTERM alone (shutdownSignals: [])",
    );
  }
}

async function workerPackage(): Promise<typeof import("@temporalio/worker")> {
  try {
    return await import("@temporalio/worker");
  } catch (cause) {
    throw new ConfigurationError("a Temporal worker needs the package @temporalio/worker: npm i @temporalio/worker", { cause });
  }
}
