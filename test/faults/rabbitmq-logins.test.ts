import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { createRabbitmqBroker } from "../../src/runtime/brokers/rabbitmq/index.ts";
import { ConfigurationError } from "../../src/runtime/ground/errors.ts";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { freePort } from "../services/ports.ts";
import { type RabbitMqService, startRabbitMq } from "../services/rabbitmq.ts";
import { AppFlow } from "./app-flow.ts";
import { makeCertificates } from "./certificates.ts";
import { loginTests, secret, survivesRotation, wrongSecret } from "./logins.ts";

const tlsPort = await freePort();
const certificates = await makeCertificates();
const file = (name: string): string => join(certificates.folder, name);
const tls = (demandCertificate: boolean): string[] => [
  `listeners.ssl.default = 127.0.0.1:${tlsPort}`,
  `ssl_options.cacertfile = ${file("ca.pem")}`,
  `ssl_options.certfile = ${file("server.pem")}`,
  `ssl_options.keyfile = ${file("server.pem")}`,
  "ssl_options.verify = verify_peer",
  `ssl_options.fail_if_no_peer_cert = ${demandCertificate}`,
  "auth_mechanisms.1 = PLAIN",
  "auth_mechanisms.2 = EXTERNAL",
  "ssl_cert_login_from = common_name",
];

await describeWithServices(["rabbitmq"], "RabbitMQ as its administrators set it up", () => {
  let node: RabbitMqService;
  const plain = (host = ""): string => node.address.replace("guest:guest@", "") + host;
  const secure = `amqps://127.0.0.1:${tlsPort}`;
  const plan = { options: { amqp: { declare: "create" } } } as const;
  const open = (connection: Parameters<typeof createRabbitmqBroker>[0]) => {
    // The port is known only once the node runs.
    const url = connection.url.startsWith("amqp") ? connection.url : plain(connection.url);
    return createRabbitmqBroker({ ...connection, url });
  };

  before(async () => {
    node = await startRabbitMq({ own: true, config: tls(false), plugins: ["rabbitmq_auth_mechanism_ssl"] });
    await node.ctl("add_vhost", "shop/eu");
    for (const [user, vhost] of [
      ["ann", "shop/eu"],
      ["bea", "/"],
      ["boost-gen", "/"],
    ] as const) {
      await node.ctl("add_user", user, secret);
      await node.ctl("set_permissions", "-p", vhost, user, ".*", ".*", ".*");
    }
    await node.ctl("add_user", "eve", secret);
    await node.ctl("set_permissions", "-p", "/", "eve", "^$", "^$", "^$");
  });
  after(async () => {
    await node.stop();
    await certificates.remove();
  });

  describe("a server that asks for no certificate", () => {
    loginTests({
      server: "rabbitmq",
      open,
      plan,
      ways: [
        ["user and virtual host", { url: "/shop%2Feu", username: "ann", password: secret }],
        ["AMQPS with an authority of one's own", { url: secure, username: "bea", password: secret, tls: { ca: certificates.ca } }],
        ["AMQPS without a check", { url: secure, username: "bea", password: secret, tls: { rejectUnauthorized: false } }],
      ],
      refusals: [
        ["a wrong password", { url: "", username: "bea", password: wrongSecret }, /refuses the user "bea": wrong name or password/],
        ["an unknown user", { url: "", username: "zoe", password: wrongSecret }, /refuses the user "zoe"/],
        [
          "a virtual host of others",
          { url: "/shop%2Feu", username: "bea", password: secret },
          /shop%2Feu\) does not let us into the virtual host as "bea"/,
        ],
        [
          "a virtual host that does not exist",
          { url: "/nowhere", username: "bea", password: secret },
          /nowhere\) does not let us into the virtual host/,
        ],
        ["an authority that we do not know", { url: secure, username: "bea", password: secret }, /TLS connection to RabbitMQ server/],
        ["TLS to a port without it", { url: "", username: "bea", password: secret, tls: true }, /RabbitMQ server "rabbitmq"/],
      ],
    });

    test("a user without rights is told which, and nothing is consumed", async () => {
      const flow = await AppFlow.make({
        protocol: "amqp",
        url: plain().replace("//", `//eve:${encodeURIComponent(secret)}@`),
        address: uniqueName("forbidden"),
      });
      try {
        await assert.rejects(flow.start(), (error: unknown) => {
          assert.ok(error instanceof ConfigurationError, String(error));
          assert.match(error.message, /does not allow this user to .*ACCESS_REFUSED/);
          return true;
        });
      } finally {
        await flow.close();
      }
    });

    test("G12, F32: a password that is changed while we run stops us with a sentence; the new one goes on where we were", async () => {
      const address = uniqueName("rotation");
      await node.ctl("add_user", "cleo", secret);
      await node.ctl("set_permissions", "-p", "/", "cleo", ".*", ".*", ".*");
      const url = (password: string): string => plain().replace("//", `//cleo:${encodeURIComponent(password)}@`);
      const flow = await AppFlow.make({ protocol: "amqp", url: url(secret), producerUrl: node.address, address });
      const later = await AppFlow.make({ protocol: "amqp", url: url("another"), producerUrl: node.address, address });
      await survivesRotation(flow, later, async () => {
        await node.ctl("change_password", "cleo", "another");
        // A login lasts as long as its connection.
        await flow.publish("still");
        await flow.settled();
        await node.ctl("close_all_connections", "for a test");
      });
    });
  });

  describe("a server that asks for a certificate", () => {
    before(async () => {
      await writeFile(join(node.folder, "rabbitmq.conf"), ["log.console = true", ...tls(true), ""].join("\n"));
      await node.restart();
    });

    const withCertificate = { ca: certificates.ca, ...certificates.client };
    loginTests({
      server: "rabbitmq",
      open,
      plan,
      ways: [
        ["mutual TLS with a password", { url: secure, username: "bea", password: secret, tls: withCertificate }],
        ["mutual TLS, where the certificate is the login", { url: secure, tls: withCertificate }],
      ],
      refusals: [
        ["no certificate", { url: secure, username: "bea", password: secret, tls: { ca: certificates.ca } }, /RabbitMQ server "rabbitmq"/],
      ],
    });
  });
});
