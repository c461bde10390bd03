/**
 * The latency of a request and its reply beside a bare client's loop: same server, same answerer (a bare client as well), in turn and one at a
 * time. `npm run bench:requests [-- kafka|rabbitmq|redis]`. Prints the medians in milliseconds, ours : bare, and the ratio of each round.
 */
import { connect } from "amqplib";
import { BoostApp } from "boost-gen/runtime";
import { Redis } from "ioredis";
import { Kafka, logLevel } from "kafkajs";
import { type Conversation, documentOf, type Protocol } from "../requests/documents.ts";
import { uniqueName } from "../services/index.ts";
import { startKafka } from "../services/kafka.ts";
import { startRabbitMq } from "../services/rabbitmq.ts";
import { startRedis } from "../services/redis.ts";
import { compiled } from "../truth/compiled.ts";

const rounds = 3;
const warmUp = 500;
const count = 500;

/** One request and its reply. */
type Ask = (sku: string) => Promise<unknown>;

interface Bare {
  readonly ask: Ask;
  close(): Promise<unknown>;
}

const told = (body: Buffer | string): string => JSON.stringify({ price: Number((JSON.parse(body.toString()) as { sku: string }).sku) });
const replies = new Map<string, (reply: unknown) => void>();
let asked = 0;

/** Under an id of its own; `send` publishes under it. */
function waited(send: (id: string) => unknown): Promise<unknown> {
  asked += 1;
  const id = `bare-${asked}`;
  const reply = new Promise<unknown>((resolve) => replies.set(id, resolve));
  send(id);
  return reply;
}

function answered(id: string, body: Buffer | string): void {
  const resolve = replies.get(id);
  replies.delete(id);
  resolve?.(JSON.parse(body.toString()));
}

async function rabbitmq(url: string, { requests }: Conversation): Promise<Bare> {
  const model = await connect(url);
  const [server, client] = [await model.createChannel(), await model.createChannel()];
  await server.assertQueue(requests, { durable: false, autoDelete: true });
  await server.consume(
    requests,
    (message) => {
      if (message === null) return;
      const { replyTo, correlationId } = message.properties;
      server.sendToQueue(replyTo, Buffer.from(told(message.content)), { correlationId });
    },
    { noAck: true },
  );
  await client.consume("amq.rabbitmq.reply-to", (message) => message && answered(message.properties.correlationId, message.content), {
    noAck: true,
  });
  const ask: Ask = (sku) =>
    waited((correlationId) =>
      client.sendToQueue(requests, Buffer.from(JSON.stringify({ sku })), { correlationId, replyTo: "amq.rabbitmq.reply-to" }),
    );
  return { ask, close: () => model.close() };
}

async function kafka(url: string, { requests, replies: topic }: Conversation): Promise<Bare> {
  const client = new Kafka({ brokers: [url], logLevel: logLevel.NOTHING });
  const producer = client.producer({ allowAutoTopicCreation: false });
  const [server, reader] = [client.consumer({ groupId: uniqueName("server") }), client.consumer({ groupId: uniqueName("client") })];
  await Promise.all([producer.connect(), server.connect(), reader.connect()]);
  await server.subscribe({ topic: requests });
  await reader.subscribe({ topic: topic ?? "" });
  await server.run({
    eachMessage: async ({ message: { value, headers = {} } }) => {
      const id = headers["request-id"];
      await producer.send({
        topic: topic ?? "",
        messages: [{ value: told(value ?? ""), ...(id === undefined ? {} : { headers: { "request-id": id } }) }],
      });
    },
  });
  await reader.run({ eachMessage: async ({ message: { value, headers = {} } }) => answered(String(headers["request-id"]), value ?? "") });
  const ask: Ask = (sku) =>
    waited((id) => producer.send({ topic: requests, messages: [{ value: JSON.stringify({ sku }), headers: { "request-id": id } }] }));
  return { ask, close: () => Promise.all([producer.disconnect(), server.disconnect(), reader.disconnect()]) };
}

async function redis(url: string, { requests, replies: stream }: Conversation): Promise<Bare> {
  const [commands, server, reader] = [new Redis(url), new Redis(url), new Redis(url)];
  const follow = async (client: Redis, key: string, take: (fields: Map<string, string>) => unknown): Promise<void> => {
    for (let last = "$"; ; ) {
      const read = await client.xread("BLOCK", 1_000, "STREAMS", key, last === "$" ? "0" : last).catch(() => undefined);
      if (read === undefined) return;
      for (const [, entries] of read ?? [])
        for (const [id, fields] of entries) {
          last = id;
          take(new Map(fields.flatMap((name, index) => (index % 2 === 0 ? [[name, fields[index + 1] ?? ""] as const] : []))));
        }
    }
  };
  void follow(server, requests, (fields) =>
    commands.xadd(stream ?? "", "*", "data", told(fields.get("data") ?? ""), "h:request-id", fields.get("h:request-id") ?? ""),
  );
  void follow(reader, stream ?? "", (fields) => answered(fields.get("h:request-id") ?? "", fields.get("data") ?? ""));
  const ask: Ask = (sku) => waited((id) => commands.xadd(requests, "*", "data", JSON.stringify({ sku }), "h:request-id", id));
  return { ask, close: async () => [commands, server, reader].map((client) => client.disconnect()) };
}

async function median(ask: Ask): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < warmUp + count; index += 1) {
    const begin = performance.now();
    const reply = (await ask(String(index))) as { readonly price: number };
    if (reply.price !== index) throw new Error(`the reply to ${index} is ${JSON.stringify(reply)}`);
    if (index >= warmUp) times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[count / 2] ?? 0;
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

async function compare(
  name: string,
  conversation: Conversation,
  url: string,
  start: (url: string, conversation: Conversation) => Promise<Bare>,
): Promise<void> {
  const bare = await start(url, conversation);
  const { contract } = await compiled(documentOf("asks", conversation));
  const app = new BoostApp("bench", { environment: { BOOST_MAIN_URL: url }, logger: silent });
  const [request] = Object.values(
    app.requesters(contract) as { readonly [member: string]: (payload: object, options: object) => Promise<unknown> },
  );
  const ours: Ask = async (sku) => await request?.({ sku }, { timeout: 60_000 });
  for (let round = 0; round < rounds; round += 1) {
    const [own, other] = [await median(ours), await median(bare.ask)];
    process.stdout.write(`${name.padEnd(10)} ${own.toFixed(2)} ms : ${other.toFixed(2)} ms   ${(own / other).toFixed(2)}\n`);
  }
  await app.stop();
  await bare.close();
}

const chosen = process.argv.slice(2);
const wanted = (name: string): boolean => chosen.length === 0 || chosen.includes(name);
const conversation = (protocol: Protocol, to: string | null): Conversation => ({ protocol, requests: uniqueName("ask"), replies: to });

if (wanted("rabbitmq")) {
  const service = await startRabbitMq();
  await compare("rabbitmq", { ...conversation("amqp", null), correlationId: false }, service.address, rabbitmq);
  await service.stop();
}
if (wanted("kafka")) {
  const service = await startKafka();
  const talk = conversation("kafka", uniqueName("told"));
  for (const topic of [talk.requests, talk.replies ?? ""]) await service.createTopic(topic, 1);
  await compare("kafka", talk, service.address, kafka);
  await service.stop();
}
if (wanted("redis")) {
  const service = await startRedis();
  await compare("redis", conversation("redis", uniqueName("told")), service.address, redis);
  await service.stop();
}
process.exit(0);
