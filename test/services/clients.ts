import { connect } from "amqplib";
import { findExecutable, installPackages } from "./install.ts";
import { type KafkaService, kafkaTool } from "./kafka.ts";
import type { RabbitMqService } from "./rabbitmq.ts";
import type { RedisService } from "./redis.ts";
import { run } from "./run.ts";
import { type TemporalService, temporalBinary } from "./temporal.ts";

// Clients that share no code with the runtime, so that a test does not check the runtime against itself.

export interface KafkaRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

export interface KcatPublish {
  readonly topic: string;
  /** One line: kcat ends a message at the end of a line. */
  readonly value: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly partition?: number;
  readonly compression?: Compression;
}

export type Compression = "none" | "gzip" | "snappy" | "lz4" | "zstd";

/** Publishes one record and waits until all replicas have it. */
export async function kcatPublish(kafka: KafkaService, record: KcatPublish): Promise<void> {
  const headers = Object.entries(record.headers ?? {}).flatMap(([name, value]) => ["-H", `${name}=${value}`]);
  const key = record.key === undefined ? [] : ["-k", record.key];
  const partition = record.partition === undefined ? [] : ["-p", String(record.partition)];
  await kcat(
    ["-P", "-b", kafka.address, "-t", record.topic, "-X", "acks=all", ...key, ...headers, ...partition, "-z", record.compression ?? "none"],
    record.value,
  );
}

/** Publishes a record for each line with the console producer that comes with Kafka. */
export async function javaPublish(kafka: KafkaService, topic: string, lines: readonly string[], compression: Compression): Promise<void> {
  const input = lines.map((line) => `${line}\n`).join("");
  const to = ["--bootstrap-server", kafka.address, "--topic", topic];
  await kafkaTool("org.apache.kafka.tools.ConsoleProducer", [...to, "--compression-codec", compression], { input });
}

/** The values of the first `count` records, as the console consumer that comes with Kafka prints them. */
export async function javaConsume(kafka: KafkaService, topic: string, count: number): Promise<readonly string[]> {
  const from = ["--bootstrap-server", kafka.address, "--topic", topic, "--from-beginning"];
  const output = await kafkaTool("org.apache.kafka.tools.consumer.ConsoleConsumer", [
    ...from,
    "--max-messages",
    String(count),
    "--timeout-ms",
    "30000",
  ]);
  return output.split("\n").filter(Boolean);
}

/** Every record that the topic holds at this moment. */
export async function kcatConsume(kafka: KafkaService, topic: string): Promise<KafkaRecord[]> {
  // kcat's own JSON leaves headers in a list of alternating names and values.
  const output = await kcat(["-C", "-b", kafka.address, "-t", topic, "-o", "beginning", "-e", "-q", "-J", "-X", "fetch.wait.max.ms=50"]);
  return output
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const record: KcatLine = JSON.parse(line);
      const { topic: name, partition, offset, key = null, payload: value = null } = record;
      return { topic: name, partition, offset, key, value, headers: pairs(record.headers ?? []) };
    });
}

interface KcatLine {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key?: string | null;
  readonly payload?: string | null;
  readonly headers?: readonly string[];
}

function pairs(list: readonly string[]): Record<string, string> {
  return Object.fromEntries(list.flatMap((name, index) => (index % 2 === 0 ? [[name, list[index + 1] ?? ""]] : [])));
}

async function kcat(args: readonly string[], input?: string): Promise<string> {
  if (!(await findExecutable("kcat"))) await installPackages("kcat");
  return run("kcat", args, input === undefined ? {} : { input });
}

/** One Redis command, such as `redisCli(redis, "XLEN", "orders")`; the answer as redis-cli prints it to a program. */
export async function redisCli(redis: RedisService, ...command: string[]): Promise<string> {
  return (await run("redis-cli", ["-u", redis.address, ...command])).trimEnd();
}

export interface RabbitMqMessage {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface RabbitMqPublish {
  /** Default: the default exchange, which routes to the queue named by `routingKey`. */
  readonly exchange?: string;
  readonly routingKey: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** Publishes one persistent message and waits for the broker's confirm. */
export async function rabbitPublish(rabbitmq: RabbitMqService, message: RabbitMqPublish): Promise<void> {
  const connection = await connect(rabbitmq.address);
  try {
    const channel = await connection.createConfirmChannel();
    const options = { persistent: true, ...message.properties, headers: message.headers ?? {} };
    channel.publish(message.exchange ?? "", message.routingKey, Buffer.from(message.body), options);
    await channel.waitForConfirms();
  } finally {
    await connection.close();
  }
}

/** Takes and acknowledges every message that is ready in the queue. */
export async function rabbitDrain(rabbitmq: RabbitMqService, queue: string): Promise<RabbitMqMessage[]> {
  const connection = await connect(rabbitmq.address);
  try {
    const channel = await connection.createChannel();
    const messages: RabbitMqMessage[] = [];
    for (let next = await channel.get(queue); next; next = await channel.get(queue)) {
      channel.ack(next);
      messages.push({ body: next.content, headers: next.properties.headers ?? {}, properties: { ...next.properties } });
    }
    // Acknowledgements have no answer; closing the channel does, and comes after them.
    await channel.close();
    return messages;
  } finally {
    await connection.close();
  }
}

/** Messages of the queue that no consumer holds. */
export async function rabbitDepth(rabbitmq: RabbitMqService, queue: string): Promise<number> {
  const connection = await connect(rabbitmq.address);
  try {
    const channel = await connection.createChannel();
    return (await channel.checkQueue(queue)).messageCount;
  } finally {
    await connection.close();
  }
}

export interface WorkflowRow {
  readonly workflowId: string;
  readonly runId: string;
  readonly type: string;
  /** Such as `WORKFLOW_EXECUTION_STATUS_RUNNING`. */
  readonly status: string;
}

/** Workflow runs that a visibility query finds, such as `WorkflowId = "order-1"`; visibility trails the history by a moment. */
export async function listWorkflows(temporal: TemporalService, query = ""): Promise<WorkflowRow[]> {
  const rows: WorkflowListLine[] = JSON.parse(
    await temporalCli(temporal, "workflow", "list", "--query", query, "--limit", "100000", "-o", "json"),
  );
  return rows.map((row) => ({ workflowId: row.execution.workflowId, runId: row.execution.runId, type: row.type.name, status: row.status }));
}

interface WorkflowListLine {
  readonly execution: { readonly workflowId: string; readonly runId: string };
  readonly type: { readonly name: string };
  readonly status: string;
}

export async function countWorkflows(temporal: TemporalService, query = ""): Promise<number> {
  const answer: { readonly count?: string } = JSON.parse(await temporalCli(temporal, "workflow", "count", "--query", query, "-o", "json"));
  return Number(answer.count ?? 0);
}

export interface WorkflowEvent {
  readonly eventId: string;
  /** Such as `EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED`. */
  readonly eventType: string;
  readonly [attributes: string]: unknown;
}

/** History of the workflow's latest run. */
export async function showWorkflow(temporal: TemporalService, workflowId: string): Promise<WorkflowEvent[]> {
  const history: { readonly events: WorkflowEvent[] } = JSON.parse(
    await temporalCli(temporal, "workflow", "show", "--workflow-id", workflowId, "-o", "json"),
  );
  return history.events;
}

/** Any command of the `temporal` program against this server. */
export async function temporalCli(temporal: TemporalService, ...args: string[]): Promise<string> {
  return run(await temporalBinary(), [...args, "--address", temporal.address], { env: { HOME: temporal.folder || "/nonexistent" } });
}
