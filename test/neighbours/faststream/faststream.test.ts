import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Broker } from "../../../src/runtime/brokers/broker.ts";
import { type BrokerProtocol, openBroker } from "../../../src/runtime/connections/open-broker.ts";
import { headerText } from "../../../src/runtime/decode/headers.ts";
import type { ConsumeOptions } from "../../../src/runtime/ground/contract.ts";
import { CollectingSink } from "../../../src/testing/conformance/index.ts";
import { testLog } from "../../brokers/kafka/connection.ts";
import { planFor } from "../../faults/kafka-flow.ts";
import { uniqueName } from "../../services/index.ts";
import { describeWithPython, type Python } from "../../services/python.ts";

const program = fileURLToPath(new URL("neighbour.py", import.meta.url));
const count = 3;

interface Seen {
  readonly order: { readonly id: string; readonly quantity: number; readonly note: string };
  readonly headers: { readonly [name: string]: string };
  readonly correlation: string | null;
  readonly type: string | null;
}

/** Starts their consumer; resolves once it listens. `seen` ends with the program. */
async function theirConsumer(
  python: Python,
  ...args: readonly string[]
): Promise<{ readonly seen: Promise<readonly Seen[]>; stop(): void }> {
  const child = spawn(python.interpreter, [program, ...args, "consume", String(count)], { stdio: ["ignore", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (piece) => (errors += String(piece)));
  const lines: string[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => (line === "ready" ? resolve() : lines.push(line)));
    child.once("exit", () => reject(new Error(errors)));
  });
  const seen = once(child, "close").then(([code]) => {
    if (code !== 0) throw new Error(errors);
    return lines.map((line): Seen => JSON.parse(line));
  });
  seen.catch(() => undefined);
  await ready;
  return { seen, stop: () => void child.kill() };
}

interface Way {
  readonly name: string;
  readonly protocol: BrokerProtocol;
  /** As the program calls it. */
  readonly broker: string;
  readonly options: ConsumeOptions;
}

const ways: readonly Way[] = [
  {
    name: "Redis pub/sub",
    protocol: "redis",
    broker: "pubsub",
    options: { delivery: "at-most-once", redis: { kind: "pubsub", envelope: "faststream" } },
  },
  { name: "a Redis stream", protocol: "redis", broker: "stream", options: { redis: { envelope: "faststream" } } },
  { name: "RabbitMQ", protocol: "amqp", broker: "rabbitmq", options: { amqp: { declare: "create", queueType: "classic" } } },
  { name: "Kafka", protocol: "kafka", broker: "kafka", options: {} },
];

/** The origin's own framework, oldest form and newest; with what it stands on. */
const versions: readonly (readonly [version: string, packages: readonly string[], readsOurs: boolean])[] = [
  ["0.5.48", ["faststream[redis,rabbit,kafka]==0.5.48", "redis==6.4.0", "aio-pika==9.6.2", "aiokafka==0.12.0", "pydantic==2.14.4"], false],
  ["0.7.8", ["faststream[redis,rabbit,kafka]==0.7.8", "redis==8.1.0", "aio-pika==10.2.1", "aiokafka==0.14.0", "pydantic==2.14.4"], true],
];

for (const [version, packages, readsBinary] of versions)
  await describeWithPython(
    { packages, services: ["redis", "rabbitmq", "kafka"] },
    `FastStream ${version}`,
    ({ python, redis, rabbitmq, kafka }) => {
      const urls = { redis: redis.address, amqp: rabbitmq.address, kafka: kafka.address };

      async function opened({ protocol }: Way): Promise<Broker> {
        const url = urls[protocol];
        const { username, password } = protocol === "kafka" ? { username: "", password: "" } : new URL(url);
        const login = username === "" ? {} : { username, password };
        const broker = await openBroker(protocol, {
          server: "main",
          url: url.replace(/\/\/[^@/]*@/, "//"),
          clientId: "tests",
          log: testLog,
          ...login,
        });
        await broker.connect();
        return broker;
      }

      for (const way of ways) {
        const { name, protocol, broker, options } = way;

        test(`what they publish on ${name} arrives: body, headers, correlation id, content type`, async () => {
          const address = uniqueName("theirs");
          if (protocol === "kafka") await kafka.createTopic(address);
          const ours = await opened(way);
          try {
            const sink = new CollectingSink();
            // Without a word about an envelope: it is recognised.
            const { envelope: _envelope, ...redisOptions } = options.redis ?? {};
            const plan = planFor(address, protocol === "amqp" ? address : uniqueName("group"), {
              options: { ...options, redis: redisOptions },
            });
            const subscription = await ours.subscribe(plan, sink);
            await python.run(program, [broker, urls[protocol], address, "publish", String(count)]);
            const received = await sink.received(count);
            assert.deepEqual(
              received.map(({ body }) => JSON.parse(Buffer.from(body ?? []).toString())),
              Array.from({ length: count }, (_, number) => ({ id: `theirs-${number}`, quantity: number, note: "grün ✓" })),
            );
            for (const [number, delivery] of received.entries()) {
              assert.equal(delivery.correlationId, `c-${number}`);
              assert.match(delivery.contentType ?? "", /^application\/json/);
              assert.equal(headerText(delivery.headers, "tenant"), "acme");
              assert.equal(headerText(delivery.headers, "city"), "Zürich");
              await delivery.acknowledge();
            }
            await subscription.close();
          } finally {
            await ours.close();
          }
        });

        if (protocol !== "redis" || readsBinary)
          test(`what we publish on ${name} they read: body, headers, correlation id`, async () => {
            const address = uniqueName("ours");
            if (protocol === "kafka") await kafka.createTopic(address);
            const ours = await opened(way);
            try {
              // The queue is declared by who consumes; theirs only looks for it.
              if (protocol === "amqp") await (await ours.subscribe(planFor(address, address, { options }), new CollectingSink())).close();
              const { seen, stop } = await theirConsumer(python, broker, urls[protocol], address);
              try {
                for (let number = 0; number < count; number++)
                  await ours.publish({
                    address,
                    body: Buffer.from(JSON.stringify({ id: `ours-${number}`, quantity: number, note: "grün ✓" })),
                    headers: new Map([
                      ["tenant", ["acme"]],
                      ["city", ["Zürich"]],
                    ]),
                    correlationId: `c-${number}`,
                    contentType: "application/json",
                    options,
                  });
                // Their RabbitMQ consumer makes a task of each message, so that a later one may be done first.
                const orders = (await seen).toSorted((a, b) => a.order.quantity - b.order.quantity);
                assert.deepEqual(
                  orders.map(({ order }) => order),
                  Array.from({ length: count }, (_, number) => ({ id: `ours-${number}`, quantity: number, note: "grün ✓" })),
                );
                for (const [number, { headers, correlation, type }] of orders.entries()) {
                  assert.deepEqual([headers["tenant"], headers["city"], type], ["acme", "Zürich", "application/json"]);
                  // On Kafka they look for it under a name of their own.
                  if (protocol !== "kafka") assert.equal(correlation, `c-${number}`);
                }
              } finally {
                stop();
              }
            } finally {
              await ours.close();
            }
          });
      }
    },
  );
