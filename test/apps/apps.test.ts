import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, afterEach, before, describe, it } from "node:test";
import { Client, Connection, defaultPayloadConverter } from "@temporalio/client";
import { countWorkflows, listWorkflows } from "../services/clients.ts";
import { describeWithServices, waitFor } from "../services/index.ts";
import { type AppProcess, startApp } from "./app-process.ts";
import { cancellation, email, filteredEmail, invalid, mutedNotification, notification, order, type Sent, task, text } from "./messages.ts";
import { kafkaSource, type OutsideDeadLetter, rabbitSource, redisSource, type Source } from "./sources.ts";
import { storefrontCases } from "./storefront-cases.ts";

/** An application and what is sent to it. */
interface Scenario {
  readonly app: string;
  /** 185 distinct valid messages that become workflows. */
  readonly valid: (prefix: string) => Sent[];
  /** Valid messages that start nothing: filtered ones, and signals to what others start. */
  readonly silent?: (prefix: string) => Sent[];
  readonly inputs: readonly Input[];
}

/** What an application consumes, as an operator sees it. */
interface Input {
  readonly broker: Sent["broker"];
  readonly address: string;
  readonly group: string;
  readonly deadLetter: string;
}

const kafkaInput: Input = { broker: "kafka", address: "orders.v1", group: "order-service", deadLetter: "orders.v1.dlq" };
const redisInput: Input = { broker: "redis", address: "tasks", group: "task-service", deadLetter: "tasks-dlq" };
const rabbitInputs = (app: string): Input[] => [
  { broker: "rabbitmq", address: "emails", group: "", deadLetter: "emails-dlq" },
  { broker: "rabbitmq", address: "notifications", group: "", deadLetter: "notifications-dlq" },
  { broker: "rabbitmq", address: `${app}.onText`, group: "", deadLetter: "texts-dlq" },
];

const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));
const cancelled = 12;

const scenarios: readonly Scenario[] = [
  { app: "tasks", valid: (prefix) => times(185, (i) => task(prefix, i)), inputs: [redisInput] },
  {
    app: "orders",
    valid: (prefix) => times(185, (i) => order(prefix, i)),
    silent: (prefix) => times(cancelled, (i) => cancellation(prefix, i)),
    inputs: [kafkaInput],
  },
  {
    app: "notifications",
    valid: (prefix) => [
      ...times(85, (i) => email(prefix, i)),
      ...times(60, (i) => notification(prefix, i)),
      ...times(40, (i) => text(prefix, i)),
    ],
    silent: (prefix) => [...times(6, (i) => filteredEmail(prefix, i)), ...times(6, (i) => mutedNotification(prefix, i))],
    inputs: rabbitInputs("notification-service"),
  },
  {
    app: "all",
    valid: (prefix) => [
      ...times(65, (i) => order(prefix, i)),
      ...times(60, (i) => task(prefix, i)),
      ...times(30, (i) => email(prefix, i)),
      ...times(30, (i) => notification(prefix, i)),
    ],
    inputs: [kafkaInput, redisInput, ...rabbitInputs("shop").slice(0, 2)],
  },
];

await describeWithServices(
  ["kafka", "rabbitmq", "redis", "temporal"],
  "Applications of specs/, end to end",
  ({ kafka, rabbitmq, redis, temporal }) => {
    const sources: Readonly<Record<Sent["broker"], Source>> = {
      kafka: kafkaSource(kafka),
      rabbitmq: rabbitSource(rabbitmq),
      redis: redisSource(redis),
    };
    const environment = {
      BOOST_KAFKA_URL: kafka.address,
      BOOST_RABBITMQ_URL: rabbitmq.address,
      BOOST_REDIS_URL: redis.address,
      TEMPORAL_ADDRESS: temporal.address,
    };
    let connection: Connection;
    let client: Client;

    before(async () => {
      connection = await Connection.connect({ address: temporal.address });
      client = new Client({ connection });
      // They are there when the runner tries this file again.
      const present = await kafka.withAdmin((admin) => admin.listTopics());
      for (const [topic, partitions] of Object.entries({ "orders.v1": 6, "orders.v1.dlq": 1, "orders.status.v1": 1 }))
        if (!present.includes(topic)) await kafka.createTopic(topic, partitions);
    });
    after(() => connection.close());

    storefrontCases({ kafka, rabbitmq, redis });

    for (const { app, valid, silent = () => [], inputs } of scenarios) {
      describe(app, () => {
        let running: AppProcess | undefined;
        afterEach(() => running?.kill());

        it("turns 200 messages with 10 duplicates and 5 invalid ones into 185 workflows and 5 dead letters", async () => {
          const prefix = `a${randomUUID().slice(0, 8)}`;
          const messages = valid(prefix);
          assert.equal(messages.length, 185);
          running = await startApp(app, environment);
          const wrong = invalid(prefix, messages);
          const others = silent(prefix);
          await publish(follow(interleave(messages, messages.slice(3, 13), wrong), others));

          await closed(messages, running);
          await waitFor(() => assertSettled(inputs), { intervalMs: 200 });
          assert.equal(await running.terminate(), 0, running.output());
          await assertSettled(inputs);
          await assertInputs(messages);
          await assertSignals(others);
          assert.equal(await countWorkflows(temporal, withPrefix(prefix)), 185);
          const letters = await deadLetters(prefix, inputs);
          assert.equal(letters.length, 5);
          for (const letter of letters) {
            assert.ok(
              wrong.some(({ body }) => body === letter.body),
              `bytes of the dead letter were changed: ${letter.body}`,
            );
            assert.match(letter.headers["boost-cause"] ?? "", /^invalid/, JSON.stringify(letter.headers));
            assert.ok(
              letter.headers["boost-error"] && letter.headers["boost-origin"] && letter.headers["boost-id"],
              JSON.stringify(letter.headers),
            );
          }
        });

        it("loses and repeats nothing when it is stopped in the middle and started again", async (t) => {
          const prefix = `b${randomUUID().slice(0, 8)}`;
          const messages = valid(prefix);
          const first = await startApp(app, environment);
          running = first;
          const all = interleave(messages, messages.slice(3, 13), invalid(prefix, messages));
          await publish(all.slice(0, 100));
          await waitFor(async () => assert.ok((await client.workflow.count(withPrefix(prefix))).count >= 10), {
            timeoutMs: 120_000,
            intervalMs: 10,
          });
          // More comes while it ends: however fast it is, it is not through.
          const [code] = await Promise.all([first.terminate(), publish(all.slice(100))]);
          assert.equal(code, 0, first.output());
          const begun = await countWorkflows(temporal, withPrefix(prefix));
          t.diagnostic(`${begun} of 185 had begun when it ended`);
          assert.ok(begun < 185, "it was not stopped in the middle");

          const second = await startApp(app, environment);
          running = second;
          await closed(messages, second);
          await waitFor(() => assertSettled(inputs), { intervalMs: 200 });
          assert.equal(await second.terminate(), 0, second.output());
          // Kafka counts as finished what lies before the first unfinished message: a dead letter behind one is stored again, under the same id.
          const letters = await deadLetters(prefix, inputs);
          assert.equal(new Set(letters.map(({ headers }) => headers["boost-id"])).size, 5);
          if (!inputs.includes(kafkaInput)) assert.equal(letters.length, 5);
          await assertSettled(inputs);
          await assertInputs(messages);
          assert.equal(await countWorkflows(temporal, withPrefix(prefix)), 185);
        });

        async function assertInputs(messages: readonly Sent[]): Promise<void> {
          for (const { expect } of messages) {
            if (expect === undefined) continue;
            const { events } = await client.workflow.getHandle(expect.workflowId).fetchHistory();
            const started = events?.[0]?.workflowExecutionStartedEventAttributes;
            assert.equal(started?.workflowType?.name, expect.type);
            const payloads = started?.input?.payloads ?? [];
            assert.deepEqual(
              payloads.map((payload) => defaultPayloadConverter.fromPayload(payload)),
              [expect.input],
            );
          }
        }

        async function assertSignals(messages: readonly Sent[]): Promise<void> {
          for (const { signals } of messages) {
            if (signals === undefined) continue;
            const { events } = await client.workflow.getHandle(signals.workflowId).fetchHistory();
            const received = (events ?? []).flatMap(({ workflowExecutionSignaledEventAttributes: signal }) =>
              signal
                ? [[signal.signalName, ...(signal.input?.payloads ?? []).map((each) => defaultPayloadConverter.fromPayload(each))]]
                : [],
            );
            assert.deepEqual(received, [[signals.name, signals.input]]);
          }
        }
      });
    }

    // AMQP's dead letters are taken out of their queue when they are looked at.
    const taken: OutsideDeadLetter[] = [];

    async function deadLetters(prefix: string, inputs: readonly Input[]): Promise<OutsideDeadLetter[]> {
      const found: OutsideDeadLetter[] = [];
      for (const { broker, deadLetter } of inputs)
        (broker === "rabbitmq" ? taken : found).push(...(await sources[broker].deadLetters(deadLetter)));
      return [...found, ...taken].filter(({ body }) => body.includes(prefix));
    }

    async function publish(messages: readonly Sent[]): Promise<void> {
      for (const broker of ["kafka", "rabbitmq", "redis"] as const) {
        const batch = messages.filter((message) => message.broker === broker);
        if (batch.length > 0) await sources[broker].publish(batch);
      }
    }

    async function closed(messages: readonly Sent[], app: AppProcess): Promise<void> {
      const ids = messages.flatMap(({ expect }) => (expect === undefined ? [] : [expect.workflowId]));
      const prefix = ids[0]?.replace(/^[a-z]+-([a-z0-9]+)-.*$/, "$1") ?? "";
      await waitFor(
        async () => {
          const count = await countWorkflows(temporal, `${withPrefix(prefix)} AND ExecutionStatus = "Completed"`);
          assert.equal(count, ids.length);
        },
        { timeoutMs: 150_000, intervalMs: 500 },
      ).catch(async (error: unknown) => {
        const runs = await listWorkflows(temporal, withPrefix(prefix));
        const open = runs.filter(({ status }) => !status.endsWith("_COMPLETED"));
        const absent = ids.filter((id) => !runs.some(({ workflowId }) => workflowId === id));
        throw new Error(
          `not closed: ${JSON.stringify(open)}, never started: ${absent.join(", ")}; the application printed:\n${app.output().slice(-8_000)}`,
          { cause: error },
        );
      });
    }

    async function assertSettled(inputs: readonly Input[]): Promise<void> {
      for (const { broker, address, group } of inputs)
        assert.equal(await sources[broker].unsettled(address, group), 0, `${address} still holds messages`);
    }

    function withPrefix(prefix: string): string {
      return ["order", "task", "email", "notification", "text"]
        .map((kind) => `WorkflowId STARTS_WITH "${kind}-${prefix}-"`)
        .join(" OR ")
        .replace(/^(.*)$/, "($1)");
    }
  },
);

/** Each behind the first message of its key, so that a cancelled order still waits; what has no key comes first. */
function follow(sent: readonly Sent[], others: readonly Sent[]): Sent[] {
  const mixed = [...sent];
  for (const other of others) mixed.splice(mixed.findIndex(({ key }) => key !== undefined && key === other.key) + 1, 0, other);
  return mixed;
}

/** Duplicates after their originals, invalid ones in between. */
function interleave(valid: readonly Sent[], duplicates: readonly Sent[], wrong: readonly Sent[]): Sent[] {
  const mixed = [...valid];
  for (const [i, message] of wrong.entries()) mixed.splice(20 + i * 30, 0, message);
  return [...mixed, ...duplicates];
}
