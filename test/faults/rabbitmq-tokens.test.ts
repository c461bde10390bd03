import assert from "node:assert/strict";
import { createSign, generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { createRabbitmqBroker } from "../../src/runtime/brokers/rabbitmq/index.ts";
import { fresh } from "../../src/runtime/tokens/fresh.ts";
import { CollectingSink } from "../../src/testing/conformance/index.ts";
import { testLog } from "../brokers/kafka/connection.ts";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { type RabbitMqService, startRabbitMq } from "../services/rabbitmq.ts";
import { planFor } from "./kafka-flow.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });

/** As a token endpoint would sign it. */
function signed(seconds: number): { readonly value: string; readonly expiresAt: number } {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const expiresAt = Date.now() + seconds * 1_000;
  const scope = ["configure", "read", "write"].map((right) => `rabbitmq.${right}:*/*`);
  const text = `${part({ alg: "RS256", typ: "JWT", kid: "ours" })}.${part({ sub: "ann", aud: "rabbitmq", exp: Math.floor(expiresAt / 1_000), scope })}`;
  return { value: `${text}.${createSign("RSA-SHA256").update(text).sign(privateKey, "base64url")}`, expiresAt };
}

await describeWithServices(["rabbitmq"], "RabbitMQ that takes tokens", () => {
  let node: RabbitMqService;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "boost-rabbitmq-tokens-"));
    const key = join(folder, "key.pem");
    await writeFile(key, publicKey.export({ type: "spki", format: "pem" }));
    node = await startRabbitMq({
      own: true,
      plugins: ["rabbitmq_auth_backend_oauth2"],
      config: [
        "auth_backends.1 = rabbit_auth_backend_internal",
        "auth_backends.2 = rabbit_auth_backend_oauth2",
        "auth_oauth2.resource_server_id = rabbitmq",
        "auth_oauth2.default_key = ours",
        `auth_oauth2.signing_keys.ours = ${key}`,
        "auth_oauth2.algorithms.1 = RS256",
      ],
    });
  });
  after(async () => {
    await node.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const url = (): string => node.address.replace("guest:guest@", "");

  test("F51: publishes and consumes for longer than a token lives, on the connections that it has", async () => {
    let asked = 0;
    const token = fresh(async () => {
      asked += 1;
      return signed(12);
    });
    const lost: string[] = [];
    const log = { ...testLog, warn: (fields: object, text: string) => void lost.push(`${text} ${JSON.stringify(fields)}`) };
    const broker = createRabbitmqBroker({ server: "rabbit", url: url(), clientId: "tests", log, token });
    try {
      await broker.connect();
      const address = uniqueName("tokens");
      const sink = new CollectingSink();
      await broker.subscribe(planFor(address, uniqueName("group"), { options: { amqp: { declare: "create" } } }), sink);
      // Two lives of the first token.
      const end = Date.now() + 24_000;
      let count = 0;
      for (; Date.now() < end; count++) {
        await broker.publish({ address, body: Buffer.from(`${count}`), headers: new Map() });
        const delivery = (await sink.received(count + 1)).at(-1);
        await delivery?.acknowledge();
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      assert.deepEqual(lost, []);
      assert.ok(asked >= 3, String(asked));
    } finally {
      await broker.close();
    }
  });

  test("a token that is over is a sentence without it", async () => {
    const over = signed(-60).value;
    const broker = createRabbitmqBroker({
      server: "rabbit",
      url: url(),
      clientId: "tests",
      log: testLog,
      token: async () => ({ value: over }),
    });
    try {
      await assert.rejects(broker.connect(), (error: unknown) => {
        assert.ok(error instanceof Error && /refuses/.test(error.message) && !error.message.includes(over), String(error));
        return true;
      });
    } finally {
      await broker.close();
    }
  });
});
