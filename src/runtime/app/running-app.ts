/** An application at work: everything opened in order, everything closed in the reverse one. */

import { Problems, processConfiguration, unknownVariables } from "../config/environment.ts";
import { sleep } from "../ground/clock.ts";
import { ConfigurationError, FatalError, sentence } from "../ground/errors.ts";
import { childLogger, type Logger } from "../ground/log.ts";
import { runtimeVersion } from "../ground/version.ts";
import type { Starter } from "../handler/workflow-calls.ts";
import { HealthServer } from "../health/http-server.ts";
import { Metrics } from "../health/metrics.ts";
import { Readiness } from "../health/readiness.ts";
import { publishSurface } from "../publish/publish.ts";
import { quietly } from "../telemetry/telemetry.ts";
import type { TemporalHost, WorkerHost } from "../workflows/worker-host.ts";
import { BrokerPool } from "./broker-pool.ts";
import type { GroupEnvironment } from "./group-environment.ts";
import type { Platform } from "./platform.ts";
import { publisherBrokers, publisherProblems } from "./publisher-group.ts";
import type { PublishersEntry, Registered } from "./registered.ts";
import { SubscriberGroup } from "./subscriber-group.ts";
import { temporalDefaults } from "./temporal-defaults.ts";
import { watchDependencies } from "./watch.ts";

export interface RunningApp {
  readonly log: Logger;
  /** Milliseconds from the first signal to the end. */
  readonly grace: number;
  /** Resolves when every subscription takes messages. */
  readonly started: Promise<void>;
  /** No handler runs. */
  idle(): boolean;
  publishers(entry: PublishersEntry): object;
  /** Resolves when `stop` fires, rejects when the application cannot go on. */
  ended(stop: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

/** @throws ConfigurationError */
export async function startApp(registered: Registered, names: readonly string[], platform: Platform, logger: Logger): Promise<RunningApp> {
  const { name: app, options } = registered;
  const environment = options.environment ?? process.env;
  const problems = new Problems();
  const configuration = processConfiguration(environment, problems);
  const log = childLogger(logger, { app }, configuration.logLevel);
  const metrics = new Metrics(quietly(() => options.telemetry?.metrics.getMeter("boost-gen", runtimeVersion)));
  const readiness = new Readiness();
  const failure = deferred((error) => {
    readiness.set("application", sentence(error));
    log.error({ error }, `cannot go on: ${sentence(error)}`);
  });
  const around: GroupEnvironment = {
    platform,
    process: configuration,
    environment,
    metrics,
    readiness,
    telemetry: options.telemetry,
    log: childLogger(logger, { app }),
    fatal: failure.reject,
  };

  const groups = [...registered.subscribers]
    .filter(([name]) => names.includes(name))
    .map(([name, entry]) => new SubscriberGroup({ app, name, ...entry }, around, problems));
  const pools = new Map(
    registered.publishers.map((entry) => {
      const pool = new BrokerPool(platform, log);
      return [entry, { pool, input: { app, ...entry, pool, around } }] as const;
    }),
  );
  for (const { input } of pools.values()) publisherProblems(input, problems);
  // Of everything that was added, also of what is not run now: a worker alone polls the namespace that the documents name.
  const contracts = [...registered.subscribers.values()].map(({ contract }) => contract);
  const workerNames = [...registered.workers].filter(([name]) => names.includes(name));
  const temporalOptions = options.temporal ?? {};
  const defaults = temporalDefaults(contracts, temporalOptions, environment, problems);
  if (problems.list.length > 0) throw new ConfigurationError(problems.list);

  let temporal: TemporalHost | undefined;
  const usesTemporal = groups.some((group) => group.usesTemporal);
  if (usesTemporal || workerNames.length > 0) {
    temporal = await platform.openTemporal({ app, defaults, options: temporalOptions, environment, telemetry: options.telemetry, log });
  }
  const workers = workerNames.map(([name, definition]) => required(temporal).createWorker(name, definition));
  const starter: Starter | undefined = temporal === undefined ? undefined : { starter: temporal, taskQueue: temporal.taskQueue };
  // A script beside a service has the same environment; the port is the service's.
  const http =
    configuration.httpPort === undefined || names.length === 0
      ? undefined
      : new HealthServer({ port: configuration.httpPort, host: configuration.httpHost, readiness, metrics });
  const port = await http?.listen();
  const servers = [...registered.subscribers.values(), ...registered.publishers].flatMap(({ contract }) => Object.keys(contract.servers));
  for (const warning of unknownVariables(environment, servers)) log.warn({}, warning);
  log.info(
    {
      subscribers: groups.map((group) => group.summary),
      workers: workerNames.map(([name]) => name),
      ...(temporal === undefined ? {} : { temporal: temporal.summary }),
      ...(port === undefined ? {} : { httpPort: port }),
      shutdownGrace: configuration.shutdownGrace,
    },
    "configuration",
  );

  const stopWatch =
    http === undefined
      ? () => {}
      : watchDependencies({ platform, readiness, temporal: usesTemporal ? temporal : undefined, groups, workers });
  const runs = workers.map((worker) => runWorker(worker, readiness, failure.reject));
  const started = Promise.all(groups.map((group) => group.start(starter))).then(() => undefined);
  // Whoever awaits neither still learns of it.
  started.catch(failure.reject);
  failure.promise.catch(() => {});

  let stopping: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    const grace = configuration.shutdownGrace;
    readiness.set("shutdown", "the process is shutting down");
    stopWatch();
    log.info({ grace }, "shutting down");
    const quietly = (what: string, work: Promise<unknown>): Promise<unknown> =>
      work.catch((error: unknown) => log.error({ error }, `${what}: ${sentence(error)}`));
    const order = async (): Promise<void> => {
      await Promise.all(groups.map((group) => quietly("stopping subscribers", group.stop({ drain: grace * 0.6, abort: grace * 0.1 }))));
      await Promise.all(workers.map((worker) => quietly(`stopping worker "${worker.name}"`, worker.shutdown(grace * 0.2))));
      await Promise.all(runs);
      if (temporal !== undefined) await quietly("closing Temporal", temporal.close());
      await Promise.all([...groups.map((group) => group.close()), ...[...pools.values()].map(({ pool }) => pool.close())]);
      await http?.close();
    };
    const late = new AbortController();
    await Promise.race([
      order().finally(() => late.abort()),
      sleep(platform.clock, grace * 0.98, late.signal).then(() => {
        if (!late.signal.aborted) log.error({ grace }, "the shutdown did not end within its grace period; what is left is cut off");
      }),
    ]);
    log.info({}, "stopped");
  };
  return {
    log,
    grace: configuration.shutdownGrace,
    started,
    idle: () => groups.every((group) => group.engines.every((engine) => engine.idle)),
    publishers: (entry) => {
      const found = pools.get(entry);
      if (found === undefined) throw new FatalError("publishers that were added after the start");
      return publishSurface(entry.contract, publisherBrokers(found.input), options.telemetry)(undefined);
    },
    ended: (signal) => Promise.race([failure.promise, fired(signal)]),
    stop: () => (stopping ??= stop()),
  };
}

async function runWorker(worker: WorkerHost, readiness: Readiness, fatal: (error: unknown) => void): Promise<void> {
  readiness.set(`worker ${worker.name}`, "starting");
  try {
    await worker.run();
  } catch (error) {
    readiness.set(`worker ${worker.name}`, sentence(error));
    fatal(new FatalError(`worker "${worker.name}" cannot go on: ${sentence(error)}`, { cause: error }));
  }
}

function required(temporal: TemporalHost | undefined): TemporalHost {
  if (temporal === undefined) throw new Error("workers without Temporal");
  return temporal;
}

function fired(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

interface Deferred {
  readonly promise: Promise<never>;
  readonly reject: (error: unknown) => void;
}

/** A promise that only ever rejects, with the first reason; `told` learns of it at once. */
function deferred(told: (error: unknown) => void): Deferred {
  let first = true;
  let refuse: (error: unknown) => void = () => {};
  const promise = new Promise<never>((_, reject) => {
    refuse = reject;
  });
  const reject = (error: unknown): void => {
    if (first) told(error);
    first = false;
    refuse(error);
  };
  return { promise, reject };
}
