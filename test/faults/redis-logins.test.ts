import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { createRedisBroker } from "../../src/runtime/brokers/redis/index.ts";
import { ConfigurationError } from "../../src/runtime/ground/errors.ts";
import { CollectingSink } from "../../src/testing/conformance/index.ts";
import { testLog } from "../brokers/kafka/connection.ts";
import { redisCli } from "../services/clients.ts";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { freePort } from "../services/ports.ts";
import { type RedisService, startRedis } from "../services/redis.ts";
import { AppFlow } from "./app-flow.ts";
import { makeCertificates } from "./certificates.ts";
import { planFor } from "./kafka-flow.ts";
import { loginTests, secret, stopsWith, survivesRotation, wrongSecret } from "./logins.ts";

const tlsPort = await freePort();
const certificates = await makeCertificates();
const file = (name: string): string => join(certificates.folder, name);
const withPassword = (url: string, user: string, password: string): string =>
  url.replace("//", `//${user}:${encodeURIComponent(password)}@`);

await describeWithServices(["redis"], "Redis as its administrators set it up", () => {
  let server: RedisService;
  const secure = `rediss://127.0.0.1:${tlsPort}`;
  const open = (connection: Parameters<typeof createRedisBroker>[0]) => {
    // The port is known only once the server runs.
    const url = connection.url.startsWith("redis") ? connection.url : server.address + connection.url;
    return createRedisBroker({ ...connection, url });
  };

  before(async () => {
    const tls = ["--tls-port", String(tlsPort), "--tls-ca-cert-file", file("ca.pem"), "--tls-auth-clients", "optional"];
    server = await startRedis({
      own: true,
      args: [...tls, "--tls-cert-file", file("server.pem"), "--tls-key-file", file("server.pem")],
    });
    const rights = ["~*", "&*", "+@all"];
    await redisCli(server, "ACL", "SETUSER", "ann", "on", `>${secret}`, ...rights);
    // What a consumer of streams with dead letters needs, on the keys of the tests alone.
    const commands = ["+@stream", "+@connection", "+@scripting", "+@transaction", "+del", "+set", "+get", "+pexpire", "+exists", "+type"];
    await redisCli(server, "ACL", "SETUSER", "bea", "on", `>${secret}`, "~login*", ...commands);
    await redisCli(server, "ACL", "SETUSER", "eve", "on", `>${secret}`, "~nothing*", "+@all");
  });
  after(async () => {
    await server.stop();
    await certificates.remove();
  });

  describe("users and databases", () => {
    loginTests({
      server: "redis",
      open,
      ways: [
        ["an ACL user", { url: "", username: "ann", password: secret }],
        ["an ACL user with few rights", { url: "", username: "bea", password: secret }],
        ["a database of one's own", { url: "/7", username: "ann", password: secret }],
        ["TLS with an authority of one's own", { url: secure, username: "ann", password: secret, tls: { ca: certificates.ca } }],
        ["TLS without a check", { url: secure, username: "ann", password: secret, tls: { rejectUnauthorized: false } }],
      ],
      refusals: [
        ["a wrong password", { url: "", username: "ann", password: wrongSecret }, /refuses the user "ann": wrong name or password/],
        ["an unknown user", { url: "", username: "zoe", password: wrongSecret }, /refuses the user "zoe"/],
        ["a database that does not exist", { url: "/99", username: "ann", password: secret }, /no such database/],
        ["an authority that we do not know", { url: secure, username: "ann", password: secret }, /TLS connection to Redis server "redis"/],
        ["TLS to a port without it", { url: "", username: "ann", password: secret, tls: true }, /Redis server "redis"/],
      ],
    });

    test("F51: a token is the password, on each connection, and again before it ends", async () => {
      const setPassword = (password: string) =>
        redisCli(server, "ACL", "SETUSER", "tim", "on", "resetpass", `>${password}`, "~*", "&*", "+@all");
      await setPassword("token-1");
      let count = 0;
      const token = async () => ({ value: `token-${++count > 2 ? 2 : 1}`, expiresAt: Date.now() + 6_000 });
      const broker = open({ server: "redis", url: "", clientId: "tests", log: testLog, username: "tim", token });
      try {
        await broker.connect();
        const address = uniqueName("login");
        const sink = new CollectingSink();
        const subscription = await broker.subscribe(planFor(address, uniqueName("group")), sink);
        await setPassword("token-2");
        // Shown to the connections that there are, and to those that come.
        const logins = async () => (await redisCli(server, "ACL", "LOG")).includes("tim");
        for (const end = Date.now() + 20_000; count < 4 && Date.now() < end; ) await new Promise((resolve) => setTimeout(resolve, 100));
        assert.equal(await logins(), false);
        await redisCli(server, "CLIENT", "KILL", "USER", "tim");
        for (let tries = 0; ; tries++) {
          try {
            await broker.publish({ address, body: Buffer.from("{}"), headers: new Map() });
            break;
          } catch (error) {
            if (tries > 100) throw error;
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
        }
        await sink.received(1);
        await subscription.close();
      } finally {
        await broker.close();
      }
    });

    test("a user who may not touch the stream is told, and nothing is consumed", async () => {
      const flow = await AppFlow.make({
        protocol: "redis",
        url: withPassword(server.address, "eve", secret),
        address: uniqueName("forbidden"),
      });
      try {
        await assert.rejects(flow.start(), (error: unknown) => {
          assert.ok(error instanceof ConfigurationError, String(error));
          assert.match(error.message, /does not allow this user to .*forbidden.*NOPERM/);
          return true;
        });
      } finally {
        await flow.close();
      }
    });

    test("rights that are taken away while we run stop us with a sentence", async () => {
      await redisCli(server, "ACL", "SETUSER", "fay", "on", `>${secret}`, "~*", "&*", "+@all");
      const address = uniqueName("demoted");
      const flow = await AppFlow.make({
        protocol: "redis",
        url: withPassword(server.address, "fay", secret),
        producerUrl: server.address,
        address,
      });
      try {
        await flow.start();
        await flow.publish("before");
        await flow.settled();
        await redisCli(server, "ACL", "SETUSER", "fay", "-xreadgroup");
        await stopsWith(flow, /NOPERM/);
      } finally {
        await flow.close();
      }
    });

    test("G12, F32: a password that is changed while we run stops us with a sentence; the new one goes on where we were", async () => {
      const address = uniqueName("rotation");
      const rights = ["on", "~*", "&*", "+@all"];
      await redisCli(server, "ACL", "SETUSER", "cleo", `>${secret}`, ...rights);
      const flow = await AppFlow.make({
        protocol: "redis",
        url: withPassword(server.address, "cleo", secret),
        producerUrl: server.address,
        address,
      });
      const later = await AppFlow.make({
        protocol: "redis",
        url: withPassword(server.address, "cleo", "another"),
        producerUrl: server.address,
        address,
      });
      await survivesRotation(flow, later, async () => {
        await redisCli(server, "ACL", "SETUSER", "cleo", "resetpass", ">another");
        await redisCli(server, "CLIENT", "KILL", "USER", "cleo");
      });
    });
  });

  describe("a server that asks for a certificate", () => {
    before(() => redisCli(server, "CONFIG", "SET", "tls-auth-clients", "yes"));

    const url = secure;
    const login = { url, username: "ann", password: secret };
    loginTests({
      server: "redis",
      open,
      ways: [["mutual TLS", { ...login, tls: { ca: certificates.ca, ...certificates.client } }]],
      refusals: [["no certificate", { ...login, tls: { ca: certificates.ca } }, /Redis server "redis"/]],
    });
  });
});
