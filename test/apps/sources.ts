import { connect } from "amqplib";
import { kcatConsume, rabbitDepth, rabbitDrain, redisCli } from "../services/clients.ts";
import type { KafkaService, RabbitMqService, RedisService } from "../services/index.ts";
import { run } from "../services/run.ts";

/** A message as somebody else publishes it. */
export interface OutsideMessage {
  /** Kafka topic, AMQP `exchange` + routing key, or Redis stream. */
  readonly address: string;
  readonly exchange?: string;
  readonly key?: string;
  readonly body: string;
}

export interface OutsideDeadLetter {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A broker seen from outside, with clients that share nothing with the runtime. */
export interface Source {
  publish(messages: readonly OutsideMessage[]): Promise<void>;
  /** Takes (or reads) what is in the dead-letter address. */
  deadLetters(address: string): Promise<OutsideDeadLetter[]>;
  /** Messages that no consumer has settled; call it when no application runs. */
  unsettled(address: string, group: string): Promise<number>;
}

export function kafkaSource(kafka: KafkaService): Source {
  return {
    async publish(messages) {
      for (const [topic, batch] of byAddress(messages)) {
        const lines = batch.map(({ key = "", body }) => `${key}\t${body}`).join("\n");
        await run("kcat", ["-P", "-b", kafka.address, "-t", topic, "-K", "\t", "-X", "acks=all"], { input: lines });
      }
    },
    async deadLetters(address) {
      const records = await kcatConsume(kafka, address);
      return records.map(({ value, headers }) => ({ body: value ?? "", headers }));
    },
    unsettled: (topic, group) =>
      kafka.withAdmin(async (admin) => {
        const ends = await admin.fetchTopicOffsets(topic);
        const [committed] = await admin.fetchOffsets({ groupId: group, topics: [topic] });
        const offsets = new Map(committed?.partitions.map(({ partition, offset }) => [partition, Math.max(0, Number(offset))]));
        return ends.reduce((sum, { partition, high }) => sum + Number(high) - (offsets.get(partition) ?? 0), 0);
      }),
  };
}

export function rabbitSource(rabbitmq: RabbitMqService): Source {
  return {
    async publish(messages) {
      const connection = await connect(rabbitmq.address);
      try {
        const channel = await connection.createConfirmChannel();
        for (const { exchange = "", address, body } of messages)
          channel.publish(exchange, address, Buffer.from(body), { persistent: true, mandatory: true });
        await channel.waitForConfirms();
      } finally {
        await connection.close();
      }
    },
    async deadLetters(address) {
      const messages = await rabbitDrain(rabbitmq, address);
      return messages.map(({ body, headers }) => ({
        body: body.toString(),
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      }));
    },
    // Without a consumer everything that was not acknowledged is ready again.
    unsettled: (queue) => rabbitDepth(rabbitmq, queue),
  };
}

export function redisSource(redis: RedisService): Source {
  return {
    async publish(messages) {
      // redis-cli reads one command a line; its quoted strings have JSON's escapes for everything that is ASCII.
      const lines = messages.map(({ address, body }) => `XADD ${address} * data ${JSON.stringify(body)}`).join("\n");
      await run("redis-cli", ["-u", redis.address], { input: `${lines}\n` });
    },
    async deadLetters(address) {
      const entries = JSON.parse(await redisCli(redis, "--json", "XRANGE", address, "-", "+")) as [string, string[]][];
      return entries.map(([, fields]) => {
        const record = new Map<string, string>();
        for (let i = 0; i + 1 < fields.length; i += 2) record.set(fields[i] ?? "", fields[i + 1] ?? "");
        const headers = [...record].filter(([name]) => name.startsWith("h:")).map(([name, value]) => [name.slice(2), value] as const);
        return { body: record.get("data") ?? "", headers: Object.fromEntries(headers) };
      });
    },
    async unsettled(stream, group) {
      const groups = JSON.parse(await redisCli(redis, "--json", "XINFO", "GROUPS", stream)) as
        | (string | number)[][]
        | Record<string, string | number>[];
      const rows = groups.map((row) => (Array.isArray(row) ? Object.fromEntries(chunks(row)) : row));
      const found = rows.find((row) => row["name"] === group);
      if (found === undefined) throw new Error(`stream "${stream}" has no group "${group}"`);
      return Number(found["pending"]) + Number(found["lag"]);
    },
  };
}

function chunks(row: readonly (string | number)[]): [string, string | number][] {
  return row.flatMap((name, i) => (i % 2 === 0 ? [[String(name), row[i + 1] ?? ""] as [string, string | number]] : []));
}

function byAddress(messages: readonly OutsideMessage[]): Map<string, OutsideMessage[]> {
  const batches = new Map<string, OutsideMessage[]>();
  for (const message of messages) batches.set(message.address, [...(batches.get(message.address) ?? []), message]);
  return batches;
}
