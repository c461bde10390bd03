import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { BrokerConnection } from "../../src/runtime/brokers/broker.ts";
import { createKafkaBroker } from "../../src/runtime/brokers/kafka/index.ts";
import { ConfigurationError } from "../../src/runtime/errors.ts";
import { jsonLogger } from "../../src/runtime/log.ts";
import { CollectingSink } from "../../src/testing/conformance/index.ts";
import { connectionTo } from "../brokers/kafka/connection.ts";
import { uniqueName } from "../services/index.ts";
import { kafkaTool } from "../services/kafka.ts";
import { freePort } from "../services/ports.ts";
import { makeCertificates } from "./certificates.ts";
import { Flow, planFor } from "./kafka-flow.ts";
import { describeKafka } from "./kafka-own.ts";

const secret = "correct horse";
const [login, tls, mutual, both] = await Promise.all([freePort(), freePort(), freePort(), freePort()]);
const certificates = await makeCertificates();

const plain = `org.apache.kafka.common.security.plain.PlainLoginModule required user_ann="${secret}";`;
const scram = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
const store = {
  "ssl.keystore.type": "PEM",
  "ssl.keystore.location": join(certificates.folder, "server.pem"),
  "ssl.truststore.type": "PEM",
  "ssl.truststore.location": join(certificates.folder, "ca.pem"),
};
const listener = (name: string, properties: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(properties).map(([key, value]) => [`listener.name.${name}.${key}`, value]));
const logins = {
  "sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
  "plain.sasl.jaas.config": plain,
  "scram-sha-256.sasl.jaas.config": scram,
  "scram-sha-512.sasl.jaas.config": scram,
};

await describeKafka(
  "Kafka as its administrators set it up",
  {
    listeners: [
      { name: "LOGIN", protocol: "SASL_PLAINTEXT", port: login },
      { name: "TLS", protocol: "SSL", port: tls },
      { name: "MUTUAL", protocol: "SSL", port: mutual },
      { name: "BOTH", protocol: "SASL_SSL", port: both },
    ],
    properties: {
      // A login ends after twelve seconds, and kafkajs renews it ten before: so a changed password is noticed after two.
      ...listener("login", { ...logins, "connections.max.reauth.ms": "12000" }),
      ...listener("tls", store),
      ...listener("mutual", { ...store, "ssl.client.auth": "required" }),
      ...listener("both", { ...store, ...logins }),
    },
  },
  (kafka) => {
    const setPassword = (user: string, password: string, bits: 256 | 512): Promise<string> =>
      kafkaTool(
        "kafka.admin.ConfigCommand",
        "--bootstrap-server",
        kafka.address,
        "--alter",
        "--entity-type",
        "users",
        "--entity-name",
        user,
        "--add-config",
        `SCRAM-SHA-${bits}=[password=${password}]`,
      );

    before(async () => {
      await setPassword("bea", secret, 256);
      await setPassword("dan", secret, 512);
    });
    after(() => certificates.remove());

    const at = (port: number): string => `127.0.0.1:${port}`;
    const ways: readonly (readonly [name: string, connection: Partial<BrokerConnection> & { readonly url: string }])[] = [
      ["SASL PLAIN", { url: at(login), username: "ann", password: secret, mechanism: "plain" }],
      ["PLAIN is the default", { url: at(login), username: "ann", password: secret }],
      ["SASL SCRAM-SHA-256", { url: at(login), username: "bea", password: secret, mechanism: "scram-sha-256" }],
      ["SASL SCRAM-SHA-512", { url: at(login), username: "dan", password: secret, mechanism: "scram-sha-512" }],
      ["TLS with an authority of one's own", { url: at(tls), tls: { ca: certificates.ca } }],
      ["TLS by name", { url: `localhost:${tls}`, tls: { ca: certificates.ca } }],
      ["TLS without a check", { url: at(tls), tls: { rejectUnauthorized: false } }],
      ["mutual TLS", { url: at(mutual), tls: { ca: certificates.ca, ...certificates.client } }],
      ["SCRAM over TLS", { url: at(both), username: "dan", password: secret, mechanism: "scram-sha-512", tls: { ca: certificates.ca } }],
    ];
    for (const [name, connection] of ways) {
      test(`${name}: publishes and consumes`, async () => {
        const topic = uniqueName("login");
        await kafka.createTopic(topic);
        const broker = createKafkaBroker(connectionTo(connection.url, connection));
        try {
          await broker.connect();
          const sink = new CollectingSink();
          const subscription = await broker.subscribe(planFor(topic, uniqueName("group")), sink);
          await broker.publish({ address: topic, body: Buffer.from(name), headers: new Map() });
          await sink.received(1, 20_000);
          await broker.ping();
          await subscription.close();
        } finally {
          await broker.close();
        }
      });
    }

    const refusals: readonly (readonly [name: string, connection: Partial<BrokerConnection> & { readonly url: string }, words: RegExp])[] =
      [
        ["a wrong PLAIN password", { url: at(login), username: "ann", password: "wrong secret" }, /refuses the user "ann"/],
        [
          "a wrong SCRAM password",
          { url: at(login), username: "bea", password: "wrong secret", mechanism: "scram-sha-256" },
          /refuses the user "bea"/,
        ],
        [
          "an unknown user",
          { url: at(login), username: "eve", password: "wrong secret", mechanism: "scram-sha-512" },
          /refuses the user "eve"/,
        ],
        ["an authority that we do not know", { url: at(tls), tls: true }, /TLS connection to Kafka server "kafka"/],
        ["no certificate where one is asked for", { url: at(mutual), tls: { ca: certificates.ca } }, /Kafka server "kafka"/],
        ["TLS to a port without it", { url: at(login), tls: { ca: certificates.ca } }, /Kafka server "kafka"/],
      ];
    for (const [name, connection, words] of refusals) {
      test(`${name} is a sentence, nothing is consumed, no secret is printed`, async () => {
        let printed = "";
        const log = jsonLogger((line) => (printed += line));
        const broker = createKafkaBroker(connectionTo(connection.url, { ...connection, log, client: { retry: { retries: 1 } } }));
        try {
          await assert.rejects(broker.connect(), (error: unknown) => {
            assert.ok(error instanceof Error);
            assert.match(error.message, words);
            assert.ok(!error.message.includes("secret"));
            return true;
          });
          const sink = new CollectingSink();
          await assert.rejects(broker.subscribe(planFor(uniqueName("topic"), uniqueName("group")), sink));
          assert.deepEqual(sink.deliveries, []);
          assert.ok(!printed.includes("wrong secret"), printed);
        } finally {
          await broker.close();
        }
      });
    }

    test("F32: a password that is changed while we run stops us with a sentence; the new one goes on where we were", async () => {
      const topic = uniqueName("rotation");
      const group = uniqueName("group");
      await kafka.createTopic(topic);
      await setPassword("cleo", secret, 256);
      const connection = { username: "cleo", password: secret, mechanism: "scram-sha-256" } as const;
      const flow = new Flow(at(login), { topic, group, connection });
      const later = new Flow(at(login), { topic, group, connection: { ...connection, password: "another" } });
      try {
        await flow.start();
        await flow.publish("before");
        await flow.settled();
        await setPassword("cleo", "another", 256);
        await flow.until("it stops", () => flow.fatals.length > 0, 40_000);
        assert.ok(flow.fatals[0] instanceof ConfigurationError);
        assert.match(flow.fatals[0].message, /refuses the user "cleo"/);
        await flow.close();
        await later.start();
        await later.publish("after");
        await later.settled();
        assert.deepEqual([...later.handled.keys()], ["after"]);
      } finally {
        await flow.close();
        await later.close();
      }
    });
  },
);
