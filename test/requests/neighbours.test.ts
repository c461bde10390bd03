import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { uniqueName } from "../services/index.ts";
import { describeWithPython, type Python } from "../services/python.ts";
import { answerer, asker } from "./asker.ts";
import type { Conversation } from "./documents.ts";

const packages = ["pika==1.3.2", "confluent-kafka==2.16.1", "redis==7.1.0"];

async function startServer(context: TestContext, { interpreter }: Python, question: object): Promise<void> {
  const server = spawn(interpreter, [join(import.meta.dirname, "rpc_server.py")], { stdio: ["pipe", "pipe", "inherit"] });
  context.after(() => server.kill("SIGKILL"));
  server.stdin.end(JSON.stringify(question));
  const [line] = await once(createInterface(server.stdout), "line");
  assert.equal(line, "ready");
}

await describeWithPython(
  { packages, services: ["rabbitmq", "kafka", "redis"] },
  "Replies of servers, and requests of clients, that are not ours:",
  ({ python, rabbitmq, kafka, redis }) => {
    const skus = Array.from({ length: 50 }, (_, index) => String(index));
    const asks = async (context: TestContext, conversation: Conversation, url: string): Promise<void> => {
      const { ask } = await asker(context, conversation, { BOOST_MAIN_URL: url });
      const told = await Promise.all(skus.map((sku) => ask({ sku }, { timeout: 120_000 })));
      assert.deepEqual(
        told.map((one) => (one as { readonly price: number }).price),
        skus.map(Number),
      );
    };

    test("pika answers to reply_to with the correlation id, directly and in a queue", async (context) => {
      for (const replyAddress of [undefined, "$message.header#/replyTo"]) {
        const requests = uniqueName("ask");
        await startServer(context, python, { as: "rabbitmq", url: rabbitmq.address, requests });
        // The property is what pika sends back.
        const conversation: Conversation = {
          protocol: "amqp",
          requests,
          replies: null,
          correlationId: false,
          ...(replyAddress === undefined ? {} : { replyAddress }),
        };
        await asks(context, conversation, rabbitmq.address);
      }
    });

    test("confluent-kafka answers to the topic and with the id that the headers name", async (context) => {
      const [requests, replies] = [uniqueName("ask"), uniqueName("told")];
      for (const topic of [requests, replies]) await kafka.createTopic(topic, 2);
      await startServer(context, python, { as: "kafka", url: kafka.address, requests });
      await asks(context, { protocol: "kafka", requests, replies, replyAddress: "$message.header#/replyTo" }, kafka.address);
    });

    test("redis-py answers in a stream, and on pub/sub with bare bodies", async (context) => {
      const stream = uniqueName("ask");
      await startServer(context, python, { as: "redis", url: redis.address, requests: stream });
      await asks(context, { protocol: "redis", requests: stream, replies: null, replyAddress: "$message.header#/replyTo" }, redis.address);
      const [requests, replies] = [uniqueName("ask"), uniqueName("told")];
      await startServer(context, python, { as: "pubsub", url: redis.address, requests, replies });
      await asks(
        context,
        { protocol: "redis", requests, replies, redis: { kind: "pubsub" }, correlationId: "$message.payload#/id" },
        redis.address,
      );
    });

    test("pika asks with direct reply-to, and our handler answers", async (context) => {
      const conversation: Conversation = { protocol: "amqp", requests: uniqueName("ask"), replies: null, correlationId: false };
      await answerer(context, conversation, { BOOST_MAIN_URL: rabbitmq.address });
      const input = JSON.stringify({ url: rabbitmq.address, requests: conversation.requests, skus });
      const told = JSON.parse(await python.run(join(import.meta.dirname, "rpc_client.py"), [], { input })) as object;
      assert.deepEqual(told, Object.fromEntries(skus.map((sku) => [sku, { price: Number(sku) }])));
    });
  },
);
