import { z } from "zod";
import type { Outgoing, SubscriptionPlan } from "../../src/runtime/brokers/broker.ts";
import { defaultLimits } from "../../src/runtime/decode/limits.ts";
import type { ChannelDefinition, MessageDefinition, OperationDefinition } from "../../src/runtime/ground/contract.ts";
import { childLogger, type Logger } from "../../src/runtime/ground/log.ts";
import { Metrics } from "../../src/runtime/health/metrics.ts";
import { Readiness } from "../../src/runtime/health/readiness.ts";
import { retryOf } from "../../src/runtime/subscription/back-off.ts";
import { Engine, type EngineOptions } from "../../src/runtime/subscription/engine.ts";
import type { InFlightMessage } from "../../src/runtime/subscription/in-flight-message.ts";
import { SubscriptionMonitor } from "../../src/runtime/subscription/monitor.ts";
import type { SettledDelivery } from "../../src/runtime/subscription/outcome.ts";
import type { SubscriptionSettings } from "../../src/runtime/subscription/settings.ts";
import { TestClock } from "../../src/testing/test-clock.ts";
import { ScriptedBroker } from "./scripted-broker.ts";

const message: MessageDefinition = { name: "Anything", member: "anything", contentType: "application/json", payload: z.unknown() };
const channel: ChannelDefinition = {
  key: "topic",
  address: "topic",
  servers: [],
  messages: { anything: message },
  dispatch: { by: "single" },
};
const operation: OperationDefinition = {
  key: "onAnything",
  name: "onAnything",
  action: "receive",
  channel,
  messages: { anything: { rules: [] } },
  options: {},
};

export const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export interface Fixture {
  readonly engine: Engine;
  readonly broker: ScriptedBroker;
  readonly clock: TestClock;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly settlements: SettledDelivery[];
  readonly fatals: unknown[];
}

export interface FixtureOptions {
  /** What the channel's message has besides its name. */
  readonly message?: Partial<MessageDefinition>;
  readonly registry?: EngineOptions["registry"];
  readonly handle?: (payload: unknown, message: InFlightMessage, signal: AbortSignal) => unknown;
  /** What the handler's answer is sent as; the operation has a reply then. */
  readonly reply?: (payload: unknown) => Outgoing;
  readonly plan?: Partial<SubscriptionPlan>;
  readonly settings?: Partial<SubscriptionSettings>;
  readonly broker?: ScriptedBroker;
  readonly timeout?: number;
  readonly attempts?: number;
  readonly ping?: () => Promise<void>;
}

/** An engine between a scripted broker and a handler, in virtual time. */
export async function engineFixture(options: FixtureOptions = {}): Promise<Fixture> {
  const broker = options.broker ?? new ScriptedBroker();
  const clock = new TestClock();
  const readiness = new Readiness();
  const metrics = new Metrics();
  const settlements: SettledDelivery[] = [];
  const fatals: unknown[] = [];
  const retry = { ...retryOf(), attempts: options.attempts ?? 5 };
  const plan: SubscriptionPlan = {
    name: "test.onAnything",
    app: "test",
    channel: options.message === undefined ? channel : { ...channel, messages: { anything: { ...message, ...options.message } } },
    operation: "onAnything",
    addresses: ["topic"],
    group: "group",
    concurrency: 4,
    ordering: "key",
    deadLetter: "topic-dlq",
    attempts: retry.attempts,
    options: {},
    buffer: { messages: 1_000, bytes: 8_000_000 },
    log: silent,
    ...options.plan,
  };
  const engine = new Engine({
    plan,
    settings: {
      protocol: "kafka",
      server: {},
      operations: new Map([
        [
          "anything",
          {
            operation: options.reply === undefined ? operation : { ...operation, reply: { messages: {} } },
            timeout: options.timeout ?? 30_000,
            retry,
          },
        ],
      ]),
      retry,
      orderBy: undefined,
      idFromBody: false,
      atMostOnce: false,
      tombstone: undefined,
      unmatched: "dead-letter",
      foreign: "skip",
      unstorable: "stop",
      limits: defaultLimits,
      ...options.settings,
    },
    broker,
    clock,
    registry: options.registry,
    handle: async (message, reading, controller) => {
      await options.handle?.(reading.payload, message, controller.signal);
      return options.reply?.(reading.payload);
    },
    ping: options.ping ?? (() => broker.ping()),
    monitor: new SubscriptionMonitor({
      subscription: plan.name,
      metrics,
      readiness,
      log: childLogger(silent, {}, "info"),
      observe: (settlement) => settlements.push(settlement),
    }),
    fatal: (error) => fatals.push(error),
  });
  await engine.start();
  return { engine, broker, clock, readiness, metrics, settlements, fatals };
}
