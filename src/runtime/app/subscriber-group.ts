/** One `addSubscribers`: a contract, its handlers, its brokers and the subscriptions that feed them. */

import { addressTexts } from "../addresses/pattern.ts";
import type { Problems } from "../config/environment.ts";
import { isBare, registryOf, registryPrefix } from "../config/registry.ts";
import { connectionOf, describeConnection } from "../config/server.ts";
import { optionProblems, type SubscriberOptions } from "../config/subscriber-options.ts";
import { BrokerPool, persist } from "../connections/broker-pool.ts";
import { publisherBrokers } from "../connections/publisher-brokers.ts";
import { framingWithoutRegistry } from "../decode/frame.ts";
import type { ContractDefinition } from "../ground/contract.ts";
import { childLogger, type Logger } from "../ground/log.ts";
import { handle, missingHandlers } from "../handler/handle.ts";
import type { HandlerOptions } from "../handler/handler-options.ts";
import { type Starter, workflowSurface } from "../handler/workflow-calls.ts";
import { Reading } from "../health/reading.ts";
import { publishSurface } from "../publish/publish.ts";
import type { Requests } from "../request/requests.ts";
import { MessageRun, type RunOptions } from "../run/message-run.ts";
import { Engine, type StopOptions } from "../subscription/engine.ts";
import { SubscriptionMonitor } from "../subscription/monitor.ts";
import { type PlannedSubscription, planSubscriptions } from "../subscription/plan-subscriptions.ts";
import { consumerAttributes, tracingOf } from "../telemetry/tracing.ts";
import type { GroupEnvironment } from "./group-environment.ts";
import { publisherProblems, requestsOf } from "./publisher-group.ts";

/** Milliseconds, for a page that looks on for hours: brokers are asked over the network. */
const lagIsFresh = 2_000;

export interface GroupInput {
  readonly app: string;
  readonly name: string;
  readonly contract: ContractDefinition;
  readonly handlers: object;
  readonly options: SubscriberOptions;
}

export class SubscriberGroup {
  readonly #input: GroupInput;
  readonly #around: GroupEnvironment;
  readonly #log: Logger;
  readonly #planned: readonly PlannedSubscription[];
  readonly #pool: BrokerPool;
  readonly #stop = new AbortController();
  readonly #engines: Engine[] = [];
  readonly #requests: Requests;
  /** Servers in the process whose messages nobody frames. */
  readonly #bare = new Set<string>();

  /** Tells `problems` of everything that is wrong and can be seen without a connection. */
  constructor(input: GroupInput, around: GroupEnvironment, problems: Problems) {
    const { app, name, contract, options } = input;
    this.#input = input;
    this.#around = around;
    const level = options.logLevel ?? around.process.logLevel;
    this.#log = childLogger(around.log, { subscriber: name }, level);
    const operations = contract.operations.filter(({ action }) => action === "receive");
    const servers = Object.keys(contract.servers);
    for (const problem of optionProblems(name, options, { operations: operations.map((operation) => operation.name), servers }))
      problems.add(problem);
    for (const problem of missingHandlers(operations, input.handlers as HandlerOptions["handlers"]))
      problems.add(`addSubscribers("${name}"): ${problem}`);
    if (operations.length === 0)
      problems.add(`addSubscribers("${name}"): "${contract.title}" receives nothing, so there is nothing to run`);
    this.#planned = planSubscriptions(
      { app, subscriber: name, contract, options, process: around.process, environment: around.environment, log: this.#log },
      problems,
    );
    this.#pool = new BrokerPool(around.platform, this.#log);
    for (const { server, plan } of this.#planned) {
      if (server.protocol === "other") continue;
      const own = options.brokers?.[server.key] ?? {};
      const { environment } = around;
      const connection = connectionOf({ app, server, options: own, environment, log: this.#log }, problems);
      const registry = registryOf({ server, connection, options: own, environment }, problems);
      this.#pool.add(server.protocol, connection, registry);
      if (isBare(server, connection, registry)) this.#bare.add(server.key);
      const from = { server, registry: this.#pool.registry(server.key), isBare: this.#bare.has(server.key) };
      const framing = framingWithoutRegistry(plan.channel, from);
      if (framing !== undefined)
        problems.add(
          `messages of the channel "${plan.channel.key}" name their schema (${framing}), and no schema registry is known: set ${registryPrefix(server)}URL`,
        );
    }
    const publishing = { app, contract, options, pool: this.#pool, around };
    publisherProblems(publishing, problems);
    this.#requests = requestsOf(publishing, this.#log);
  }

  get name(): string {
    return this.#input.name;
  }

  get contract(): ContractDefinition {
    return this.#input.contract;
  }

  get usesTemporal(): boolean {
    return this.#input.contract.operations.some(({ messages }) => Object.values(messages).some(({ rules }) => rules.length > 0));
  }

  get brokers(): BrokerPool {
    return this.#pool;
  }

  get engines(): readonly Engine[] {
    return this.#engines;
  }

  /** Nothing runs but handlers that wait for a reply. */
  get idle(): boolean {
    return this.#engines.reduce((total, { busy }) => total + busy, 0) <= this.#requests.waitingRuns;
  }

  /** What is about to happen, for the log; secrets redacted. */
  get summary(): object {
    return {
      servers: this.#pool.connections.map(describeConnection),
      subscriptions: this.#planned.map(({ plan, server, settings }) => ({
        name: plan.name,
        server: server.key,
        addresses: addressTexts(plan),
        group: plan.group,
        concurrency: plan.concurrency,
        ordering: plan.ordering,
        attempts: plan.attempts,
        deadLetter: plan.deadLetter,
        ...(settings.atMostOnce ? { delivery: "at-most-once" } : {}),
      })),
    };
  }

  /** Resolves when every subscription takes messages; waits, not ready, for brokers that are not there yet. */
  async start(starter: Starter | undefined): Promise<void> {
    const { contract, name } = this.#input;
    const { readiness } = this.#around;
    for (const { plan } of this.#planned) readiness.set(`subscription ${plan.name}`, "starting");
    const publish = publishSurface(
      contract,
      publisherBrokers({ ...this.#input, pool: this.#pool, around: this.#around }),
      this.#around.telemetry,
    );
    const workflows = starter === undefined ? () => ({ dispatch: async () => false }) : workflowSurface(contract, starter);
    await Promise.all(
      this.#planned.map((planned) => this.#startOne(planned, { publish, request: this.#requests.surface, workflows }, starter)),
    );
    if (!this.#stop.signal.aborted) this.#log.info({}, `"${name}" takes messages`);
  }

  /** Intake ends, handlers finish or are handed back. Brokers stay open: see `close`. */
  async stop(options: StopOptions): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#engines.map((engine) => engine.stop(options)));
  }

  async close(): Promise<void> {
    await this.#requests.close();
    await this.#pool.close();
  }

  async #startOne(
    { server, plan, settings }: PlannedSubscription,
    surfaces: Pick<HandlerOptions, "publish" | "request" | "workflows">,
    starter: Starter | undefined,
  ): Promise<void> {
    const { platform, readiness, metrics } = this.#around;
    const { contract } = this.#input;
    const log = childLogger(this.#log, { subscription: plan.name });
    const persisting = { clock: platform.clock, readiness, part: `server ${server.key} for ${plan.name}`, log, stop: this.#stop.signal };
    const broker = await persist(() => this.#pool.connected(server.key), persisting);
    if (broker === undefined) return;
    const attributes = consumerAttributes(settings.protocol, plan);
    const monitor = new SubscriptionMonitor({ subscription: plan.name, metrics, readiness, log, attributes, observe: platform.observe });
    const shared: RunOptions = {
      idFromBody: settings.idFromBody,
      log,
      logLevel: this.#input.options.logLevel ?? this.#around.process.logLevel,
      performed: (outcome, milliseconds) => monitor.performed(outcome, milliseconds),
    };
    const options: HandlerOptions = {
      ...surfaces,
      contract,
      handlers: this.#input.handlers as HandlerOptions["handlers"],
      protocol: settings.protocol,
      schemas: {
        server,
        registry: this.#pool.registry(server.key),
        isBare: this.#bare.has(server.key),
        variable: `${registryPrefix(server)}URL`,
      },
      group: plan.group,
      tracing: tracingOf(this.#around.telemetry, settings.protocol),
    };
    const engine = new Engine({
      plan: { ...plan, log },
      settings,
      broker,
      clock: platform.clock,
      handle: (message, reading, controller) => handle(new MessageRun(message, reading, controller, shared), options),
      ping: async () => {
        await broker.ping();
        if (starter !== undefined && this.usesTemporal) await starter.starter.ping();
      },
      monitor,
      registry: this.#pool.registry(server.key),
      isBare: this.#bare.has(server.key),
      fatal: this.#around.fatal,
    });
    this.#engines.push(engine);
    const lag = new Reading(() => engine.lag(), lagIsFresh);
    monitor.watch({ inFlight: () => engine.inFlight, lag: () => engine.lag() });
    this.#around.live?.watch({
      subscription: plan.name,
      inFlight: () => engine.inFlight,
      lag: () => lag.value(),
      retried: () => monitor.retries,
      paused: () => whyPaused(plan.name, server.key, readiness.reasons),
    });
    await persist(() => engine.start(), persisting);
    if (!this.#stop.signal.aborted) readiness.set(`subscription ${plan.name}`, undefined);
  }
}

/** Why a subscription takes nothing at the moment. */
function whyPaused(name: string, server: string, reasons: { readonly [part: string]: string }): string | undefined {
  const away = reasons[`broker of ${name}`] ?? reasons[`server ${server} for ${name}`];
  const found = [away === undefined ? undefined : `the broker is away: ${away}`, reasons[`subscription ${name}`]];
  return found.filter((reason) => reason !== undefined).join("; ") || undefined;
}
