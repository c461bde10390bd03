import assert from "node:assert/strict";
import { test } from "node:test";
import type { Broker, BrokerConnection, SubscriptionPlan } from "../../src/runtime/brokers/broker.ts";
import { ConfigurationError } from "../../src/runtime/ground/errors.ts";
import { jsonLogger, type Logger } from "../../src/runtime/ground/log.ts";
import { CollectingSink } from "../../src/testing/conformance/index.ts";
import { testLog } from "../brokers/kafka/connection.ts";
import { uniqueName } from "../services/index.ts";
import type { AppFlow } from "./app-flow.ts";
import { planFor } from "./kafka-flow.ts";

export const secret = "correct horse";
export const wrongSecret = "wrong secret";

export type Way = Partial<BrokerConnection> & { readonly url: string };
/** Without a server's name, an identity and a logger, which the tests add. */
export type OpenBroker = (connection: BrokerConnection) => Broker | Promise<Broker>;

export interface LoginCases {
  /** Key of the server in sentences. */
  readonly server: string;
  readonly open: OpenBroker;
  readonly ways: readonly (readonly [name: string, way: Way])[];
  /** What `connect` says. */
  readonly refusals: readonly (readonly [name: string, way: Way, words: RegExp])[];
  readonly plan?: Partial<SubscriptionPlan>;
  createAddress?(address: string): Promise<void>;
}

/** Every way in publishes and consumes a message; every refusal is a sentence, before anything is consumed. */
export function loginTests({ server, open, ways, refusals, plan, createAddress }: LoginCases): void {
  const opened = (way: Way, log: Logger): Broker | Promise<Broker> => open({ server, clientId: "boost-gen-tests", log, ...way });

  for (const [name, way] of ways) {
    test(`${name}: publishes and consumes`, async () => {
      const address = uniqueName("login");
      await createAddress?.(address);
      const broker = await opened(way, testLog);
      try {
        await broker.connect();
        const sink = new CollectingSink();
        const subscription = await broker.subscribe(planFor(address, uniqueName("group"), plan), sink);
        await broker.publish({ address, body: Buffer.from(name), headers: new Map() });
        await sink.received(1);
        await broker.ping();
        await subscription.close();
      } finally {
        await broker.close();
      }
    });
  }

  for (const [name, way, words] of refusals) {
    test(`${name} is a sentence, nothing is consumed, no secret is printed`, async () => {
      let printed = "";
      const broker = await opened(
        way,
        jsonLogger((line) => (printed += line)),
      );
      try {
        await assert.rejects(broker.connect(), (error: unknown) => {
          assert.ok(error instanceof Error);
          assert.match(error.message, words);
          assert.ok(!error.message.includes("secret"));
          return true;
        });
        const sink = new CollectingSink();
        await assert.rejects(async () => broker.subscribe(planFor(uniqueName("nowhere"), uniqueName("group"), plan), sink));
        assert.deepEqual(sink.deliveries, []);
        assert.ok(!printed.includes(wrongSecret), printed);
      } finally {
        await broker.close();
      }
    });
  }
}

/** The error is that of a configuration that has to be mended, and says so in these words. */
export async function stopsWith(flow: AppFlow, words: RegExp): Promise<void> {
  await flow.until("it stops", async () => (await flow.ended()) !== undefined);
  const error = await flow.ended();
  assert.ok(error instanceof ConfigurationError, String(error));
  assert.match(error.message, words);
}

/** @param change of the password of the first application; ends in that application's login being asked for again */
export async function survivesRotation(first: AppFlow, later: AppFlow, change: () => Promise<void>): Promise<void> {
  try {
    await first.start();
    await first.publish("before");
    await first.settled();
    await change();
    await stopsWith(first, /refuses the user "cleo"/);
    await first.close();
    await later.start();
    await later.publish("after");
    await later.settled();
    assert.deepEqual([...later.handled.keys()], ["after"]);
  } finally {
    await first.close();
    await later.close();
  }
}
