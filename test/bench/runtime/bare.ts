/**
 * What a person writes with the client alone: validated, at most `concurrency` at once, and settled with the broker only after that, on Kafka and
 * Redis a batch at a time; a careful one (`guarded`) adds a deadline for each run, which its AbortSignal tells of, and five attempts. Of what the
 * runtime does, both leave out pausing, dead letters, order by key, metrics, and the offsets of what is finished behind a slow message.
 */
import { connect } from "amqplib";
import avsc, { type Schema } from "avsc";
import { Redis } from "ioredis";
import { Kafka, logLevel } from "kafkajs";
import { avroOrder, orderCreated, type Tally, type Task } from "./task.ts";
import { work } from "./work.ts";

type Handle = (body: Buffer | string) => Promise<void>;
type Handler = (order: Order, signal?: AbortSignal) => Promise<void>;
type Order = ReturnType<typeof orderCreated.parse>;

/** Milliseconds of a run, and how many of them: the runtime's own defaults. */
const timeout = 30_000;
const attempts = 5;

export async function runBare(task: Task, tally: Tally): Promise<void> {
  const start = task.temporal === undefined ? undefined : await starterAt(task.temporal);
  const handler: Handler = async (order) => {
    tally.begins();
    await start?.(order);
    await work(task.work);
    tally.ends();
  };
  const type = avsc.Type.forSchema(avroOrder as unknown as Schema);
  const read = (body: Buffer | string): Order =>
    task.avro === true ? type.fromBuffer(body as Buffer) : orderCreated.parse(JSON.parse(body.toString()));
  const handle: Handle = task.side === "guarded" ? (body) => guarded(handler, read(body)) : (body) => handler(read(body));
  await { kafka: bareKafka, rabbitmq: bareRabbitmq, redis: bareRedis }[task.broker](task, handle);
}

async function guarded(handler: Handler, order: Order): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), timeout);
    try {
      return await handler(order, deadline.signal);
    } catch (error) {
      if (attempt === attempts) throw error;
      await work(1_000 * 2 ** (attempt - 1));
    } finally {
      clearTimeout(timer);
    }
  }
}

async function starterAt(address: string): Promise<(order: { readonly order_id: string }) => Promise<void>> {
  const { Client, Connection } = await import("@temporalio/client");
  const client = new Client({ connection: await Connection.connect({ address }) });
  return async (order) => {
    const options = { workflowId: `order-${order.order_id}`, taskQueue: "order_queue", args: [order] };
    await client.workflow.start("OrderWorkflow", { ...options, workflowIdReusePolicy: "REJECT_DUPLICATE" });
  };
}

/** Runs `handle` for all of them, `concurrency` at once. */
async function inTurns<Item>(items: readonly Item[], concurrency: number, handle: (item: Item) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await handle(item);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, lane));
}

async function bareKafka({ server, address, group, concurrency, side }: Task, handle: Handle): Promise<void> {
  const kafka = new Kafka({ clientId: "bench", brokers: [server], logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: group });
  await consumer.connect();
  await consumer.subscribe({ topic: address, fromBeginning: true });
  if (side === "eachMessage") return await consumer.run({ eachMessage: ({ message }) => handle(message.value ?? "") });
  await consumer.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    eachBatch: async ({ batch, resolveOffset, commitOffsetsIfNecessary, heartbeat }) => {
      await inTurns(batch.messages, concurrency, async ({ value }) => handle(value ?? ""));
      const last = batch.messages.at(-1);
      if (last === undefined) return;
      resolveOffset(last.offset);
      await commitOffsetsIfNecessary({
        topics: [{ topic: batch.topic, partitions: [{ partition: batch.partition, offset: String(BigInt(last.offset) + 1n) }] }],
      });
      await heartbeat();
    },
  });
}

async function bareRabbitmq({ server, address, concurrency }: Task, handle: Handle): Promise<void> {
  const channel = await (await connect(server)).createChannel();
  await channel.prefetch(concurrency);
  await channel.consume(address, (message) => {
    if (message !== null) void handle(message.content).then(() => channel.ack(message));
  });
}

async function bareRedis({ server, address, group, concurrency }: Task, handle: Handle): Promise<void> {
  const redis = new Redis(server);
  const count = 64;
  for (;;) {
    const read = await redis.xreadgroup("GROUP", group, "bench", "COUNT", count, "BLOCK", 5_000, "STREAMS", address, ">");
    const [[, entries]] = (read ?? [["", []]]) as [[string, [string, string[]][]]];
    await inTurns(entries, concurrency, async ([, [, body = ""]]) => handle(body));
    if (entries.length > 0) await redis.xack(address, group, ...entries.map(([id]) => id));
  }
}
