import assert from "node:assert/strict";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { BrokerConnection } from "../../src/runtime/brokers/broker.ts";
import { Problems, processConfiguration, unknownVariables } from "../../src/runtime/config/environment.ts";
import { registryOf } from "../../src/runtime/config/registry.ts";
import { connectionOf, describeConnection, serverOf } from "../../src/runtime/config/server.ts";
import type { ServerOptions, SubscriberOptions } from "../../src/runtime/config/subscriber-options.ts";
import { type Environment, variables } from "../../src/runtime/config/variables.ts";
import type { ContractDefinition, ServerDefinition } from "../../src/runtime/ground/contract.ts";
import { standardLogger } from "../../src/runtime/ground/log.ts";
import { type PlannedSubscription, planSubscriptions } from "../../src/runtime/subscription/plan-subscriptions.ts";
import { silent } from "./engine-fixture.ts";
import { onOrder, contract as orders, orders as ordersChannel } from "./orders-contract.ts";

const kafka: ServerDefinition = { key: "orders-kafka", protocol: "kafka", wireProtocol: "kafka", host: "doc:9092" };
const amqp: ServerDefinition = { key: "rabbit", protocol: "amqp", wireProtocol: "amqp", host: "doc:5672", pathname: "/shop" };
const redis: ServerDefinition = { key: "cache", protocol: "redis", wireProtocol: "redis", host: "doc:6379" };

function connect(
  server: ServerDefinition,
  environment: Environment = {},
  options: ServerOptions = {},
): BrokerConnection & { problems: readonly string[] } {
  const problems = new Problems();
  return { ...connectionOf({ app: "app", server, options, environment, log: silent }, problems), problems: problems.list };
}

function registry(
  environment: Environment = {},
  options: ServerOptions = {},
  server: ServerDefinition = kafka,
): ReturnType<typeof registryOf> & { readonly problems: readonly string[] } {
  const problems = new Problems();
  const connection = connect(server, environment, options);
  const found = registryOf({ server, connection, options, environment }, problems);
  return { server: "", urls: [], ...found, problems: problems.list };
}

function plan(
  environment: Environment = {},
  options: SubscriberOptions = {},
  contract: ContractDefinition = orders,
): { planned: readonly PlannedSubscription[]; problems: readonly string[] } {
  const problems = new Problems();
  const process = processConfiguration(environment, problems);
  const planned = planSubscriptions({ app: "app", subscriber: "sub", contract, options, process, environment, log: silent }, problems);
  return { planned, problems: problems.list };
}

const withChannel = (
  channel: Partial<typeof ordersChannel>,
  operation: Partial<typeof onOrder> = {},
  more: Partial<ContractDefinition> = {},
): ContractDefinition => {
  const own = { ...ordersChannel, ...channel };
  return { ...orders, operations: [{ ...onOrder, channel: own, ...operation }], ...more };
};

const parametrised = withChannel({ address: "orders.{tenant}", parameters: [{ key: "tenant" }] });
const folder = mkdtempSync(join(tmpdir(), "boost-config-"));
const pem = (name: string): string => {
  const path = join(folder, name);
  writeFileSync(path, `PEM ${name}`);
  return path;
};
const process_ = (environment: Environment): ReturnType<typeof processConfiguration> => processConfiguration(environment, new Problems());

/** With it the login is a token's, and so is the mechanism. `from`: what the log at start says of it. */
function isToken(environment: Environment, from: string, server = kafka, options: ServerOptions = {}): void {
  const connection = connect(server, environment, options);
  assert.deepEqual([connection.problems, connection.mechanism, typeof connection.token], [[], "oauthbearer", "function"]);
  const printed = JSON.stringify(describeConnection(connection));
  assert.match(printed, new RegExp(`"token":"${from}"`));
  assert.doesNotMatch(printed, /secret/);
}

/** A document that says where its tokens come from. */
const endpoint: ServerDefinition = {
  ...kafka,
  security: [{ type: "oauth2", name: "s", tokenUrl: "https://login.example/token", scopes: ["a", "b"] }],
};

/** For each documented variable: what it changes. A variable without an entry fails the test below. */
const effects: { readonly [name: string]: () => void } = {
  BOOST_SERVER: () => {
    const two = withChannel({ servers: [] }, {}, { servers: { a: { ...kafka, key: "a" }, b: { ...kafka, key: "b" } } });
    assert.equal(plan({ BOOST_SERVER: "other,b" }, {}, two).planned[0]?.server.key, "b");
    assert.equal(plan({ BOOST_SERVER: "b" }, { server: "a" }, two).planned[0]?.server.key, "b");
    assert.equal(plan({}, { server: "a" }, two).planned[0]?.server.key, "a");
    assert.match(plan({}, {}, two).problems[0] ?? "", /can be on "a", "b": name one in BOOST_SERVER/);
  },
  "BOOST_<SERVER>_TOKEN_FILE": () => {
    isToken({ BOOST_ORDERS_KAFKA_TOKEN_FILE: "/run/token" }, "/run/token");
    isToken({}, "brokers.orders-kafka.token", kafka, { token: () => "t" });
  },
  "BOOST_<SERVER>_TOKEN_COMMAND": () => isToken({ BOOST_ORDERS_KAFKA_TOKEN_COMMAND: "print --secret" }, "BOOST_ORDERS_KAFKA_TOKEN_COMMAND"),
  "BOOST_<SERVER>_OAUTH_URL": () =>
    isToken(
      {
        BOOST_ORDERS_KAFKA_OAUTH_URL: "https://login.other/token?secret=1",
        BOOST_ORDERS_KAFKA_CLIENT_ID: "me",
        BOOST_ORDERS_KAFKA_CLIENT_SECRET: "secret",
      },
      "https://login.other/token",
      endpoint,
    ),
  "BOOST_<SERVER>_CLIENT_SECRET": () =>
    isToken({ BOOST_ORDERS_KAFKA_CLIENT_ID: "me", BOOST_ORDERS_KAFKA_CLIENT_SECRET: "secret" }, "https://login.example/token", endpoint),
  // Who is asked for them sees them: test/runtime/tokens.
  "BOOST_<SERVER>_SCOPE": () =>
    isToken(
      { BOOST_ORDERS_KAFKA_CLIENT_ID: "me", BOOST_ORDERS_KAFKA_CLIENT_SECRET: "secret", BOOST_ORDERS_KAFKA_SCOPE: "all" },
      "https://login.example/token",
      endpoint,
    ),
  BOOST_HTTP_PORT: () => {
    assert.equal(process_({ BOOST_HTTP_PORT: "9000" }).httpPort, 9000);
    assert.equal(process_({}).httpPort, undefined);
  },
  BOOST_HTTP_HOST: () =>
    assert.deepEqual([process_({ BOOST_HTTP_HOST: "127.0.0.1" }).httpHost, process_({}).httpHost], ["127.0.0.1", "0.0.0.0"]),
  BOOST_HTTP_DOCUMENT: () => {
    const file = (name: string, text: string): string => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    };
    assert.equal(process_({ BOOST_HTTP_DOCUMENT: file("good.json", '{"asyncapi":"3.0.0"}') }).httpDocument, '{"asyncapi":"3.0.0"}');
    assert.equal(process_({}).httpDocument, undefined);
    for (const path of [file("other.json", "{}"), file("no.json", "asyncapi: 3.0.0"), "/nowhere"]) {
      const problems = new Problems();
      assert.equal(processConfiguration({ BOOST_HTTP_DOCUMENT: path }, problems).httpDocument, undefined);
      assert.match(problems.list[0] ?? "", /^BOOST_HTTP_DOCUMENT is "[^"]+", which (?:is no AsyncAPI document|cannot be read as JSON: )/);
    }
  },
  BOOST_STUDIO_PORT: () => assert.deepEqual([process_({ BOOST_STUDIO_PORT: "0" }).studioPort, process_({}).studioPort], [0, undefined]),
  BOOST_STUDIO_HOST: () =>
    assert.deepEqual([process_({ BOOST_STUDIO_HOST: "0.0.0.0" }).studioHost, process_({}).studioHost], ["0.0.0.0", "127.0.0.1"]),
  BOOST_STUDIO_WRITE: () => {
    assert.deepEqual([process_({ BOOST_STUDIO_WRITE: "true" }).studioWrite, process_({}).studioWrite], [true, false]);
    const problems = new Problems();
    processConfiguration({ BOOST_STUDIO_WRITE: "yes" }, problems);
    assert.match(problems.list[0] ?? "", /^BOOST_STUDIO_WRITE is "yes" but should be true or false/);
  },
  BOOST_STUDIO_MASK: () => {
    assert.deepEqual([process_({ BOOST_STUDIO_MASK: "card, email" }).studioMask, process_({}).studioMask], [["card", "email"], []]);
    const problems = new Problems();
    processConfiguration({ BOOST_STUDIO_MASK: "/payload/card" }, problems);
    assert.match(
      problems.list[0] ?? "",
      /^BOOST_STUDIO_MASK is "\/payload\/card" but should be names of payload fields, separated by commas/,
    );
  },
  BOOST_TEMPORAL_UI_URL: () => {
    assert.equal(process_({ BOOST_TEMPORAL_UI_URL: "http://localhost:8233/" }).temporalUi, "http://localhost:8233");
    const problems = new Problems();
    processConfiguration({ BOOST_TEMPORAL_UI_URL: "javascript:alert(1)" }, problems);
    assert.match(problems.list[0] ?? "", /^BOOST_TEMPORAL_UI_URL is "javascript:alert\(1\)" but should be the address of Temporal's page/);
  },
  BOOST_LOG_LEVEL: () => assert.deepEqual([process_({ BOOST_LOG_LEVEL: "warn" }).logLevel, process_({}).logLevel], ["warn", "info"]),
  BOOST_LOG_FORMAT: () => {
    assert.deepEqual([process_({ BOOST_LOG_FORMAT: "text" }).logFormat, process_({}).logFormat], ["text", undefined]);
    let printed = "";
    standardLogger("text", {
      isTTY: false,
      write: (line) => {
        printed += line;
      },
    }).info({}, "hello");
    assert.match(printed, /INFO {2}hello\n$/);
  },
  BOOST_SHUTDOWN_GRACE: () =>
    assert.deepEqual(
      [
        process_({ BOOST_SHUTDOWN_GRACE: "2s" }).shutdownGrace,
        process_({ BOOST_SHUTDOWN_GRACE: "300" }).shutdownGrace,
        process_({}).shutdownGrace,
      ],
      [2000, 300, 25_000],
    ),
  BOOST_CONCURRENCY: () =>
    assert.deepEqual(
      [
        plan({ BOOST_CONCURRENCY: "3" }, { concurrency: 7 }).planned[0]?.plan.concurrency,
        plan({}, { concurrency: 7 }).planned[0]?.plan.concurrency,
        plan().planned[0]?.plan.concurrency,
      ],
      [3, 7, 16],
    ),
  BOOST_ATTEMPTS: () =>
    assert.deepEqual(
      [
        plan({ BOOST_ATTEMPTS: "2" }, { retry: { attempts: 9 } }).planned[0]?.plan.attempts,
        plan({}, { retry: { attempts: 9 } }).planned[0]?.plan.attempts,
        plan().planned[0]?.plan.attempts,
      ],
      [2, 9, 5],
    ),
  BOOST_TIMEOUT: () => {
    const timeout = (environment: Environment): number | undefined =>
      plan(environment).planned[0]?.settings.operations.get("orderCreated")?.timeout;
    assert.deepEqual([timeout({ BOOST_TIMEOUT: "1m" }), timeout({})], [60_000, 30_000]);
  },
  "BOOST_PARAMETER_<NAME>": () => {
    assert.deepEqual(plan({ BOOST_PARAMETER_TENANT: "a, b" }, {}, parametrised).planned[0]?.plan.addresses, ["orders.a", "orders.b"]);
    assert.deepEqual(
      plan({}, {}, parametrised).planned[0]?.plan.patterns?.map(({ text }) => text),
      ["orders.{tenant}"],
    );
    const stream = withChannel(
      { address: "orders.{tenant}", parameters: [{ key: "tenant" }] },
      {},
      { servers: { kafka: { ...redis, key: "kafka" } } },
    );
    assert.match(plan({}, {}, stream).problems[0] ?? "", /BOOST_PARAMETER_TENANT=a,b/);
  },
  "BOOST_<SERVER>_URL": () => {
    assert.equal(connect(kafka, { BOOST_ORDERS_KAFKA_URL: "k1:9092,k2:9092" }, { url: "other:1" }).url, "k1:9092,k2:9092");
    assert.equal(connect(kafka, {}, { url: "other:1" }).url, "other:1");
    assert.equal(connect(kafka).url, "doc:9092");
    const { url, username, password, tls } = connect(amqp, { BOOST_RABBIT_URL: "amqps://me:p%40ss@host:5671/v" });
    assert.deepEqual({ url, username, password, tls }, { url: "amqps://host:5671/v", username: "me", password: "p@ss", tls: true });
    assert.equal(connect(amqp).url, "amqp://doc:5672/shop");
    assert.equal(connect(redis, { BOOST_CACHE_URL: "host:7000" }).url, "redis://host:7000");
  },
  "BOOST_<SERVER>_USERNAME": () =>
    assert.equal(connect(redis, { BOOST_CACHE_USERNAME: "u", BOOST_CACHE_URL: "redis://x:y@host" }).username, "u"),
  "BOOST_<SERVER>_PASSWORD": () => assert.equal(connect(redis, { BOOST_CACHE_PASSWORD: "p" }, { password: "option" }).password, "p"),
  "BOOST_<SERVER>_SASL_MECHANISM": () => {
    const secured = { ...kafka, security: [{ type: "scramSha256", name: "s" }] };
    const credentials = { BOOST_ORDERS_KAFKA_USERNAME: "u", BOOST_ORDERS_KAFKA_PASSWORD: "p" };
    assert.equal(connect(secured, credentials).mechanism, "scram-sha-256");
    assert.equal(connect(secured, { ...credentials, BOOST_ORDERS_KAFKA_SASL_MECHANISM: "plain" }).mechanism, "plain");
  },
  "BOOST_<SERVER>_CLIENT_ID": () =>
    assert.deepEqual([connect(redis, { BOOST_CACHE_CLIENT_ID: "c" }).clientId, connect(redis).clientId], ["c", "app"]),
  "BOOST_<SERVER>_TLS": () => {
    assert.equal(connect(kafka, { BOOST_ORDERS_KAFKA_TLS: "true" }).tls, true);
    assert.equal(connect({ ...kafka, wireProtocol: "kafka-secure" }).tls, true);
    assert.equal(connect({ ...kafka, wireProtocol: "kafka-secure" }, { BOOST_ORDERS_KAFKA_TLS: "false" }).tls, undefined);
  },
  "BOOST_<SERVER>_TLS_CA_FILE": () => assert.deepEqual(connect(kafka, { BOOST_ORDERS_KAFKA_TLS_CA_FILE: pem("ca") }).tls, { ca: "PEM ca" }),
  "BOOST_<SERVER>_TLS_CERT_FILE": () =>
    assert.deepEqual(connect(kafka, { BOOST_ORDERS_KAFKA_TLS_CERT_FILE: pem("cert") }).tls, { cert: "PEM cert" }),
  "BOOST_<SERVER>_TLS_KEY_FILE": () =>
    assert.deepEqual(connect(kafka, { BOOST_ORDERS_KAFKA_TLS_KEY_FILE: pem("key"), BOOST_ORDERS_KAFKA_TLS: "true" }).tls, {
      key: "PEM key",
    }),
  "BOOST_<SERVER>_TLS_VERIFY": () =>
    assert.deepEqual(connect(kafka, { BOOST_ORDERS_KAFKA_TLS: "true", BOOST_ORDERS_KAFKA_TLS_VERIFY: "false" }).tls, {
      rejectUnauthorized: false,
    }),
  "BOOST_<SERVER>_REGISTRY_URL": () => {
    const documented = { ...kafka, binding: { schemaRegistryUrl: "http://binding" } };
    const rooted = { ...documented, registryUrl: "http://root/" };
    const options = { registry: { url: "http://option" } };
    assert.deepEqual(registry().urls, []);
    assert.deepEqual(registry({}, {}, documented).urls, ["http://binding"]);
    assert.deepEqual(registry({}, {}, rooted).urls, ["http://root"]);
    assert.deepEqual(registry({}, options, rooted).urls, ["http://option"]);
    const url = "https://a:8081/, https://b/apis/ccompat/v7";
    assert.deepEqual(registry({ BOOST_ORDERS_KAFKA_REGISTRY_URL: url }, options, rooted).urls, [
      "https://a:8081",
      "https://b/apis/ccompat/v7",
    ]);
    const tls = { BOOST_ORDERS_KAFKA_TLS_CA_FILE: pem("ca"), BOOST_ORDERS_KAFKA_REGISTRY_URL: url };
    assert.deepEqual(registry(tls).tls, { ca: "PEM ca" });
  },
  "BOOST_<SERVER>_REGISTRY_USERNAME": () => {
    const url = { BOOST_ORDERS_KAFKA_REGISTRY_URL: "http://ann:p%40ss@host" };
    const { urls, username, password } = registry(url);
    assert.deepEqual([urls, username, password], [["http://host"], "ann", "p@ss"]);
    assert.equal(registry({ ...url, BOOST_ORDERS_KAFKA_REGISTRY_USERNAME: "bob" }).username, "bob");
  },
  "BOOST_<SERVER>_REGISTRY_PASSWORD": () => {
    const options = { registry: { url: "http://host", password: "option" } };
    assert.equal(registry({}, options).password, "option");
    assert.equal(registry({ BOOST_ORDERS_KAFKA_REGISTRY_PASSWORD: "p" }, options).password, "p");
  },
  "BOOST_<SERVER>_REGISTRY_TOKEN": () => {
    const options = { registry: { url: "http://host", token: "option" } };
    assert.equal(registry({}, options).token, "option");
    assert.equal(registry({ BOOST_ORDERS_KAFKA_REGISTRY_TOKEN: "t" }, options).token, "t");
  },
  "BOOST_<SERVER>_VARIABLE_<NAME>": () => {
    const server = { ...kafka, host: "{stage}.example:9092", variables: [{ name: "stage", default: "test", enum: ["test", "live"] }] };
    assert.equal(connect(server).url, "test.example:9092");
    assert.equal(connect(server, { BOOST_ORDERS_KAFKA_VARIABLE_STAGE: "live" }).url, "live.example:9092");
    assert.match(connect(server, { BOOST_ORDERS_KAFKA_VARIABLE_STAGE: "prod" }).problems[0] ?? "", /document allows test, live/);
  },
};

describe("each documented variable has its effect", () => {
  for (const { name } of variables) test(name, () => (effects[name] ?? assert.fail(`no test shows what ${name} does`))());
});

describe("mistakes are sentences", () => {
  const told = (environment: Environment): readonly string[] => {
    const problems = new Problems();
    processConfiguration(environment, problems);
    return problems.list;
  };
  test("all of them at once", () =>
    assert.deepEqual(told({ BOOST_HTTP_PORT: "x", BOOST_LOG_LEVEL: "loud", BOOST_SHUTDOWN_GRACE: "soon", BOOST_ATTEMPTS: "0" }), [
      'BOOST_HTTP_PORT is "x" but should be a whole number from 0 to 65535',
      'BOOST_LOG_LEVEL is "loud" but should be one of debug, info, warn, error, silent',
      'BOOST_SHUTDOWN_GRACE is "soon" but should be a duration of at least 1ms and at most 24d such as 500ms, 30s, 5m, 1h or 2d',
      'BOOST_ATTEMPTS is "0" but should be a whole number from 1 to 1000',
    ]));
  test("an empty variable is an unset one", () => assert.deepEqual(told({ BOOST_HTTP_PORT: "" }), []));
  test("a variable that means nothing", () =>
    assert.deepEqual(
      unknownVariables({ BOOST_KAFKA_ULR: "x", BOOST_KAFKA_VARIABLE_X: "1", BOOST_PARAMETER_A: "1", OTHER: "" }, ["kafka"]),
      ["BOOST_KAFKA_ULR is set but means nothing here; did you mean BOOST_KAFKA_URL?"],
    ));
  test("a scheme of another broker; the URL itself is not printed", () =>
    assert.deepEqual(connect(kafka, { BOOST_ORDERS_KAFKA_URL: "amqp://u:secret@h" }).problems, [
      'BOOST_ORDERS_KAFKA_URL begins with "amqp://", but the server "orders-kafka" speaks kafka',
    ]));
  test("no URL", () =>
    assert.match(
      connect(amqp, { BOOST_RABBIT_URL: "amqp://:secret@:x" }).problems[0] ?? "",
      /^BOOST_RABBIT_URL is not a URL such as amqp:\/\/host:port$/,
    ));
  test("a user in a document", () =>
    assert.match(
      connect({ ...amqp, host: "me:secret@host" }).problems[0] ?? "",
      /^the host of the server "rabbit" holds a user; credentials come from BOOST_RABBIT_USERNAME and BOOST_RABBIT_PASSWORD/,
    ));
  test("any one of the schemes that a server lists is enough, and a missing one is asked for by its variables", () => {
    const security = (...list: NonNullable<ServerDefinition["security"]>): ServerDefinition => ({ ...kafka, security: list });
    const certificate = { tls: { cert: "c", key: "k" } };
    const x509 = { type: "X509", name: "s" };
    const key = { type: "apiKey", name: "s", in: "password" } as const;
    const wants = (what: string): readonly string[] => [`the server "orders-kafka" wants ${what}`];
    assert.deepEqual(
      connect(security(x509)).problems,
      wants("a client certificate (X509): set BOOST_ORDERS_KAFKA_TLS_CERT_FILE and BOOST_ORDERS_KAFKA_TLS_KEY_FILE"),
    );
    assert.deepEqual(connect(security(x509), {}, certificate).problems, []);
    assert.deepEqual(connect(security(key)).problems, wants("an API key as password (apiKey): set BOOST_ORDERS_KAFKA_PASSWORD"));
    assert.deepEqual(connect(security(key), { BOOST_ORDERS_KAFKA_PASSWORD: "p" }).problems, []);
    assert.deepEqual(connect(security({ type: "plain", name: "s" }, x509), {}, certificate).problems, []);
    const oauth2 = { type: "oauth2", name: "s", tokenUrl: "https://login.example/token" };
    assert.deepEqual(
      connect(security(oauth2)).problems,
      wants(
        "a token (oauth2): set BOOST_ORDERS_KAFKA_TOKEN_FILE, BOOST_ORDERS_KAFKA_TOKEN_COMMAND, or BOOST_ORDERS_KAFKA_OAUTH_URL with BOOST_ORDERS_KAFKA_CLIENT_ID and BOOST_ORDERS_KAFKA_CLIENT_SECRET, or `token` in code",
      ),
    );
    assert.deepEqual(connect(security(oauth2), { BOOST_ORDERS_KAFKA_TOKEN_FILE: "/t" }).problems, []);
    assert.deepEqual(connect(security({ type: "kerberos", name: "s" })).problems, []);
    assert.deepEqual(connect(security(x509), { BOOST_ORDERS_KAFKA_URL: "memory://try" }).problems, []);
  });

  test("a token comes from one place, and needs a mechanism that takes it", () => {
    const [file, command] = ["BOOST_ORDERS_KAFKA_TOKEN_FILE", "BOOST_ORDERS_KAFKA_TOKEN_COMMAND"];
    assert.deepEqual(connect(kafka, { [file]: "/t", [command]: "print" }).problems, [
      `${file} and ${command} are set; a token comes from one place`,
    ]);
    assert.deepEqual(connect(kafka, { [file]: "/t", BOOST_ORDERS_KAFKA_SASL_MECHANISM: "plain" }).problems, [
      'the server "orders-kafka" has a token from /t, and the mechanism plain, which takes none; leave one of them out',
    ]);
    assert.match(
      connect(kafka, { BOOST_ORDERS_KAFKA_SASL_MECHANISM: "oauthbearer" }).problems[0] ?? "",
      /^the mechanism oauthbearer of the server "orders-kafka" needs a token: set BOOST_ORDERS_KAFKA_TOKEN_FILE/,
    );
    assert.deepEqual(connect(kafka, { BOOST_ORDERS_KAFKA_OAUTH_URL: "https://login.example/token" }).problems, [
      "BOOST_ORDERS_KAFKA_OAUTH_URL needs BOOST_ORDERS_KAFKA_CLIENT_ID and BOOST_ORDERS_KAFKA_CLIENT_SECRET beside it",
    ]);
    assert.deepEqual(connect(kafka, { BOOST_ORDERS_KAFKA_OAUTH_URL: "login.example" }).problems, [
      "BOOST_ORDERS_KAFKA_OAUTH_URL should be a URL that begins with https://",
    ]);
  });

  test("a server that wants credentials", () =>
    assert.deepEqual(connect({ ...kafka, security: [{ type: "plain", name: "s" }] }).problems, [
      'the server "orders-kafka" wants a user and a password (plain): set BOOST_ORDERS_KAFKA_USERNAME and BOOST_ORDERS_KAFKA_PASSWORD',
    ]));
  for (const [url, problem] of [
    ["registry:8081", "should begin with http:// or https://"],
    ["http://a, ftp://s3cret@b", "should begin with http:// or https://"],
    ["http://", "is not a URL such as https://registry:8081"],
    ["http://host/?token=s3cret", "should end where the registry's API begins, without `?` or `#`"],
  ] as const)
    test(`an address of a registry that is none: ${url}`, () =>
      assert.deepEqual(registry({ BOOST_ORDERS_KAFKA_REGISTRY_URL: url }).problems, [`BOOST_ORDERS_KAFKA_REGISTRY_URL ${problem}`]));
  test("a user of a registry in a document", () =>
    assert.match(
      registry({}, {}, { ...kafka, binding: { schemaRegistryUrl: "http://ann:s3cret@host" } }).problems[0] ?? "",
      /^`schemaRegistryUrl` of the server "orders-kafka" holds a user; credentials come from BOOST_ORDERS_KAFKA_REGISTRY_USERNAME/,
    ));
  test("a certificate that is not there", () =>
    assert.match(
      connect(kafka, { BOOST_ORDERS_KAFKA_TLS_CA_FILE: "/nowhere" }).problems[0] ?? "",
      /^BOOST_ORDERS_KAFKA_TLS_CA_FILE cannot be read: ENOENT/,
    ));
  test("a password that was read with the line break at its end", () => {
    assert.deepEqual(connect(amqp, { BOOST_RABBIT_USERNAME: "u", BOOST_RABBIT_PASSWORD: "hunter2\n" }).problems, [
      "BOOST_RABBIT_PASSWORD, or what stands for it, has a line break in it; read from a file it may end in one",
    ]);
    assert.deepEqual(connect(amqp, {}, { username: "u\r\n", password: "p" }).problems.length, 1);
  });
  test("secrets are not printed", () =>
    assert.doesNotMatch(JSON.stringify(describeConnection(connect(amqp, { BOOST_RABBIT_URL: "amqp://me:secret@h" }))), /secret/));
  test("no server that is ours", () => {
    const problems = new Problems();
    serverOf(
      { ...orders, servers: { ws: { key: "ws", protocol: "other", wireProtocol: "ws", host: "h" } } },
      { ...ordersChannel, servers: [] },
      [],
      problems,
    );
    assert.match(problems.list[0] ?? "", /has no Kafka, AMQP or Redis server; only "ws" \(ws\)/);
  });
});

describe("plans", () => {
  test("options over the document, those of one operation over those of all", () => {
    const document = withChannel({}, { options: { concurrency: 2, timeout: 5, amqp: { prefetch: 9, queueType: "classic" } } });
    const { planned, problems } = plan({}, { timeout: 6, operations: { onOrder: { concurrency: 3, amqp: { prefetch: 1 } } } }, document);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [planned[0]?.plan.concurrency, planned[0]?.settings.operations.get("orderCreated")?.timeout, planned[0]?.plan.options.amqp],
      [3, 6, { prefetch: 1, queueType: "classic" }],
    );
  });
  test("group: option, binding, application and operation", () => {
    const group = (options: SubscriberOptions, contract?: ContractDefinition): string | undefined =>
      plan({}, options, contract).planned[0]?.plan.group;
    const bound = withChannel({}, { binding: { groupId: { type: "string", enum: ["bound"] } } });
    assert.deepEqual([group({}), group({ group: "mine" }), group({}, bound)], ["app.onOrder", "mine", "bound"]);
    assert.match(plan({}, { group: "mine" }, bound).problems[0] ?? "", /is "mine"; its binding allows "bound"/);
    assert.equal(group({}, { ...bound, role: "client" }), "app.onOrder", "the binding is theirs, not ours");
  });
  test("dead letters go beside what they come from", () => {
    assert.equal(plan().planned[0]?.plan.deadLetter, "orders.v1-dlq");
    assert.equal(plan({}, { deadLetter: false }).planned[0]?.plan.deadLetter, false);
    assert.equal(plan({ BOOST_PARAMETER_TENANT: "a,b" }, {}, parametrised).planned[0]?.plan.deadLetter, "app.onOrder-dlq");
  });
  test("M14: dead letters that would come back for ever are a problem", () => {
    const problem = (options: SubscriberOptions, contract?: ContractDefinition): string => plan({}, options, contract).problems.join();
    assert.match(problem({ deadLetter: "orders.v1" }), /would go to "orders.v1", where its messages come from/);
    const exchange = withChannel(
      { servers: ["rabbit"], binding: { is: "routingKey", exchange: { name: "x", type: "topic" } } },
      {},
      { servers: { rabbit: amqp } },
    );
    assert.match(problem({ deadLetter: "app.onOrder" }, exchange), /would go to "app.onOrder", where its messages come from/);
    assert.equal(
      problem({ deadLetter: "orders.v1" }, exchange),
      "",
      "there it is a routing key, and a queue of that name is another place",
    );
  });
  test("two operations on one topic have groups of their own, on one queue one subscription", () => {
    const both = (protocol: "kafka" | "amqp"): ContractDefinition => ({
      ...orders,
      servers: { kafka: { ...kafka, key: "kafka", protocol } },
      operations: [
        { ...onOrder, messages: { orderCreated: { rules: [] } } },
        { ...onOrder, key: "onCancel", name: "onCancel", messages: { orderCancelled: { rules: [] } } },
      ],
    });
    assert.deepEqual(
      plan({}, {}, both("kafka")).planned.map(({ plan: { group } }) => group),
      ["app.onOrder", "app.onCancel"],
    );
    const [one, ...others] = plan({}, {}, both("amqp")).planned;
    assert.deepEqual(
      [one?.plan.name, [...(one?.settings.operations.keys() ?? [])], one?.settings.foreign, others.length],
      ["sub.onOrder+onCancel", ["orderCreated", "orderCancelled"], "dead-letter", 0],
    );
    assert.match(
      plan({}, { operations: { onCancel: { concurrency: 1 } } }, both("amqp")).problems[0] ?? "",
      /share "orders.v1", but not: concurrency/,
    );
  });
  test("pub/sub has to say that it may lose", () => {
    const pubsub = withChannel({}, { options: { redis: { kind: "pubsub" } } }, { servers: { kafka: { ...redis, key: "kafka" } } });
    assert.match(plan({}, {}, pubsub).problems[0] ?? "", /delivery: at-most-once/);
    assert.equal(plan({}, { delivery: "at-most-once" }, pubsub).planned[0]?.settings.atMostOnce, true);
  });
  test("bindings name the topic and the queue", () => {
    assert.deepEqual(plan({}, {}, withChannel({ binding: { topic: "bound" } })).planned[0]?.plan.addresses, ["bound"]);
    const queue = withChannel({ binding: { is: "queue", queue: { name: "q" } } }, {}, { servers: { kafka: { ...amqp, key: "kafka" } } });
    assert.deepEqual(plan({}, {}, queue).planned[0]?.plan.addresses, ["q"]);
  });
  test("too many addresses, values outside the enum, values with separators", () => {
    const many = Array.from({ length: 257 }, (_, index) => `t${index}`);
    assert.match(plan({}, { parameters: { tenant: many } }, parametrised).problems[0] ?? "", /more than 256/);
    assert.match(plan({}, { parameters: { tenant: ["a.b"] } }, parametrised).problems[0] ?? "", /"a.b" cannot be/);
    assert.match(
      plan({}, { parameters: { tenant: ["x"] } }, withChannel({ address: "orders.{tenant}", parameters: [{ key: "tenant", enum: ["a"] }] }))
        .problems[0] ?? "",
      /document allows a/,
    );
  });
});

test("what happens to a message that no place takes is what the options say, else the process stops", () => {
  const of = (options: SubscriberOptions) => plan({}, options).planned.map(({ settings }) => settings.unstorable);
  assert.deepEqual([new Set(of({})), new Set(of({ unstorable: "skip" }))], [new Set(["stop"]), new Set(["skip"])]);
});
