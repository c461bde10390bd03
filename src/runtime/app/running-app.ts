/** An application at work: everything opened in order, everything closed in the reverse one. */

import { Problems, processConfiguration, unknownVariables } from "../config/environment.ts";
import { BrokerPool } from "../connections/broker-pool.ts";
import type { Platform } from "../connections/platform.ts";
import { type PublisherBrokersInput, publisherBrokers } from "../connections/publisher-brokers.ts";
import { sleep } from "../ground/clock.ts";
import type { ContractDefinition } from "../ground/contract.ts";
import { ConfigurationError, sentence } from "../ground/errors.ts";
import { childLogger, type Logger } from "../ground/log.ts";
import { runtimeVersion } from "../ground/version.ts";
import { HealthServer } from "../health/http-server.ts";
import { Metrics } from "../health/metrics.ts";
import { Readiness } from "../health/readiness.ts";
import { publishSurface } from "../publish/publish.ts";
import { RequestMonitor } from "../request/request-monitor.ts";
import type { Requests } from "../request/requests.ts";
import { quietly } from "../telemetry/telemetry.ts";
import type { GroupEnvironment } from "./group-environment.ts";
import { type HostedBy, Parts, type Prepared } from "./parts.ts";
import { publisherProblems, requestsOf } from "./publisher-group.ts";
import type { PublishersEntry, Registered } from "./registered.ts";
import { observedBy, studioOf } from "./studio.ts";
import { type Watch, watchDependencies } from "./watch.ts";
import { workerActivities } from "./worker-activities.ts";

export interface RunningApp {
  readonly log: Logger;
  /** Milliseconds from the first signal to the end. */
  readonly grace: number;
  /** Opens what is named and not open yet. Resolves when it is on its way. @throws ConfigurationError, and has opened nothing */
  begin(names: readonly string[]): Promise<void>;
  /** Resolves when every subscription of these subscribers takes messages; default: of all that were begun. */
  started(names?: readonly string[]): Promise<void>;
  /** No handler runs, but for those that wait for a reply. */
  idle(): boolean;
  publishers(entry: PublishersEntry): object;
  requesters(entry: PublishersEntry): object;
  /** Resolves when `stop` fires or is called, rejects when the application cannot go on. */
  ended(stop: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

/** @throws ConfigurationError */
export async function startApp(registered: Registered, names: readonly string[], given: Platform, logger: Logger): Promise<RunningApp> {
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
  const studio = names.length === 0 ? undefined : await studioOf(registered, configuration, { problems, log });
  const platform = studio === undefined ? given : observedBy(studio, given);
  const around: GroupEnvironment = {
    platform,
    live: studio?.feed,
    process: configuration,
    environment,
    metrics,
    readiness,
    requests: new RequestMonitor(metrics),
    telemetry: options.telemetry,
    log: childLogger(logger, { app }),
    fatal: failure.reject,
  };

  const pools = new Map<PublishersEntry, PublisherBrokersInput & { readonly requests: Requests }>();
  const inputOf = (entry: PublishersEntry): PublisherBrokersInput & { readonly requests: Requests } => {
    const known = pools.get(entry);
    if (known !== undefined) return known;
    const input = { app, ...entry, pool: new BrokerPool(platform, log), around };
    const made = { ...input, requests: requestsOf(input, log) };
    pools.set(entry, made);
    return made;
  };
  const hosted: HostedBy = (worker, definition, found) => {
    const brokersOf = (contract: ContractDefinition) => inputOf({ contract, options: definition.publisherOptions ?? {} });
    return workerActivities({ worker, definition, brokersOf, telemetry: options.telemetry }, found);
  };
  const parts = new Parts(registered, around, { log, hosted });
  for (const entry of registered.publishers) publisherProblems(inputOf(entry), problems);
  const first = await parts.prepare(names, problems);
  let http: HealthServer | undefined;
  let watch: Watch | undefined;
  /** With the first part that runs. A script beside a service has the same environment; the port is the service's. */
  const openPort = async ({ names: begun }: Prepared): Promise<{ readonly httpPort?: number }> => {
    const { httpPort, httpHost, httpDocument: document } = configuration;
    if (http !== undefined || httpPort === undefined || begun.length === 0) return {};
    const server = new HealthServer({ port: httpPort, host: httpHost, readiness, metrics, document });
    const port = await server.listen();
    http = server;
    watch = watchDependencies({ platform, log, readiness, parts, needsPollers: options.temporal?.unpolledQueues === "unready" });
    return { httpPort: port };
  };
  const port = await openPort(first);
  const studioAddress = await studio?.open().catch(async (error: unknown) => {
    watch?.stop();
    await http?.close();
    throw error;
  });
  const servers = [...registered.subscribers.values(), ...registered.publishers].flatMap(({ contract }) => Object.keys(contract.servers));
  for (const warning of unknownVariables(environment, servers)) log.warn({}, warning);
  for (const { app: documented, title } of [...registered.subscribers.values()].map(({ contract }) => contract))
    if (documented !== undefined && documented !== app)
      log.warn({ documented }, `this application is "${app}", but "${title}" calls it "${documented}" (x-boost.app), and tools go by that`);
  log.info(
    {
      ...summaryOf(first, parts),
      ...port,
      shutdownGrace: configuration.shutdownGrace,
    },
    "configuration",
  );

  if (studioAddress !== undefined) log.info({ studio: studioAddress }, `studio: ${studioAddress}`);
  parts.launch(first);
  watch?.look();
  failure.promise.catch(() => {});

  const stopped = new AbortController();
  let stopping: Promise<void> | undefined;
  let beginning: Promise<unknown> = Promise.resolve();
  const begin = async (more: readonly string[]): Promise<void> => {
    const refused = new ConfigurationError(
      `${more.map((one) => `"${one}"`).join(", ")} cannot be started: the application is shutting down`,
    );
    if (stopping !== undefined) throw refused;
    const prepared = await parts.prepare(more);
    if (prepared.names.length === 0) return;
    const port = await openPort(prepared);
    if (stopping !== undefined) throw refused;
    log.info({ ...summaryOf(prepared, parts), ...port }, "configuration");
    parts.launch(prepared);
    watch?.look();
  };
  const stop = async (): Promise<void> => {
    const grace = configuration.shutdownGrace;
    readiness.set("shutdown", "the process is shutting down");
    watch?.stop();
    log.info({ grace }, "shutting down");
    const order = async (): Promise<void> => {
      await beginning;
      await parts.stop(grace);
      await Promise.all([...parts.groups.map((group) => group.close()), ...[...pools.values()].map(closePublishers)]);
      await http?.close();
      await studio?.close();
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
    begin: (more) => {
      const begun = beginning.then(() => begin(more));
      beginning = begun.catch(() => undefined);
      return begun;
    },
    started: (these) => parts.started(these),
    idle: () => parts.groups.every((group) => group.idle),
    publishers: (entry) => publishSurface(entry.contract, publisherBrokers(inputOf(entry)), options.telemetry)(undefined),
    requesters: (entry) => inputOf(entry).requests.surface(undefined),
    ended: (signal) => Promise.race([failure.promise, fired(signal), fired(stopped.signal)]),
    stop: () => {
      stopped.abort();
      stopping ??= stop();
      return stopping;
    },
  };
}

async function closePublishers({ pool, requests }: Pick<PublisherBrokersInput, "pool"> & { readonly requests: Requests }): Promise<void> {
  await requests.close();
  await pool.close();
}

function summaryOf({ groups, workers }: Prepared, { temporal }: Parts): object {
  return {
    subscribers: groups.map((group) => group.summary),
    workers: workers.map(({ name }) => name),
    ...(temporal === undefined ? {} : { temporal: temporal.summary }),
  };
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
