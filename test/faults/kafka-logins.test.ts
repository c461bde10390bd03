import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createKafkaBroker } from "../../src/runtime/brokers/kafka/index.ts";
import { ConfigurationError } from "../../src/runtime/ground/errors.ts";
import { uniqueName } from "../services/index.ts";
import { kafkaTool } from "../services/kafka.ts";
import { freePort } from "../services/ports.ts";
import { makeCertificates } from "./certificates.ts";
import { Flow } from "./kafka-flow.ts";
import { describeKafka } from "./kafka-own.ts";
import { type LoginCases, loginTests, secret, wrongSecret } from "./logins.ts";

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
      kafkaTool("kafka.admin.ConfigCommand", [
        ...["--bootstrap-server", kafka.address, "--alter", "--entity-type", "users", "--entity-name", user],
        ...["--add-config", `SCRAM-SHA-${bits}=[password=${password}]`],
      ]);

    before(async () => {
      await setPassword("bea", secret, 256);
      await setPassword("dan", secret, 512);
    });
    after(() => certificates.remove());

    const at = (port: number): string => `127.0.0.1:${port}`;
    const ways: LoginCases["ways"] = [
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
    const refusals: LoginCases["refusals"] = [
      ["a wrong PLAIN password", { url: at(login), username: "ann", password: wrongSecret }, /refuses the user "ann"/],
      [
        "a wrong SCRAM password",
        { url: at(login), username: "bea", password: wrongSecret, mechanism: "scram-sha-256" },
        /refuses the user "bea"/,
      ],
      ["an unknown user", { url: at(login), username: "eve", password: wrongSecret, mechanism: "scram-sha-512" }, /refuses the user "eve"/],
      ["an authority that we do not know", { url: at(tls), tls: true }, /TLS connection to Kafka server "kafka"/],
      ["no certificate where one is asked for", { url: at(mutual), tls: { ca: certificates.ca } }, /Kafka server "kafka"/],
      ["TLS to a port without it", { url: at(login), tls: { ca: certificates.ca } }, /Kafka server "kafka"/],
    ];
    loginTests({
      server: "kafka",
      open: (connection) => createKafkaBroker(connection),
      ways,
      refusals: refusals.map(([name, way, words]) => [name, { client: { retry: { retries: 1 } }, ...way }, words]),
      createAddress: (topic) => kafka.createTopic(topic),
    });

    test("G12, F32: a password that is changed while we run stops us with a sentence; the new one goes on where we were", async () => {
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
