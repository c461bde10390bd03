import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { answerer, asker } from "../../requests/asker.ts";
import type { Conversation } from "../../requests/documents.ts";
import { uniqueName } from "../../services/index.ts";
import { describeWithPython } from "../../services/python.ts";
import { waitFor } from "../../services/wait.ts";
import {
  type Page,
  type PageChannel,
  type Place,
  packages,
  subscriber,
  task,
  taskMessage,
  temporalBoostPage,
  theyPassOn,
  theyPublish,
  wePublish,
} from "./pages.ts";

const program = fileURLToPath(new URL("kafka_pages.py", import.meta.url));

/** As FastStream's own document says it. */
const correlationId = { location: "$message.header#/correlation_id" };
const tenant = { type: "object", properties: { tenant: { type: "string" } } };

const pages: readonly Page[] = [
  {
    title: "a topic",
    page: "topic",
    channels: (address) => ({ greeting: { address } }),
    weSee: [
      ["greeting", "Hi!"],
      ["greeting", "grün ✓"],
    ],
    weSend: [["greeting", "Hi!"]],
    theySee: [["handle", "Hi!"]],
  },
  {
    title: "a topic with a group",
    page: "group",
    channels: (address) => ({ taskMessage: { address, payload: taskMessage } }),
    weSee: [["taskMessage", task]],
    weSend: [["taskMessage", task]],
    theySee: [["handle", task]],
  },
  {
    title: "a key",
    page: "key",
    channels: (address) => ({ greeting: { address, sees: "key" } }),
    weSee: [["greeting", ["Hi!", "key"]]],
    weSend: [["greeting", "Hi!", { key: "key" }]],
    theySee: [["handle", ["Hi!", "key"]]],
  },
  {
    title: "batches",
    page: "batch",
    channels: (address) => ({ taskMessage: { address, payload: taskMessage } }),
    weSee: [
      ["taskMessage", task],
      ["taskMessage", { ...task, priority: 8 }],
    ],
    weSend: [
      ["taskMessage", task],
      ["taskMessage", { ...task, priority: 8 }],
    ],
    theySee: [
      ["handle", task],
      ["handle", { ...task, priority: 8 }],
    ],
  },
  {
    title: "correlation id, content type and headers",
    page: "correlation",
    channels: (address) => ({
      taskMessage: { address, payload: taskMessage, message: { correlationId, headers: tenant }, sees: "correlationId" },
    }),
    weSee: [["taskMessage", [task, "c-1"]]],
    weSend: [["taskMessage", task, { correlationId: "c-1", headers: { tenant: "acme" } }]],
    theySee: [["handle", ["1", "c-1", "application/json", "acme"]]],
  },
  temporalBoostPage(),
];

await describeWithPython({ packages, services: ["kafka"] }, "FastStream's Kafka pages:", ({ python, kafka }) => {
  const place: Place = { protocol: "kafka", url: kafka.address, program, python };
  const environment = { BOOST_MAIN_URL: kafka.address };

  /** Its topics are there. */
  async function named({ channels }: Pick<Page, "channels">): Promise<string> {
    const name = uniqueName("page");
    for (const { address } of Object.values(channels(name))) await kafka.createTopic(address);
    return name;
  }

  for (const row of pages) {
    test(`${row.title}: they publish, we read`, async (context) => await theyPublish(context, place, row, await named(row)));
    test(`${row.title}: we publish, they read`, async (context) => await wePublish(context, place, row, await named(row)));
  }

  test("their publishers, as decorator and as object, between topics of ours", async (context) => {
    const channel = (address: string): PageChannel => ({ address, payload: taskMessage });
    const taken = (name: string): Readonly<Record<string, PageChannel>> => ({ taskMessage: channel(name) });
    const published = (name: string): Readonly<Record<string, PageChannel>> => ({
      decorated: channel(`${name}.decorated`),
      object: channel(`${name}.object`),
    });
    const name = await named({ channels: (topic) => ({ ...taken(topic), ...published(topic) }) });
    await theyPassOn(context, place, { page: "publishers", name, taken: taken(name), published: published(name) });
  });

  /** Theirs has no `request` on Kafka, and answers to `reply_to`. */
  const asked = (name: string): Conversation => ({
    protocol: "kafka",
    requests: name,
    replies: `${name}.told`,
    replyAddress: "$message.header#/reply_to",
    correlationId: correlationId.location,
  });
  const topics = (name: string): Readonly<Record<string, PageChannel>> => ({
    requests: { address: name },
    replies: { address: `${name}.told` },
    letters: { address: `${name}-dlq` },
  });

  test("they publish with `reply_to`, and our handler answers there", async (context) => {
    const name = await named({ channels: topics });
    await answerer(context, asked(name), environment);
    const { seen, failed } = await subscriber(context, place, "asker", name);
    await python.run(program, [place.url, "asker", name, "publish"]);
    const told = waitFor(async () => assert.deepEqual(seen, [["told", [{ price: 7 }, "c-7"]]]));
    await Promise.race([told, failed]);
  });

  test("we ask, and their handler answers", async (context) => {
    const name = await named({ channels: topics });
    await subscriber(context, place, "rpc", name);
    const { ask } = await asker(context, asked(name), environment);
    assert.deepEqual(await ask({ sku: "7" }, { timeout: 30_000 }), { price: 7 });
  });
});
