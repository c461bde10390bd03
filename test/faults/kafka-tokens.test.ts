import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { createKafkaBroker } from "../../src/runtime/brokers/kafka/index.ts";
import { Problems } from "../../src/runtime/config/environment.ts";
import { connectionOf } from "../../src/runtime/config/server.ts";
import type { ServerOptions } from "../../src/runtime/config/subscriber-options.ts";
import type { Environment } from "../../src/runtime/config/variables.ts";
import { sentence } from "../../src/runtime/ground/errors.ts";
import { testLog } from "../brokers/kafka/connection.ts";
import { startTokenEndpoint, unsignedToken } from "../runtime/tokens/token-endpoint.ts";
import { uniqueName } from "../services/index.ts";
import { freePort } from "../services/ports.ts";
import { Flow } from "./kafka-flow.ts";
import { describeKafka } from "./kafka-own.ts";
import { loginTests, type Way } from "./logins.ts";

const port = await freePort();
const listener = "listener.name.token";
const folder = await mkdtemp(join(tmpdir(), "boost-kafka-tokens-"));

const now = (): number => Math.floor(Date.now() / 1_000);
/** Kafka takes the login for as long as the token lives. */
const token = (seconds = 3_600): string => unsignedToken({ sub: "ann", scope: "orders", iat: now() - 1, exp: now() + seconds });

await describeKafka(
  "Kafka that takes tokens",
  {
    listeners: [{ name: "TOKEN", protocol: "SASL_PLAINTEXT", port }],
    properties: {
      [`${listener}.sasl.enabled.mechanisms`]: "OAUTHBEARER",
      [`${listener}.oauthbearer.sasl.jaas.config`]: "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;",
      // A login ends with its token only where Kafka is told to end logins at all.
      [`${listener}.connections.max.reauth.ms`]: "3600000",
    },
  },
  (kafka) => {
    after(() => rm(folder, { recursive: true, force: true }));

    /** As the environment and code have it. */
    function way(environment: Environment, options: ServerOptions = {}): Way {
      const problems = new Problems();
      const server = { key: "kafka", protocol: "kafka", wireProtocol: "kafka", host: `127.0.0.1:${port}` } as const;
      const {
        server: _server,
        log: _log,
        clientId: _id,
        ...rest
      } = connectionOf({ app: "tests", server, options, environment, log: testLog }, problems);
      assert.deepEqual(problems.list, []);
      return { ...rest, client: { retry: { retries: 1 } } };
    }

    const file = join(folder, "token");
    const old = join(folder, "old");
    const credential = JSON.stringify({ kind: "ExecCredential", status: { token: token() } });
    const program = `${JSON.stringify(process.execPath)} -e ${JSON.stringify(`console.log(${JSON.stringify(credential)})`)}`;
    loginTests({
      server: "kafka",
      open: async (connection) => {
        await writeFile(file, `${token()}\n`);
        await writeFile(old, token(-60));
        return createKafkaBroker(connection);
      },
      ways: [
        ["a token in a file", way({ BOOST_KAFKA_TOKEN_FILE: file })],
        ["a token that a program prints", way({ BOOST_KAFKA_TOKEN_COMMAND: program })],
        ["a token of a function in code", way({}, { token: async () => ({ token: token() }) })],
      ],
      refusals: [
        ["a token that is over", way({ BOOST_KAFKA_TOKEN_FILE: old }), /refuses the login: wrong name, password, token or mechanism/],
        ["what is no token of Kafka's", way({}, { token: () => "wrong-secret" }), /refuses the login/],
        ["a file that is not there", way({ BOOST_KAFKA_TOKEN_FILE: join(folder, "none") }), /BOOST_KAFKA_TOKEN_FILE cannot be read/],
        ["a program that fails", way({ BOOST_KAFKA_TOKEN_COMMAND: "exit 3" }), /the program of BOOST_KAFKA_TOKEN_COMMAND ended with 3/],
        ["no login at all", { url: `127.0.0.1:${port}` }, /./],
      ],
      createAddress: (topic) => kafka.createTopic(topic),
    });

    test("F51: a login whose tokens live 14 s goes on for longer than they do, and asks the token endpoint in time", async () => {
      const endpoint = await startTokenEndpoint(() => [200, { access_token: token(14), expires_in: 14 }]);
      const topic = uniqueName("tokens");
      await kafka.createTopic(topic);
      const login = { BOOST_KAFKA_OAUTH_URL: endpoint.url, BOOST_KAFKA_CLIENT_ID: "me", BOOST_KAFKA_CLIENT_SECRET: "correct horse" };
      const flow = new Flow(kafka.address, { topic, group: uniqueName("group"), connection: { ...way(login), client: {} } });
      try {
        await flow.start();
        flow.startPublishing(2, 50);
        await flow.until("four tokens were asked for", () => endpoint.asked.length >= 4);
        await flow.stopPublishing();
        await flow.settled();
        assert.deepEqual(flow.fatals.map(sentence), []);
        assert.deepEqual(flow.publishFailures, []);
        assert.deepEqual(
          flow.states.filter(({ state }) => state === "down"),
          [],
        );
      } finally {
        await flow.close();
        await endpoint.close();
      }
    });

    test("F51: a token endpoint that is away at the start is waited for", async () => {
      const endpoint = await startTokenEndpoint((_, number) =>
        number < 3 ? [503, ""] : [200, { access_token: token(), expires_in: 3_600 }],
      );
      const { url, ...login } = way({ BOOST_KAFKA_OAUTH_URL: endpoint.url, BOOST_KAFKA_CLIENT_ID: "me", BOOST_KAFKA_CLIENT_SECRET: "s" });
      const broker = createKafkaBroker({ server: "kafka", clientId: "tests", log: testLog, url, ...login });
      try {
        let tries = 0;
        for (; tries < 5; tries++) {
          try {
            await broker.connect();
            break;
          } catch (error) {
            assert.match(sentence(error), /answers 503 to the client "me"/);
            // What waits and tries again.
            assert.equal((error as Error).name, "ConnectionError");
          }
        }
        assert.ok(tries > 0 && tries < 5);
      } finally {
        await broker.close();
        await endpoint.close();
      }
    });
  },
);
