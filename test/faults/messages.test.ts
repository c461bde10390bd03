import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { Client, Connection } from "@temporalio/client";
import { connect } from "amqplib";
import type { WorkflowRuleDefinition } from "../../src/runtime/ground/contract.ts";
import { describeWithServices } from "../services/index.ts";
import { AppFlow, type PublishOptions } from "./app-flow.ts";
import { place, protocols } from "./brokers.ts";

async function publishAsStranger(flow: AppFlow, url: string, id: string, headers: NonNullable<PublishOptions["headers"]>): Promise<void> {
  const client = await connect(url);
  try {
    const channel = await client.createConfirmChannel();
    const own = Object.fromEntries(headers.map(([name, [first, ...others]]) => [name, others.length === 0 ? first : [first, ...others]]));
    const body = Buffer.from(JSON.stringify({ id }));
    channel.sendToQueue(flow.address, body, { headers: own, messageId: id, contentType: "application/json", persistent: true });
    await channel.waitForConfirms();
    flow.confirmed.add(id);
  } finally {
    await client.close();
  }
}

const json = '{"id":"x"}';
const megabyte = 1_000_000;

/** Bytes that are no message, with the cause that the dead letter tells. */
const unreadable: readonly (readonly [id: string, cause: string, body: PublishOptions["body"]])[] = [
  ["dead-cut", "invalid: syntax", json.slice(0, -1)],
  ["dead-text", "invalid: syntax", "hello"],
  ["dead-empty", "invalid: empty", ""],
  ["dead-null", "invalid: schema", "null"],
  ["dead-bom", "invalid: syntax", `\uFEFF${json}`],
  ["dead-utf16", "invalid: encoding", Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(json, "utf16le")])],
  ["dead-latin1", "invalid: encoding", Buffer.from('{"id":"é"}', "latin1")],
  ["dead-gzip", "invalid: encoding", gzipSync(json)],
  ["dead-deep", "invalid: too-deep", `{"id":"x","a":${"[".repeat(20_000)}${"]".repeat(20_000)}}`],
  ["dead-proto", "invalid: forbidden-key", '{"id":"x","nested":{"__proto__":{"polluted":true}}}'],
  ["dead-large", "invalid: too-large", JSON.stringify({ id: "x", text: "a".repeat(5 * megabyte) })],
];

const startRule = (prefix: string): WorkflowRuleDefinition => ({
  kind: "start",
  workflow: "flow",
  member: "start",
  type: "Flow",
  taskQueue: "nobody",
  workflowId: [`${prefix}-`, { from: "payload", path: ["order"] }],
  args: [{ template: [{ from: "payload", path: [] }] }],
});

await describeWithServices(["kafka", "rabbitmq", "redis", "temporal"], "Messages that anybody may send", ({ temporal, ...brokers }) => {
  for (const protocol of protocols) {
    const roomy = { config: { "max.message.bytes": "10000000" } };

    test(`${protocol}, M1, M2, M3, M4: bytes that are no message are dead at once, byte for byte; the next one is handled`, async () => {
      const flow = await AppFlow.make(await place(brokers, protocol, roomy));
      const all = [...unreadable, ...(protocol === "kafka" ? ([["dead-tombstone", "invalid: schema", null]] as const) : [])];
      try {
        await flow.start();
        for (const [id, , body = ""] of all) {
          await flow.publish(id, { body });
          await flow.publish();
        }
        await flow.settled();
        await flow.until("nothing is left", async () => (await flow.metric("boost_messages_lag")) === 0);
        const letters = await flow.deadLetters();
        assert.deepEqual(
          letters.map(({ id, cause }) => `${id}: ${cause}`).toSorted(),
          all.map(([id, cause]) => `${id}: ${cause}`).toSorted(),
        );
        for (const [id, , body = ""] of all) {
          const stored = letters.find((letter) => letter.id === id)?.stored.body;
          assert.ok(body === null ? stored === null : Buffer.from(stored ?? []).equals(Buffer.from(body)), id);
        }
        assert.deepEqual([flow.duplicates, ({} as { polluted?: boolean }).polluted], [0, undefined]);
      } finally {
        await flow.close();
      }
    });

    test(`${protocol}, M5, M8: what Temporal would never take is dead before the call; of two messages with one workflow id the first wins, and it is told`, async () => {
      const at = await place(brokers, protocol, roomy);
      const flow = await AppFlow.make({
        ...at,
        rules: [startRule(at.address)],
        temporal: { address: temporal.address },
        options: { limits: { bodyBytes: 8 * megabyte } },
        handle: async () => {},
      });
      const connection = Connection.lazy({ address: temporal.address });
      try {
        await flow.start();
        const bodyOf = (id: string, order: unknown, more: object = {}): PublishOptions => ({
          body: JSON.stringify({ id, order, ...more }),
        });
        const wrong: readonly (readonly [string, unknown, object?])[] = [
          ["dead-long", "x".repeat(1_100)],
          ["dead-control", "a\u0007b"],
          ["dead-object", { a: 1 }],
          ["dead-absent", undefined],
          ["dead-heavy", "heavy", { text: "a".repeat(2.5 * megabyte) }],
        ];
        for (const [id, order, more] of wrong) await flow.publish(id, bodyOf(id, order, more));
        await flow.publish("first", bodyOf("first", 7));
        await flow.settled();
        await flow.publish("second", bodyOf("second", 7));
        await flow.publish("first", bodyOf("first", 7));
        await flow.until("all came", () => (flow.handled.get("first") ?? 0) + (flow.handled.get("second") ?? 0) === 3);
        const causes = (await flow.deadLetters()).map(({ id, cause }) => [id, cause?.split(":")[0]]);
        assert.deepEqual(causes.toSorted(), wrong.map(([id]) => [id, "invalid"]).toSorted());
        const runs: string[] = [];
        const client = new Client({ connection });
        await flow.until("the run is listed", async () => {
          runs.length = 0;
          for await (const { workflowId } of client.workflow.list({ query: `WorkflowId STARTS_WITH "${at.address}-"` }))
            runs.push(workflowId);
          return runs.length > 0;
        });
        assert.deepEqual(runs, [`${at.address}-7`]);
        const { events } = await client.workflow.getHandle(`${at.address}-7`).fetchHistory();
        const input = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
        assert.equal(JSON.parse(Buffer.from(input ?? []).toString()).id, "first");
        // The conflict and the repeat are told apart, once each.
        const told = flow.logged.filter((line) => line.includes(`workflow "${at.address}-7"`)).map((line) => line.split(" {")[0]);
        assert.deepEqual(told.toSorted(), [
          `workflow "${at.address}-7" was started by message "first" before message "second" asked for it; the first one stays`,
          `workflow "${at.address}-7" was started by this very message before`,
        ]);
      } finally {
        await flow.close();
        await connection.close();
      }
    });

    test(`${protocol}, M6: counters and headers that a producer invents change nothing`, async () => {
      const attempts: number[] = [];
      const flow = await AppFlow.make({
        ...(await place(brokers, protocol)),
        operation: { retry: { attempts: 2, initialInterval: 10 } },
        handle: async (id, attempt) => {
          attempts.push(attempt);
          if (id.startsWith("dead")) throw new Error("no");
        },
      });
      const headers: PublishOptions["headers"] = [
        ["boost-attempts", ["99"]],
        ["boost-cause", ["none"]],
        ["x-retry-count", ["99"]],
        ["x-death", ["99"]],
        ["x-delivery-count", protocol === "amqp" ? [99] : ["99"]],
        ["original-topic", ["elsewhere"]],
        ["twice", ["a", "b"]],
        ["bytes", [Uint8Array.of(0xff, 0x00)]],
        // One frame of AMQP holds all headers; elsewhere a megabyte would pass, and Kafka's default limit holds for the whole message.
        ["big", ["x".repeat(protocol === "amqp" ? 30_000 : 300_000)]],
      ];
      try {
        await flow.start();
        // Our own publisher refuses RabbitMQ's counters, which another producer invents.
        for (const id of ["m-0", "dead-0"])
          if (protocol === "amqp") await publishAsStranger(flow, brokers.rabbitmq.address, id, headers);
          else await flow.publish(id, { headers });
        await flow.settled();
        await flow.until("its dead letter", async () => (await flow.count("boost_messages_dead_lettered_total")) === 1);
        assert.deepEqual(attempts.toSorted(), [1, 1, 2]);
        const [letter] = await flow.deadLetters();
        assert.deepEqual([letter?.cause, letter?.attempts], ["attempts exhausted", "2"]);
        assert.equal(String(letter?.stored.headers.get("original-topic")?.[0]), "elsewhere");
      } finally {
        await flow.close();
      }
    });

    test(`${protocol}, M7: a kind that the document does not know is dead; one that is not ours is skipped, but never lost from a shared queue`, async () => {
      const flow = await AppFlow.make({ ...(await place(brokers, protocol)), kinds: true });
      const bodyOf = (id: string, kind?: string): PublishOptions => ({ body: JSON.stringify({ id, kind }) });
      try {
        await flow.start();
        await flow.publish("dead-unknown", bodyOf("dead-unknown", "invoice"));
        await flow.publish("dead-none", bodyOf("dead-none"));
        await flow.publish("dead-other", bodyOf("dead-other", "other"));
        await flow.publish("m-0", bodyOf("m-0", "item"));
        await flow.settled();
        await flow.until("nothing is left", async () => (await flow.metric("boost_messages_lag")) === 0);
        const causes = (await flow.deadLetters()).map(({ id, cause }) => `${id}: ${cause}`).toSorted();
        const unknown = ["dead-none: invalid: unmatched", "dead-unknown: invalid: unmatched"];
        assert.deepEqual(
          causes,
          protocol === "amqp"
            ? ["dead-none: invalid: unmatched", "dead-other: invalid: not-ours", "dead-unknown: invalid: unmatched"]
            : unknown,
        );
        assert.equal(await flow.count("boost_messages_skipped_total"), protocol === "amqp" ? 0 : 1);
        assert.ok(!flow.handled.has("dead-other"));
      } finally {
        await flow.close();
      }
    });
  }
});
