import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { connect } from "amqplib";
import { Redis } from "ioredis";
import { bundled } from "../bundle.ts";
import { describeWithServices, uniqueName } from "../services/index.ts";
import type { PoisonOrder } from "./poison-process.ts";

const script = fileURLToPath(new URL("./poison-process.ts", import.meta.url));
const poison = "poison-1";
/** Before and behind the poison, more than the handlers that run at once. */
const neighbours = Array.from({ length: 40 }, (_, index) => `good-${index}`);
const all = neighbours.toSpliced(20, 0, poison);
/** Runs that a message gets are `attempts` (2) and five more, each of which begins alone once it is suspected. */
const mostLives = 20;

interface Scene {
  readonly order: PoisonOrder;
  readonly url: string;
  readonly publish: (bodies: readonly string[]) => Promise<void>;
  /** What nobody has settled; asked when no process is there. */
  readonly left: () => Promise<number>;
  readonly buried: () => Promise<number>;
  readonly deadLetters: () => Promise<readonly { readonly body: string; readonly cause: string }[]>;
  readonly close: () => Promise<void>;
}

/** Starts the application again each time that it was killed, as a supervisor does, until everything is handled or buried. */
async function supervise({ order, url, buried }: Scene): Promise<{ readonly lives: number; readonly handled: readonly string[] }> {
  let handled: readonly string[] = [];
  for (let lives = 1; ; lives += 1) {
    assert.ok(lives <= mostLives, `killed ${lives} times; handled ${handled.length}`);
    const child = spawn(process.execPath, [bundled(script), JSON.stringify(order)], {
      env: { ...process.env, BOOST_BROKER_URL: url },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const before = handled;
    let output = "";
    let complaints = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      handled = [...before, ...output.split("\n").flatMap((line) => (line.startsWith("handled ") ? [line.slice("handled ".length)] : []))];
    });
    child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
    const ended = once(child, "close");
    const isAlive = (): boolean => child.exitCode === null && child.signalCode === null;
    while (isAlive() && (new Set(handled).size < neighbours.length || (await buried()) === 0)) await sleep(100);
    const isDone = isAlive();
    if (isDone) child.kill("SIGTERM");
    const how = await ended;
    assert.deepEqual(how, isDone ? [0, null] : [null, "SIGKILL"], `${output}${complaints}`);
    if (isDone) return { lives, handled };
  }
}

async function proves(scene: Scene): Promise<void> {
  try {
    await scene.publish(
      all.map((id) =>
        JSON.stringify({ type: "order.created", order_id: id, customer_id: "c", items: [{ sku: "s", quantity: 1, price: 1 }], total: 1 }),
      ),
    );
    const { lives, handled } = await supervise(scene);
    const dead = await scene.deadLetters();
    assert.deepEqual(
      dead.map(({ body, cause }) => [JSON.parse(body).order_id, cause]),
      [[poison, "process died"]],
    );
    assert.deepEqual([...new Set(handled)].sort(), neighbours.toSorted());
    assert.equal(await scene.left(), 0);
    assert.ok(lives > 2, "the poison was given its runs");
  } finally {
    await scene.close();
  }
}

await describeWithServices(
  ["rabbitmq", "redis"],
  "G6: a message that kills the process is dead-lettered, its neighbours are not",
  ({ rabbitmq, redis }) => {
    for (const queueType of ["quorum", "classic"] as const) {
      test(`RabbitMQ, ${queueType} queue`, async () => {
        const [address, deadLetter] = [uniqueName("poison"), uniqueName("poison-dead")];
        const client = await connect(rabbitmq.address);
        const channel = await client.createConfirmChannel();
        await channel.assertQueue(address, { durable: true, arguments: { "x-queue-type": queueType } });
        await channel.assertQueue(deadLetter, { durable: true });
        const body = (message: { readonly content: Buffer }): string => message.content.toString();
        await proves({
          order: { protocol: "amqp", address, deadLetter, options: { amqp: { queueType } } },
          url: rabbitmq.address,
          async publish(bodies) {
            for (const [index, text] of bodies.entries())
              channel.sendToQueue(address, Buffer.from(text), {
                contentType: "application/json",
                messageId: `m-${index}`,
                persistent: true,
              });
            await channel.waitForConfirms();
          },
          left: async () => (await channel.checkQueue(address)).messageCount,
          buried: async () => (await channel.checkQueue(deadLetter)).messageCount,
          async deadLetters() {
            const found: { readonly body: string; readonly cause: string }[] = [];
            for (let message = await channel.get(deadLetter); message !== false; message = await channel.get(deadLetter))
              found.push({ body: body(message), cause: String(message.properties.headers?.["boost-cause"]) });
            return found;
          },
          close: () => client.close(),
        });
      });
    }

    test("Redis, stream", async () => {
      const [address, deadLetter] = [uniqueName("poison"), uniqueName("poison-dead")];
      const client = new Redis(redis.address);
      await proves({
        order: { protocol: "redis", address, deadLetter, options: { redis: { kind: "stream", minIdle: 1_000 } } },
        url: redis.address,
        async publish(bodies) {
          for (const text of bodies) await client.xadd(address, "*", "data", text);
        },
        async left() {
          const [group] = (await client.xinfo("GROUPS", address)) as (string | number)[][];
          const fields = new Map(
            (group ?? []).flatMap((field, index, list) => (index % 2 === 0 ? [[field, list[index + 1]] as const] : [])),
          );
          return group === undefined ? all.length : Number(fields.get("pending")) + Number(fields.get("lag"));
        },
        buried: () => client.xlen(deadLetter),
        async deadLetters() {
          return (await client.xrange(deadLetter, "-", "+")).map(([, fields]) => {
            const values = new Map(fields.flatMap((field, index) => (index % 2 === 0 ? [[field, fields[index + 1] ?? ""] as const] : [])));
            return { body: values.get("data") ?? "", cause: values.get("h:boost-cause") ?? "" };
          });
        },
        close: async () => void client.disconnect(),
      });
    });
  },
);
