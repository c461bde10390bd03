import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { answerer, asker } from "../../requests/asker.ts";
import type { Conversation } from "../../requests/documents.ts";
import { uniqueName } from "../../services/index.ts";
import { describeWithPython } from "../../services/python.ts";
import {
  type Page,
  type PageChannel,
  type Place,
  packages,
  subscriber,
  taskMessage,
  temporalBoostPage,
  theyAsk,
  theyPassOn,
  theyPublish,
  wePublish,
} from "./pages.ts";

const program = fileURLToPath(new URL("rabbitmq_pages.py", import.meta.url));

const made = { receiving: { amqp: { declare: "create", queueType: "classic" } } };

/** Bound to an exchange of theirs. */
function bound(exchange: string, type: string, address: string, more: object = {}): PageChannel {
  return { address, binding: { is: "routingKey", exchange: { name: exchange, type, durable: true, autoDelete: true } }, ...made, ...more };
}

const numbers = { headers: { type: "object", properties: { key: { type: "integer" }, key2: { type: "integer" } } } };

const pages: readonly Page[] = [
  {
    title: "a queue",
    page: "queue",
    channels: (address) => ({ greeting: { address, ...made } }),
    weSee: [
      ["greeting", "Hi!"],
      ["greeting", "grün ✓"],
    ],
    weSend: [["greeting", "Hi!"]],
    theySee: [["handle", "Hi!"]],
  },
  {
    title: "a direct exchange",
    page: "direct",
    channels: (name) => ({ one: bound(name, "direct", `${name}.one`), two: bound(name, "direct", `${name}.two`) }),
    weSee: [
      ["one", "first"],
      ["two", "second"],
    ],
    weSend: [
      ["one", "first"],
      ["two", "second"],
    ],
    theySee: [
      ["one", "first"],
      ["two", "second"],
    ],
  },
  {
    title: "a fanout exchange",
    page: "fanout",
    channels: (name) => ({ one: bound(name, "fanout", "one"), two: bound(name, "fanout", "two") }),
    weSee: [
      ["one", "Hi!"],
      ["two", "Hi!"],
    ],
    weSend: [["one", "Hi!"]],
    theySee: [
      ["one", "Hi!"],
      ["two", "Hi!"],
    ],
  },
  {
    title: "a topic exchange",
    page: "topic",
    channels: (name) => ({ info: bound(name, "topic", "*.info"), debug: bound(name, "topic", "*.debug") }),
    sending: (name) => ({ info: bound(name, "topic", "logs.info"), debug: bound(name, "topic", "logs.debug") }),
    weSee: [
      ["info", "told"],
      ["debug", "looked"],
    ],
    weSend: [
      ["info", "told"],
      ["debug", "looked"],
    ],
    theySee: [
      ["info", "told"],
      ["debug", "looked"],
    ],
  },
  {
    title: "a headers exchange, whose queues are theirs",
    page: "headers",
    theyDeclare: true,
    channels: (name) =>
      Object.fromEntries(
        ["one", "either", "both"].map((key) => [key, { address: `${name}.${key}`, receiving: { amqp: { declare: "none" } } }]),
      ),
    sending: (name) => ({ all: bound(name, "headers", "", { message: numbers }) }),
    weSee: [
      ["one", "a"],
      ["either", "b"],
      ["either", "c"],
      ["both", "c"],
    ],
    weSend: [
      ["all", "a", { headers: { key: 1 } }],
      ["all", "b", { headers: { key2: 2 } }],
      ["all", "c", { headers: { key: 2, key2: 2 } }],
    ],
    theySee: [
      ["one", "a"],
      ["either", "b"],
      ["either", "c"],
      ["both", "c"],
    ],
  },
  {
    title: "a stream",
    page: "stream",
    channels: (address) => ({ greeting: { address } }),
    weSend: [["greeting", "Hi!"]],
    theySee: [["handle", "Hi!"]],
  },
  temporalBoostPage(made),
];

await describeWithPython({ packages, services: ["rabbitmq"] }, "FastStream's RabbitMQ pages:", ({ python, rabbitmq }) => {
  const place: Place = { protocol: "amqp", url: rabbitmq.address, program, python };

  for (const row of pages) {
    if (row.weSee !== undefined)
      test(`${row.title}: they publish, we read`, (context) => theyPublish(context, place, row, uniqueName("page")));
    test(`${row.title}: we publish, they read`, (context) => wePublish(context, place, row, uniqueName("page")));
  }

  test("their publishers, as decorator and as object, between queues of ours", async (context) => {
    const name = uniqueName("page");
    const channel = (address: string): PageChannel => ({ address, ...made, payload: taskMessage });
    await theyPassOn(context, place, {
      page: "publishers",
      name,
      taken: { taskMessage: channel(name) },
      published: { decorated: channel(`${name}.decorated`), object: channel(`${name}.object`) },
    });
  });

  const asked = (requests: string): Conversation => ({ protocol: "amqp", requests, replies: null, correlationId: false });

  test("they ask, and our handler answers", async (context) => {
    const name = uniqueName("page");
    await answerer(context, asked(name), { BOOST_MAIN_URL: rabbitmq.address });
    assert.deepEqual(await theyAsk(place, name), [["told", { price: 7 }]]);
  });

  test("we ask, and their handler answers", async (context) => {
    const name = uniqueName("page");
    await subscriber(context, place, "rpc", name);
    const { ask } = await asker(context, asked(name), { BOOST_MAIN_URL: rabbitmq.address });
    assert.deepEqual(await ask({ sku: "7" }, { timeout: 30_000 }), { price: 7 });
  });
});
