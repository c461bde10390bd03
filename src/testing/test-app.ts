import type { PublisherOptions } from "../runtime/app/registered.ts";
import { startApp } from "../runtime/app/running-app.ts";
import type { Outgoing } from "../runtime/brokers/broker.ts";
import { MemoryStore } from "../runtime/brokers/memory/index.ts";
import { list } from "../runtime/config/environment.ts";
import type { SubscriberOptions } from "../runtime/config/subscriber-options.ts";
import { realPlatform } from "../runtime/connections/platform.ts";
import type { IncomingMessage } from "../runtime/ground/context.ts";
import type { ContractDefinition, ContractTypes, RequestsOf } from "../runtime/ground/contract.ts";
import type { Logger } from "../runtime/ground/log.ts";
import type { Awaitable, ReplyOf } from "../runtime/ground/reply.ts";
import type { SettledDelivery } from "../runtime/subscription/outcome.ts";
import type { Telemetry } from "../runtime/telemetry/telemetry.ts";
import type { DataConverter, WorkerDefinition } from "../runtime/workflows/worker-host.ts";
import { type IncomingOptions, identified, incomingMessage, incomingTarget } from "./incoming.ts";
import { oneServerPerProtocol } from "./one-server.ts";
import { outside } from "./outside.ts";
import { deadLetter, type PublishedMessage, publishedMessage, RecordingBroker, type TestDeadLetter } from "./published-message.ts";
import { bodyReader } from "./read-body.ts";
import { observedHost, RecordedWorkflows, recordedHost } from "./recorded-workflows.ts";
import { type Answer, ScriptedAnswers } from "./scripted-answers.ts";
import { TestClock } from "./test-clock.ts";
import { until } from "./until.ts";

/** Options of `createTestApp`, beside those of `addSubscribers`. */
export interface TestAppOptions extends SubscriberOptions {
  /** Name of the application; default `test`. */
  readonly name?: string;
  /** As `process.env` would be; default empty, so that tests do not depend on the machine. */
  readonly environment?: { readonly [name: string]: string | undefined };
  /**
   * `auto` (default): while a published message waits for a retry and no handler runs, time jumps ahead, so that `await app.publish.x(…)`
   * ends at once. `manual`: time passes only by `app.clock.advance(ms)`.
   */
  readonly clock?: "auto" | "manual";
  /** When the application's time begins, in milliseconds since the epoch; default 2026-01-01. */
  readonly startTime?: number;
  /**
   * `recorded` (default): workflows are written down and nothing runs. `server`: they are started on the Temporal that `environment` and the
   * document name, and written down as well.
   */
  readonly temporal?: "recorded" | "server";
  /**
   * With `temporal: "server"`: workers that run the real workflows, as `addWorker` takes them. The server may be the one that
   * `TestWorkflowEnvironment` of @temporalio/testing starts, which skips time.
   */
  readonly workers?: { readonly [name: string]: WorkerDefinition };
  /** With `temporal: "server"`: as `new BoostApp(name, { temporal: { dataConverter } })` takes it; TEMPORAL_DATA_CONVERTER wins. */
  readonly dataConverter?: DataConverter;
  /** The module @opentelemetry/api. */
  readonly telemetry?: Telemetry;
  /** Default: nothing is printed. */
  readonly logger?: Logger;
  /** Told of each delivery that is done with, also of what the application sent to itself. */
  readonly observe?: (settled: SettledDelivery) => void;
}

/** What became of a message that a test published. */
export interface TestSettlement {
  /** `skipped`: acknowledged without a handler. `fatal`: the process would have ended. */
  readonly outcome: "handled" | "skipped" | "dead-lettered" | "fatal";
  /** Runs that the handler had. */
  readonly attempts: number;
  /** Of a dead letter: `rejected`, `invalid: schema`, `attempts exhausted`, … */
  readonly cause: string | undefined;
  /** What the handler or the validator threw last. */
  readonly error: unknown;
  /** For `redeliver`. */
  readonly position: string;
}

type Call<Incoming> =
  Incoming extends IncomingMessage<infer Payload, infer Headers>
    ? (payload: Payload, options?: [Headers] extends [undefined] ? IncomingOptions : IncomingOptions<Headers>) => Promise<TestSettlement>
    : never;

type AnswerTo<Call> = Call extends (...given: infer Given) => Promise<infer Reply>
  ? (
      request: Given[0],
      context: { readonly headers: { readonly [name: string]: unknown }; readonly correlationId: string | undefined },
    ) => Awaitable<ReplyOf<Reply> | undefined>
  : never;

/** The application under test. Stop it at the end of the test. */
export interface TestApp<Types extends ContractTypes> {
  /**
   * Publishes as somebody else would, with the headers that a publisher of ours fills in; resolves when the message is settled. Payloads are
   * typed but not validated, so that a test can send wrong ones.
   */
  readonly publish: { readonly [Member in keyof Types["incoming"]]: Call<Types["incoming"][Member]> };
  /** Asks as code outside of handlers does. Nobody answers but a handler of this application, or what `answer` says; else time passes until the timeout. */
  readonly request: RequestsOf<Types>;
  /**
   * Who is asked, as the test plays it: `app.answer.priceAsked(({ sku }) => ({ price: 4 }))`, at once or later. `undefined` is no answer;
   * wrong payloads are sent as they are. Only where no handler of the application answers.
   */
  readonly answer: { readonly [Member in keyof RequestsOf<Types>]: (answer: AnswerTo<RequestsOf<Types>[Member]>) => void };
  /** As those of a `BoostApp`, for code outside of handlers: validated, kept in `published`; resolves when the broker in memory has the message. */
  publishers<Other extends ContractTypes>(contract: ContractDefinition<Other>, options?: PublisherOptions): Other["publish"];
  /** As those of a `BoostApp`: a handler of this application answers, or `answer` where the contract is the tested one; else time passes until the timeout. */
  requesters<Other extends ContractTypes>(contract: ContractDefinition<Other>, options?: PublisherOptions): RequestsOf<Other>;
  /** Any bytes to any address that the application reads; rejects for another. */
  publishRaw(
    address: string,
    body: Uint8Array | string | null,
    options?: IncomingOptions & { readonly contentType?: string },
  ): Promise<TestSettlement>;
  /** The same message once more, as a broker does that did not hear the acknowledgement. */
  redeliver(position: string): Promise<TestSettlement>;
  /** What was asked of Temporal. */
  readonly workflows: RecordedWorkflows;
  /** What the application published and replied, in order. */
  readonly published: readonly PublishedMessage[];
  /** What was dead-lettered, in order. */
  readonly deadLetters: readonly TestDeadLetter[];
  /** The application's time. */
  readonly clock: TestClock;
  /** Faults: `store.down("…")`, `store.refuse(address, "…")`. */
  readonly store: MemoryStore;
  /** Stops as SIGTERM does. Idempotent. */
  stop(): Promise<void>;
}

/** The application without broker and Temporal: same engine, same validation, same retries. */
export async function createTestApp<Types extends ContractTypes>(
  documented: ContractDefinition<Types>,
  handlers: Types["handlers"],
  options: TestAppOptions = {},
): Promise<TestApp<Types>> {
  const {
    name = "test",
    environment = {},
    clock: mode = "auto",
    startTime,
    temporal = "recorded",
    workers = {},
    dataConverter,
    logger = silent,
    telemetry,
    observe: told,
    ...subscriber
  } = options;
  const chosenIn = ({ servers }: ContractDefinition, server: string | undefined): readonly string[] => {
    const named = list(environment["BOOST_SERVER"]).filter((one) => Object.hasOwn(servers, one));
    return named.length > 0 || server === undefined ? named : [server];
  };
  const chosen = chosenIn(documented, subscriber.server);
  if (temporal === "recorded" && Object.keys(workers).length > 0)
    throw new Error('workers run on a server only: give `temporal: "server"`, and TEMPORAL_ADDRESS in `environment`');
  const contract = oneServerPerProtocol(documented, chosen);
  const contracts = new Set<ContractDefinition>([contract]);
  const readBody = bodyReader(contracts);
  const clock = new TestClock(startTime);
  const store = new MemoryStore();
  const workflows = new RecordedWorkflows();
  const published: PublishedMessage[] = [];
  const deadLetters: TestDeadLetter[] = [];
  const letterBoxes = new Map<string, string>();
  const answers: ScriptedAnswers = new ScriptedAnswers(contract, (protocol, answer) => store.append(broker(protocol).travelling(answer)));
  const asked =
    answers.names.length === 0 ? [] : [{ contract, options: subscriber.server === undefined ? {} : { server: subscriber.server } }];
  const watchers = new Set<(settlement: SettledDelivery) => void>(told === undefined ? [] : [told]);
  const observe = (settlement: SettledDelivery): void => {
    if (settlement.end.outcome === "dead-lettered")
      deadLetters.push(
        deadLetter(settlement, settlement.end, { storedIn: letterBoxes.get(settlement.subscription) ?? "", read: readBody }),
      );
    for (const watcher of [...watchers]) watcher(settlement);
  };
  const broker = (protocol: string): RecordingBroker =>
    new RecordingBroker(store, protocol, {
      published: (message, spoken) => {
        published.push(publishedMessage(message, readBody));
        answers.published(message, spoken);
      },
      subscribed: ({ name: subscription, deadLetter: place }) => letterBoxes.set(subscription, place === false ? "" : place),
    });
  const application = await startApp(
    {
      name,
      options: {
        environment: withoutPort(environment),
        ...(telemetry === undefined ? {} : { telemetry }),
        ...(dataConverter === undefined ? {} : { temporal: { dataConverter } }),
      },
      subscribers: new Map([["test", { contract, handlers, options: subscriber }]]),
      workers: new Map(Object.entries(workers)),
      publishers: asked,
    },
    ["test", ...Object.keys(workers)],
    {
      clock,
      observe,
      openBroker: async (protocol) => broker(protocol),
      openTemporal: async (settings) =>
        temporal === "recorded"
          ? recordedHost(workflows, settings.defaults.taskQueue)
          : observedHost(await realPlatform.openTemporal(settings), workflows),
    },
    logger,
  );
  await application.started();
  // An answer that a test gives may take its own time.
  const running = { ...application, idle: () => application.idle() && answers.idle };

  const deliver = async (position: string, send: () => void): Promise<TestSettlement> => {
    let settled: SettledDelivery | undefined;
    const watcher = (settlement: SettledDelivery): void => {
      if (settlement.delivery.position === position && settlement.end.outcome !== "handed-back") settled ??= settlement;
    };
    watchers.add(watcher);
    try {
      send();
      await until(() => settled !== undefined, { clock, mode, running });
      answers.throwFailure();
    } finally {
      watchers.delete(watcher);
    }
    return summary(settled);
  };
  const append = (message: Outgoing): Promise<TestSettlement> =>
    deliver(`${message.address}/${store.entries(message.address).length}`, () => {
      store.append(message);
      // Nobody would ever settle it.
      if (!store.read.includes(message.address))
        throw new Error(`nobody reads "${message.address}"; the application reads ${store.read.map((one) => `"${one}"`).join(", ")}`);
    });

  const publish = Object.keys(contract.incoming).map((member) => {
    const target = incomingTarget(contract, member, chosen);
    const call = (payload: unknown, given: IncomingOptions = {}): Promise<TestSettlement> =>
      append(broker(target.protocol).travelling(incomingMessage(target, payload, given)));
    return [member, call] as const;
  });

  const { publishers, requesters, requestersOf } = outside({
    running,
    placed: (other, { server }) => {
      const placed = oneServerPerProtocol(other, chosenIn(other, server));
      contracts.add(placed);
      return placed;
    },
    awaited: async (answered) => {
      await until(() => false, { clock, mode, running, end: answered.catch(() => undefined) });
      answers.throwFailure();
      return await answered;
    },
  });
  const [request = {}] = asked.map(requestersOf);
  const answer = answers.names.map((member) => [member, (script: Answer) => answers.set(member, script)] as const);

  return {
    publish: Object.fromEntries(publish) as TestApp<Types>["publish"],
    request: request as RequestsOf<Types>,
    publishers,
    requesters,
    answer: Object.fromEntries(answer) as { readonly [member: string]: unknown } as TestApp<Types>["answer"],
    publishRaw: (address, body, { id, headers = {}, key, contentType, correlationId } = {}) =>
      append(
        identified(
          {
            address,
            body: typeof body === "string" ? Buffer.from(body) : body,
            headers: new Map(Object.entries(headers).map(([header, value]) => [header, [value]])),
            ...(key === undefined ? {} : { key }),
            ...(contentType === undefined ? {} : { contentType }),
            ...(correlationId === undefined ? {} : { correlationId }),
          },
          id,
        ),
      ),
    redeliver: (position) => deliver(position, () => store.redeliver(position)),
    workflows,
    published,
    deadLetters,
    clock,
    store,
    stop: async () => {
      const stopped = running.stop();
      // A worker drains in real time; virtual time that runs ahead would cut it off.
      await until(() => false, { clock, mode: Object.keys(workers).length === 0 ? "auto" : "manual", running, end: stopped });
    },
  };
}

function summary(settlement: SettledDelivery | undefined): TestSettlement {
  const end = settlement?.end;
  if (settlement === undefined || end === undefined || end.outcome === "handed-back" || end.outcome === "lost")
    throw new Error("the message was not settled");
  return {
    outcome: end.outcome,
    attempts: settlement.attempts,
    cause: end.outcome === "dead-lettered" ? end.cause : undefined,
    error: "error" in end ? end.error : undefined,
    position: settlement.delivery.position,
  };
}

function withoutPort(environment: { readonly [name: string]: string | undefined }): { readonly [name: string]: string | undefined } {
  const { BOOST_HTTP_PORT: _, BOOST_STUDIO_PORT: __, ...rest } = environment;
  return rest;
}

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
