/** What of an application was begun: subscribers, workers, and the Temporal that they share. */
import { Problems } from "../config/environment.ts";
import { ConfigurationError, FatalError, sentence } from "../ground/errors.ts";
import type { Logger } from "../ground/log.ts";
import type { Starter } from "../handler/workflow-calls.ts";
import type { HostedActivities } from "../workflows/hosted-activities.ts";
import { startedTypes } from "../workflows/started-types.ts";
import type { TemporalHost, WorkerDefinition, WorkerHost } from "../workflows/worker-host.ts";
import type { GroupEnvironment } from "./group-environment.ts";
import type { Registered } from "./registered.ts";
import { SubscriberGroup } from "./subscriber-group.ts";
import { temporalDefaults } from "./temporal-defaults.ts";

/** Checked and made; nothing of it runs yet. */
export interface Prepared {
  readonly names: readonly string[];
  readonly groups: readonly SubscriberGroup[];
  readonly workers: readonly WorkerHost[];
}

/** What a worker runs for the application itself; mistakes go to `problems`. */
export type HostedBy = (worker: string, definition: WorkerDefinition, problems: Problems) => HostedActivities;

export class Parts {
  readonly groups: SubscriberGroup[] = [];
  readonly workers: WorkerHost[] = [];
  readonly #registered: Registered;
  readonly #around: GroupEnvironment;
  readonly #log: Logger;
  readonly #hosted: HostedBy;
  readonly #started = new Map<string, Promise<void>>();
  readonly #runs: Promise<void>[] = [];
  #temporal: TemporalHost | undefined;

  constructor(registered: Registered, around: GroupEnvironment, { log, hosted }: { readonly log: Logger; readonly hosted: HostedBy }) {
    this.#registered = registered;
    this.#around = around;
    this.#log = log;
    this.#hosted = hosted;
  }

  get temporal(): TemporalHost | undefined {
    return this.#temporal;
  }

  /** Task queues that messages here start workflows on, and no worker here polls, with the types. */
  get foreignQueues(): ReadonlyMap<string, readonly string[]> {
    const own = new Set(this.workers.map(({ runsWorkflowsOn }) => runsWorkflowsOn));
    const contracts = this.groups.map(({ contract }) => contract);
    const queues = new Map<string, readonly string[]>();
    for (const { type, taskQueue } of startedTypes(contracts, this.#temporal?.taskQueue))
      if (taskQueue !== undefined && !own.has(taskQueue)) queues.set(taskQueue, [...new Set([...(queues.get(taskQueue) ?? []), type])]);
    return queues;
  }

  /** Messages here start workflows. */
  get usesTemporal(): boolean {
    return this.groups.some((group) => group.usesTemporal);
  }

  /** Those of `names` that were not begun yet. @throws ConfigurationError with all problems, those given included; then nothing has changed */
  async prepare(names: readonly string[], problems: Problems = new Problems()): Promise<Prepared> {
    const { name: app, options, subscribers, workers: registeredWorkers } = this.#registered;
    const { platform, environment, telemetry } = this.#around;
    const missing = names.filter((name) => !this.#started.has(name));
    const groups = [...subscribers]
      .filter(([name]) => missing.includes(name))
      .map(([name, entry]) => new SubscriberGroup({ app, name, ...entry }, this.#around, problems));
    const added = [...registeredWorkers]
      .filter(([name]) => missing.includes(name))
      .map(([name, definition]) => ({ name, definition, hosted: this.#hosted(name, definition, problems) }));
    // Of everything that was added, also of what is not run now: a worker alone polls the namespace that the documents name.
    const contracts = [...subscribers.values()].map(({ contract }) => contract);
    const temporalOptions = options.temporal ?? {};
    const defaults = temporalDefaults(contracts, temporalOptions, environment, problems);
    if (problems.list.length > 0) throw new ConfigurationError(problems.list);
    if (groups.some((group) => group.usesTemporal) || added.length > 0)
      this.#temporal ??= await platform.openTemporal({ app, defaults, options: temporalOptions, environment, telemetry, log: this.#log });
    const started = startedTypes(contracts, this.#temporal?.taskQueue);
    return {
      names: missing,
      groups,
      workers: added.map(({ name, definition, hosted }) => required(this.#temporal).createWorker(name, definition, { started, hosted })),
    };
  }

  launch({ names, groups, workers }: Prepared): void {
    const starter: Starter | undefined =
      this.#temporal === undefined ? undefined : { starter: this.#temporal, taskQueue: this.#temporal.taskQueue };
    this.groups.push(...groups);
    this.workers.push(...workers);
    this.#runs.push(...workers.map((worker) => this.#runWorker(worker)));
    for (const name of names) this.#started.set(name, Promise.resolve());
    for (const group of groups) {
      const started = group.start(starter);
      // Whoever awaits it nowhere still learns of it.
      started.catch(this.#around.fatal);
      this.#started.set(group.name, started);
    }
  }

  /** Resolves when every subscription of these takes messages; of everything that was begun by default. */
  async started(names: Iterable<string> = this.#started.keys()): Promise<void> {
    await Promise.all([...names].map((name) => this.#started.get(name)));
  }

  /** Intake ends, handlers finish, workers drain, then everything is closed; whatever goes wrong is told and does not stop the rest. */
  async stop(grace: number): Promise<void> {
    const quietly = (what: string, work: Promise<unknown>): Promise<unknown> =>
      work.catch((error: unknown) => this.#log.error({ error }, `${what}: ${sentence(error)}`));
    const { groups, workers } = this;
    await Promise.all(groups.map((group) => quietly("stopping subscribers", group.stop({ drain: grace * 0.6, abort: grace * 0.1 }))));
    await Promise.all(workers.map((worker) => quietly(`stopping worker "${worker.name}"`, worker.shutdown(grace * 0.2))));
    await Promise.all(this.#runs);
    if (this.#temporal !== undefined) await quietly("closing Temporal", this.#temporal.close());
  }

  async #runWorker(worker: WorkerHost): Promise<void> {
    const { readiness, fatal } = this.#around;
    readiness.set(`worker ${worker.name}`, "starting");
    try {
      await worker.run();
    } catch (error) {
      readiness.set(`worker ${worker.name}`, sentence(error));
      // A mistake of configuration names the worker itself, and the process says so by its exit code.
      const isConfiguration = error instanceof ConfigurationError;
      fatal(isConfiguration ? error : new FatalError(`worker "${worker.name}" cannot go on: ${sentence(error)}`, { cause: error }));
    }
  }
}

function required(temporal: TemporalHost | undefined): TemporalHost {
  if (temporal === undefined) throw new Error("workers without Temporal");
  return temporal;
}
