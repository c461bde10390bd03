import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { ConfigurationError } from "../../../src/runtime/ground/errors.ts";
import { resolveTemporal, temporalVariables } from "../../../src/runtime/temporal/configuration.ts";
import { loadSdk } from "../../../src/runtime/temporal/sdk.ts";

await loadSdk();

const log = { debug() {}, info() {}, warn() {}, error() {} };
const folder = mkdtempSync(join(tmpdir(), "boost-gen-temporal-"));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

function resolve(
  environment: Record<string, string>,
  more: Partial<Parameters<typeof resolveTemporal>[0]> = {},
): ReturnType<typeof resolveTemporal> {
  return resolveTemporal({ app: "test", defaults: {}, options: {}, environment, log, ...more });
}

const toml = file(
  "temporal.toml",
  '[profile.default]\naddress = "from-file:1"\n[profile.stage]\naddress = "stage:1"\nnamespace = "stage"\n',
);
const certificates = {
  TEMPORAL_TLS_CLIENT_CERT_PATH: file("client.pem", "cert"),
  TEMPORAL_TLS_CLIENT_KEY_PATH: file("client.key", "key"),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: file("ca.pem", "ca"),
};

/** Every documented variable: what it changes. */
const effects: Readonly<
  Record<
    string,
    { readonly environment: Record<string, string>; readonly sees: (c: ReturnType<typeof resolve>) => unknown; readonly want: unknown }
  >
> = {
  TEMPORAL_ADDRESS: { environment: { TEMPORAL_ADDRESS: "t:1", TEMPORAL_TARGET_HOST: "alias:1" }, sees: (c) => c.address, want: "t:1" },
  TEMPORAL_NAMESPACE: { environment: { TEMPORAL_NAMESPACE: "n" }, sees: (c) => c.namespace, want: "n" },
  TEMPORAL_API_KEY: { environment: { TEMPORAL_API_KEY: "k" }, sees: (c) => [c.apiKey, c.tls], want: ["k", true] },
  TEMPORAL_TLS: { environment: { TEMPORAL_TLS: "yes" }, sees: (c) => c.tls !== false && c.tls !== undefined, want: true },
  TEMPORAL_TLS_CLIENT_CERT_PATH: {
    environment: certificates,
    sees: (c) => typeof c.tls === "object" && String(c.tls.clientCertPair?.crt),
    want: "cert",
  },
  TEMPORAL_TLS_CLIENT_KEY_PATH: {
    environment: certificates,
    sees: (c) => typeof c.tls === "object" && String(c.tls.clientCertPair?.key),
    want: "key",
  },
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: {
    environment: certificates,
    sees: (c) => typeof c.tls === "object" && String(c.tls.serverRootCACertificate),
    want: "ca",
  },
  TEMPORAL_TLS_SERVER_NAME: {
    environment: { TEMPORAL_TLS_SERVER_NAME: "s" },
    sees: (c) => typeof c.tls === "object" && c.tls.serverNameOverride,
    want: "s",
  },
  TEMPORAL_PROFILE: { environment: { TEMPORAL_CONFIG_FILE: toml, TEMPORAL_PROFILE: "stage" }, sees: (c) => c.namespace, want: "stage" },
  TEMPORAL_CONFIG_FILE: { environment: { TEMPORAL_CONFIG_FILE: toml }, sees: (c) => c.address, want: "from-file:1" },
  TEMPORAL_TASK_QUEUE: { environment: { TEMPORAL_TASK_QUEUE: "q" }, sees: (c) => c.taskQueue, want: "q" },
  TEMPORAL_IDENTITY: { environment: { TEMPORAL_IDENTITY: "me" }, sees: (c) => c.identity, want: "me" },
  TEMPORAL_DEPLOYMENT_NAME: {
    environment: { TEMPORAL_DEPLOYMENT_NAME: "shop", TEMPORAL_WORKER_BUILD_ID: "b" },
    sees: (c) => c.deployment?.name,
    want: "shop",
  },
  TEMPORAL_WORKER_BUILD_ID: {
    environment: { TEMPORAL_DEPLOYMENT_NAME: "shop", TEMPORAL_WORKER_BUILD_ID: "b" },
    sees: (c) => c.deployment?.buildId,
    want: "b",
  },
  TEMPORAL_DATA_CONVERTER: {
    environment: { TEMPORAL_DATA_CONVERTER: file("converter.cjs", "exports.dataConverter = { payloadCodecs: [] };") },
    sees: (c) => c.dataConverter,
    want: { payloadCodecs: [] },
  },
  TEMPORAL_MAX_CONCURRENT_WORKFLOW_TASKS: {
    environment: { TEMPORAL_MAX_CONCURRENT_WORKFLOW_TASKS: "7" },
    sees: (c) => c.limits.maxConcurrentWorkflowTaskExecutions,
    want: 7,
  },
  TEMPORAL_MAX_CONCURRENT_ACTIVITIES: {
    environment: { TEMPORAL_MAX_CONCURRENT_ACTIVITIES: "7" },
    sees: (c) => c.limits.maxConcurrentActivityTaskExecutions,
    want: 7,
  },
  TEMPORAL_MAX_CONCURRENT_LOCAL_ACTIVITIES: {
    environment: { TEMPORAL_MAX_CONCURRENT_LOCAL_ACTIVITIES: "7" },
    sees: (c) => c.limits.maxConcurrentLocalActivityExecutions,
    want: 7,
  },
  TEMPORAL_MAX_WORKFLOW_TASK_POLLS: {
    environment: { TEMPORAL_MAX_WORKFLOW_TASK_POLLS: "7" },
    sees: (c) => c.limits.maxConcurrentWorkflowTaskPolls,
    want: 7,
  },
  TEMPORAL_MAX_ACTIVITY_TASK_POLLS: {
    environment: { TEMPORAL_MAX_ACTIVITY_TASK_POLLS: "7" },
    sees: (c) => c.limits.maxConcurrentActivityTaskPolls,
    want: 7,
  },
  TEMPORAL_NONSTICKY_TO_STICKY_RATIO: {
    environment: { TEMPORAL_NONSTICKY_TO_STICKY_RATIO: "0.5" },
    sees: (c) => c.limits.nonStickyToStickyPollRatio,
    want: 0.5,
  },
  TEMPORAL_PROMETHEUS_BIND_ADDRESS: {
    environment: { TEMPORAL_PROMETHEUS_BIND_ADDRESS: "127.0.0.1:9090" },
    sees: (c) => c.sdkMetrics,
    want: "127.0.0.1:9090",
  },
  TEMPORAL_GRACEFUL_SHUTDOWN_TIMEOUT: {
    environment: { TEMPORAL_GRACEFUL_SHUTDOWN_TIMEOUT: "3" },
    sees: (c) => c.limits.shutdownGraceTime,
    want: 3_000,
  },
};

describe("Temporal configuration", () => {
  for (const { name } of temporalVariables) {
    it(`${name} has its effect`, () => {
      const effect = effects[name];
      assert.ok(effect, `no test for ${name}`);
      assert.notDeepEqual(effect.sees(resolve({})), effect.want);
      assert.deepEqual(effect.sees(resolve(effect.environment)), effect.want);
    });
  }

  it("takes the origin's name for the address", () => {
    assert.equal(resolve({ TEMPORAL_TARGET_HOST: "alias:1" }).address, "alias:1");
  });

  it("prefers environment, then options, then document, then default", () => {
    const settings = { options: { address: "options:1" }, defaults: { address: "document:1", namespace: "document" } };
    assert.equal(resolve({ TEMPORAL_ADDRESS: "environment:1" }, settings).address, "environment:1");
    assert.equal(resolve({}, settings).address, "options:1");
    assert.equal(resolve({}, settings).namespace, "document");
    assert.equal(resolve({}).address, "localhost:7233");
  });

  it("refuses values that it would otherwise have to guess, by name", () => {
    assert.throws(
      () => resolve({ TEMPORAL_TLS: "maybe" }),
      (error) => error instanceof ConfigurationError && error.message.includes("TEMPORAL_TLS"),
    );
    assert.throws(
      () => resolve({ TEMPORAL_MAX_CONCURRENT_ACTIVITIES: "many" }),
      (error) => error instanceof ConfigurationError && error.message.includes('"many"'),
    );
    assert.throws(
      () => resolve({ TEMPORAL_PROFILE: "absent" }),
      (error) => error instanceof ConfigurationError && error.message.includes("absent"),
    );
  });
});

describe("an address of Temporal", () => {
  for (const [text, want] of [
    ["temporal:7233", "temporal:7233"],
    ["temporal", "temporal"],
    ["10.0.0.1:7233", "10.0.0.1:7233"],
    ["[::1]:7233", "[::1]:7233"],
    ["my_temporal.ns.svc.cluster.local.:7233", "my_temporal.ns.svc.cluster.local.:7233"],
    ["b\u00fccher.example:7233", "xn--bcher-kva.example:7233"],
  ] as const)
    it(`is read: ${text}`, () => assert.equal(resolve({ TEMPORAL_ADDRESS: text }).address, want));

  for (const text of [
    "'temporal:7233'",
    '"temporal:7233"',
    "temporal 7233",
    " temporal:7233",
    "temporal:7233\n",
    "http://temporal:7233",
    "temporal://temporal:7233",
    "temporal:7233/x",
    "kilroy:hunter2@temporal:7233",
    "https://kilroy:hunter2@temporal:7233",
    "a:7233,b:7233",
    "::1:7233",
    "[::1:7233",
    "temporal:0",
    "temporal:99999",
    "temporal:x",
    "temporal:",
    ":7233",
    "te mporal",
  ]) {
    it(`is refused without being repeated: ${JSON.stringify(text)}`, () => {
      const refused = (error: unknown): boolean => error instanceof ConfigurationError && !/hunter2/.test(error.message);
      assert.throws(
        () => resolve({ TEMPORAL_ADDRESS: text }),
        (error) => refused(error) && /^TEMPORAL_ADDRESS /.test((error as Error).message),
      );
      assert.throws(() => resolve({}, { options: { address: text } }), refused);
      assert.throws(() => resolve({}, { defaults: { address: text } }), refused);
    });
  }

  for (const [name, text] of [
    ["TEMPORAL_API_KEY", "hunter2\n"],
    ["TEMPORAL_API_KEY", "hunter2\u00fc"],
    ["TEMPORAL_GRPC_META_AUTHORIZATION", "Bearer hunter2\r\n"],
  ] as const)
    it(`${name} that no header may hold is refused without being repeated: ${JSON.stringify(text)}`, () => {
      assert.throws(
        () => resolve({ [name]: text }),
        (error: unknown) =>
          error instanceof ConfigurationError && /that no header may have/.test(error.message) && !/hunter2/.test(error.message),
      );
    });
});
