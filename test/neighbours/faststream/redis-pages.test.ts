import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { answerer, asker } from "../../requests/asker.ts";
import type { Conversation } from "../../requests/documents.ts";
import { uniqueName } from "../../services/index.ts";
import { describeWithPython } from "../../services/python.ts";
import { compiled } from "../../truth/compiled.ts";
import {
  type Channels,
  documentOf,
  oldPackages,
  type Page,
  type PageChannel,
  type Place,
  packages,
  subscriber,
  task,
  taskMessage,
  temporalBoostPage,
  theyAsk,
  theyPassOn,
  theyPublish,
  wePublish,
} from "./pages.ts";

const program = fileURLToPath(new URL("redis_pages.py", import.meta.url));

const pubsub = { extension: { redis: { kind: "pubsub", envelope: "faststream" } }, receiving: { delivery: "at-most-once" } };
const stream = { extension: { redis: { envelope: "faststream" } } };

const pages: readonly Page[] = [
  {
    title: "a channel",
    page: "channel",
    channels: (address) => ({ greeting: { address, ...pubsub } }),
    weSee: [
      ["greeting", "Hi!"],
      ["greeting", "grün ✓"],
    ],
    weSend: [["greeting", "Hi!"]],
    theySee: [["handle", "Hi!"]],
  },
  {
    title: "a pattern of channels, with and without a name for what it takes",
    page: "pattern",
    channels: (name) => ({ greeting: { address: `${name}.{data}`, parameters: { data: {} }, sees: "parameters", ...pubsub } }),
    weSee: [["greeting", ["Hi!", { data: "smth" }]]],
    weSend: [["greeting", "Hi!", { parameters: { data: "smth" } }]],
    theySee: [
      ["by_pattern", "Hi!"],
      ["by_path", ["Hi!", "smth"]],
    ],
  },
  {
    title: "a stream",
    page: "stream",
    channels: (address) => ({ greeting: { address, ...stream } }),
    weSee: [["greeting", "Hi!"]],
    weSend: [["greeting", "Hi!"]],
    theySee: [["handle", "Hi!"]],
  },
  {
    title: "a stream with a group, and one that is kept short",
    page: "group",
    channels: (address) => ({ taskMessage: { address, ...stream, payload: taskMessage } }),
    weSee: [["taskMessage", task]],
    weSend: [["taskMessage", task]],
    theySee: [["handle", task]],
  },
  {
    title: "a stream in batches",
    page: "batch",
    channels: (address) => ({ greeting: { address, ...stream } }),
    weSee: ["one", "two", "three"].map((text) => ["greeting", text] as const),
    weSend: ["one", "two", "three"].map((text) => ["greeting", text] as const),
    theySee: ["one", "two", "three"].map((text) => ["handle", text] as const),
  },
  temporalBoostPage(pubsub),
];

await describeWithPython({ packages, services: ["redis"] }, "FastStream's Redis pages:", ({ python, redis }) => {
  const place: Place = { protocol: "redis", url: redis.address, program, python };

  for (const row of pages) {
    test(`${row.title}: they publish, we read`, (context) => theyPublish(context, place, row, uniqueName("page")));
    test(`${row.title}: we publish, they read`, (context) => wePublish(context, place, row, uniqueName("page")));
  }

  test("their publishers, as decorator and as object, between two channels of ours", async (context) => {
    const name = uniqueName("page");
    const channel = (address: string): PageChannel => ({ address, ...pubsub, payload: taskMessage });
    await theyPassOn(context, place, {
      page: "publishers",
      name,
      taken: { taskMessage: channel(name) },
      published: { decorated: channel(`${name}.decorated`), object: channel(`${name}.object`) },
    });
  });

  const named = { replies: null, replyAddress: "$message.header#/reply_to", correlationId: "$message.header#/correlation_id" };
  const published = { kind: "pubsub", envelope: "faststream" };
  const asked = (name: string): readonly Conversation[] => [
    { protocol: "redis", requests: name, redis: published, ...named },
    { protocol: "redis", requests: `${name}.stream`, redis: { envelope: "faststream" }, repliesRedis: published, ...named },
  ];

  test("they ask on a channel and on a stream, and our handler answers", async (context) => {
    const name = uniqueName("page");
    for (const conversation of asked(name)) await answerer(context, conversation, { BOOST_MAIN_URL: redis.address });
    assert.deepEqual(await theyAsk(place, name), [
      ["told", { price: 7 }],
      ["told", { price: 7 }],
    ]);
  });

  test("we ask on a channel and on a stream, and their handler answers", async (context) => {
    const name = uniqueName("page");
    await subscriber(context, place, "rpc", name);
    for (const conversation of asked(name)) {
      const { ask } = await asker(context, conversation, { BOOST_MAIN_URL: redis.address });
      assert.deepEqual(await ask({ sku: "7" }, { timeout: 30_000 }), { price: 7 });
    }
  });

  test("a list is not ours to read: `kind` says so at its place", async () => {
    const list: PageChannel = { address: "orders", extension: { redis: { kind: "list" } } };
    await assert.rejects(
      compiled(documentOf(place, "receive", { list })),
      /asyncapi\.yaml:\d+:\d+: error: `x-boost\.redis\.kind` must be `stream` or `pubsub`, not "list"/,
    );
  });
});

await describeWithPython({ packages: oldPackages, services: ["redis"] }, "FastStream 0.5's Redis pages:", ({ python, redis }) => {
  const place: Place = { protocol: "redis", url: redis.address, program, python };
  // It reads a bare body on pub/sub, and knows no envelope of bytes.
  const bare = (channels: Channels): Channels =>
    Object.fromEntries(Object.entries(channels).map(([key, channel]) => [key, { ...channel, extension: { redis: { kind: "pubsub" } } }]));

  for (const row of pages.filter(({ page }) => page === "channel" || page === "temporal-boost")) {
    test(`${row.title}: they publish, we read`, (context) => theyPublish(context, place, row, uniqueName("page")));
    test(`${row.title}: we publish bare bodies, they read`, (context) =>
      wePublish(context, place, { ...row, channels: (name) => bare(row.channels(name)) }, uniqueName("page")));
  }
});
