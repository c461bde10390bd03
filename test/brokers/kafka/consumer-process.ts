/**
 * A consumer in a process of its own, to be stopped and killed. Argument: JSON of `ConsumerOrder`. Prints one line a fact; standard output
 * is a pipe, which Linux writes before the call returns, so a line that was printed survives SIGKILL.
 */
import { setTimeout as delay } from "node:timers/promises";
import { createKafkaBroker } from "../../../src/runtime/brokers/kafka/index.ts";
import { randomsFrom } from "../../random/randoms.ts";
import { runSeed } from "../../random/run-seed.ts";
import { connectionTo, shortSession, testLog } from "./connection.ts";
import { WorkingSink } from "./working-sink.ts";

export interface ConsumerOrder {
  readonly address: string;
  readonly topic: string;
  readonly group: string;
  readonly concurrency: number;
  readonly room: number;
  /** Milliseconds of one handler run, from and to. */
  readonly handler: readonly [from: number, to: number];
  /** The body that kills the process when its handler begins. */
  readonly poison?: string;
}

/** `handled <partition/offset> <milliseconds since the epoch>` */
function tell(...words: (string | number)[]): void {
  process.stdout.write(`${words.join(" ")}\n`);
}

const order: ConsumerOrder = JSON.parse(process.argv[2] ?? "{}");
const [from, to] = order.handler;
const random = randomsFrom(runSeed);
const broker = createKafkaBroker(connectionTo(order.address, { client: shortSession }));

const sink = new WorkingSink({
  concurrency: order.concurrency,
  room: order.room,
  async handle({ body, position, priorRuns, careful }) {
    const place = position.slice(order.topic.length + 1);
    tell("began", place, priorRuns, careful ? "careful" : "free");
    if (order.poison !== undefined && Buffer.from(body ?? []).toString() === order.poison) process.kill(process.pid, "SIGKILL");
    await delay(from + random() * (to - from));
    tell("handled", place, Date.now());
  },
  fatal(error) {
    tell("fatal", error.message);
    process.exitCode = 1;
  },
});

await broker.connect();
const subscription = await broker.subscribe(
  {
    name: "test.onOrder",
    app: "test",
    channel: { key: "orders", address: order.topic, servers: [], messages: {}, dispatch: { by: "single" } },
    operation: "onOrder",
    addresses: [order.topic],
    group: order.group,
    concurrency: order.concurrency,
    ordering: "none",
    deadLetter: false,
    attempts: 5,
    options: {},
    buffer: { messages: order.room, bytes: 8 * 1024 * 1024 },
    log: testLog,
  },
  sink,
);
tell("joined");

/** `memory <resident megabytes> <megabytes of heap and buffers>` */
setInterval(() => {
  const { rss, heapUsed, external } = process.memoryUsage();
  tell("memory", Math.round(rss / 1e6), Math.round((heapUsed + external) / 1e6));
}, 500).unref();

process.once("SIGTERM", async () => {
  await subscription.stop();
  for (const delivery of await sink.drain()) await delivery.release();
  await subscription.close();
  await broker.close();
  tell("left");
});
