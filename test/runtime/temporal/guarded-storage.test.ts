import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { test } from "node:test";
import { Client, Connection, ServiceError } from "@temporalio/client";
import { ConnectionError, InvalidMessage, TransientFailure } from "../../../src/runtime/ground/errors.ts";
import { failureOf, isNotFound } from "../../../src/runtime/temporal/failure.ts";
import { CodecFailure } from "../../../src/runtime/temporal/guarded-codecs.ts";
import { guardedStorage } from "../../../src/runtime/temporal/guarded-storage.ts";
import { loadSdk } from "../../../src/runtime/temporal/sdk.ts";
import { describeWithServices } from "../../services/index.ts";
import { compiled, testApp } from "../../truth/compiled.ts";

await loadSdk();

interface Driver {
  readonly name: string;
  readonly type: string;
  store(context: object, payloads: object[]): Promise<object[]>;
  retrieve(context: object, claims: object[]): Promise<object[]>;
}

interface Storage {
  readonly driverSelector: (context: object, payload: object) => Driver | null;
  getDriver(name: string): Driver | null;
}

/** The SDK's own, which no package of ours names. */
const { ExternalStorage, StorageDriverClaim } = createRequire(createRequire(import.meta.url).resolve("@temporalio/client"))(
  "@temporalio/common",
) as {
  readonly ExternalStorage: new (options: object) => Storage;
  readonly StorageDriverClaim: new (data: object) => { readonly claimData: { readonly [name: string]: string } };
};

const where = { address: "temporal:7233", namespace: "default", ping: async () => {} };
const large = { metadata: {}, data: Buffer.alloc(10) };

/** Keeps payloads in memory; `fail` may throw before it does. */
class Shelf implements Driver {
  readonly name = "shelf";
  readonly type = "test.shelf";
  readonly #kept = new Map<string, object>();
  readonly fail: (payloads: readonly object[]) => void;
  constructor(fail: (payloads: readonly object[]) => void = () => {}) {
    this.fail = fail;
  }
  async store(_: object, payloads: object[]): Promise<object[]> {
    this.fail(payloads);
    return payloads.map((payload) => {
      const key = randomUUID();
      this.#kept.set(key, payload);
      return new StorageDriverClaim({ key });
    });
  }
  async retrieve(_: object, claims: object[]): Promise<object[]> {
    return claims.map((claim) => this.#kept.get((claim as { claimData: { key: string } }).claimData.key) ?? assert.fail());
  }
}

function guarded(driver: Driver, options: object = {}, patience = 60_000): Storage {
  return guardedStorage(new ExternalStorage({ drivers: [driver], ...options }), patience) as Storage;
}

async function thrownBy(driver: Driver, patience?: number): Promise<unknown> {
  const chosen = guarded(driver, {}, patience).driverSelector({}, large);
  return await chosen?.store({}, [large]).then(
    () => assert.fail("it did not fail"),
    (error: unknown) => error,
  );
}

const throwing = (error: unknown, always = false): Shelf =>
  new Shelf((payloads) => {
    if (always || payloads.includes(large)) throw error;
  });
const named = (name: string, more: object = {}): Error => Object.assign(new Error(`${name}!`), { name, ...more });
const hangs: Driver = Object.assign(new Shelf(), { store: () => new Promise<never>(() => {}) });

for (const [what, driver, want] of [
  ["cannot be reached", throwing(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" })), ConnectionError],
  ["throttles", throwing(named("SlowDown", { $retryable: { throttling: true } })), ConnectionError],
  ["has no such bucket, for a value of ours as well", throwing(named("NoSuchBucket"), true), ConnectionError],
  ["refuses this one alone", throwing(named("EntityTooLarge")), TransientFailure],
  ["keeps fewer than it was given", Object.assign(new Shelf(), { store: async () => [] }), ConnectionError],
  ["says itself that the message is wrong", throwing(new InvalidMessage("too large for the shelf")), InvalidMessage],
] as const) {
  test(`a storage that ${what}: ${want.name}`, async () => {
    const failure = failureOf(new ServiceError("Unexpected error", { cause: (await thrownBy(driver)) as Error }), where);
    assert.equal(failure.constructor, want);
    if (want !== InvalidMessage) assert.match(failure.message, /^the storage "shelf" of the data converter fails: /);
  });
}

test("a storage that does not answer is away", async () => {
  const failure = failureOf(await thrownBy(hangs, 50), where);
  assert.ok(failure instanceof ConnectionError);
  assert.match(failure.message, /did not answer within 0\.05 s/);
});

test("a status of gRPC that a storage gives is not Temporal's", async () => {
  const error = await thrownBy(throwing(Object.assign(new Error("5 NOT_FOUND"), { code: 5, details: "no bucket", metadata: {} })));
  assert.ok(error instanceof CodecFailure);
  assert.equal(isNotFound(new ServiceError("Unexpected error", { cause: error })), false);
});

test("what a selector throws or returns by mistake is not the message's fault", () => {
  const fails = guarded(new Shelf(), {
    driverSelector: () => {
      throw new RangeError("no shelf");
    },
  });
  const strays = guarded(new Shelf(), { driverSelector: () => new Shelf() });
  for (const [storage, says] of [
    [fails, /^`driverSelector` of the data converter fails: no shelf$/],
    [strays, /^the storage driver "shelf" that `driverSelector` returns is none of `drivers`$/],
  ] as const)
    assert.throws(
      () => storage.driverSelector({}, large),
      (error: unknown) => {
        const failure = failureOf(error, where);
        return failure instanceof TransientFailure && says.test(failure.message);
      },
    );
});

test("the same driver is chosen and found by name, and what stays inline stays so", () => {
  const storage = guarded(new Shelf());
  assert.equal(storage.driverSelector({}, large), storage.getDriver("shelf"));
  assert.equal(storage.getDriver("another"), null);
  assert.equal(guarded(new Shelf(), { driverSelector: () => null }).driverSelector({}, large), null);
});

const document = (taskQueue: string): string => `
asyncapi: 3.0.0
info: { title: Large, version: 1.0.0 }
servers: { kafka: { host: localhost, protocol: kafka } }
x-temporal: { taskQueue: ${taskQueue} }
channels:
  orders:
    address: orders
    messages:
      placed:
        payload: { type: object, required: [id, text], properties: { id: { type: string }, text: { type: string } } }
        x-temporal: { workflow: Echo, workflowId: '{$message.payload#/id}', args: ['{$message.payload#/text}'] }
operations:
  onOrder: { action: receive, channel: { $ref: '#/channels/orders' }, x-boost: { retry: { attempts: 2 } } }
`;

await describeWithServices(["temporal"], "storage of what is too large for Temporal, on a server", ({ temporal }) => {
  test("one that is away pauses the source, and costs no message", { timeout: 120_000 }, async () => {
    const { contract } = await compiled(document(`large-${randomUUID()}`));
    let calls = 0;
    const shelf = new Shelf(() => {
      calls += 1;
      if (calls <= 12) throw Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:9000"), { code: "ECONNREFUSED" });
    });
    // What a client makes of a reference is the SDK's; so afterwards it stays inline.
    const driverSelector = (): Driver | null => (calls <= 12 ? shelf : null);
    type Dispatching = { readonly workflows: { dispatch(message: unknown): Promise<boolean> } };
    const handler = (message: unknown, { workflows }: Dispatching) => workflows.dispatch(message);
    const handlers = { onOrder: { [Object.keys(contract.incoming)[0] ?? ""]: handler } };
    const app = await testApp(contract, handlers, {
      temporal: "server",
      environment: { TEMPORAL_ADDRESS: temporal.address },
      dataConverter: { externalStorage: new ExternalStorage({ drivers: [shelf], driverSelector }) },
    });
    const id = randomUUID();
    try {
      const settled = await app.publish[Object.keys(contract.incoming)[0] ?? ""]?.({ id, text: "x".repeat(400_000) });
      assert.deepEqual([settled?.outcome, settled?.cause, settled?.error], ["handled", undefined, undefined]);
      assert.ok(calls > 12);
    } finally {
      await app.stop();
    }
    const connection = await Connection.connect({ address: temporal.address });
    await new Client({ connection }).workflow.getHandle(id).terminate();
    await connection.close();
  });
});
