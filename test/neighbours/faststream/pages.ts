/** One side of an example page of FastStream's documentation is a program in Python, the other a document of ours with its application. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { TestContext } from "node:test";
import { BoostApp } from "boost-gen/runtime";
import { silent } from "../../requests/asker.ts";
import { uniqueName } from "../../services/index.ts";
import type { Python } from "../../services/python.ts";
import { patience, waitFor, withTimeout } from "../../services/wait.ts";
import { compiled } from "../../truth/compiled.ts";

export const packages = [
  "faststream[redis,rabbit,kafka]==0.7.8",
  "redis==8.1.0",
  "aio-pika==10.2.1",
  "aiokafka==0.14.0",
  "pydantic==2.14.4",
];

/** Before 0.6, when messages on Redis were JSON. */
export const oldPackages = [
  "faststream[redis,rabbit,kafka]==0.5.48",
  "redis==6.4.0",
  "aio-pika==9.6.2",
  "aiokafka==0.12.0",
  "pydantic==2.14.4",
];

/** A channel of our document. Absent payload: a text, as most of their pages send. */
export interface PageChannel {
  readonly address: string;
  readonly payload?: object;
  readonly message?: object;
  readonly extension?: object;
  readonly binding?: object;
  readonly parameters?: object;
  /** What of the context is seen beside the payload, where it is more than that. */
  readonly sees?: "parameters" | "key" | "correlationId";
  /** Of the operation that receives. */
  readonly receiving?: object;
}

export type Channels = Readonly<Record<string, PageChannel>>;

/** Who got what: a handler of theirs or a channel of ours. */
export type Seen = readonly [who: string, what: unknown];

export interface Page {
  readonly title: string;
  /** Name of the page in the program. */
  readonly page: string;
  readonly channels: (name: string) => Channels;
  /** Of who sends, where its addresses are others. */
  readonly sending?: (name: string) => Channels;
  /** They publish: what our handlers get. */
  readonly weSee?: readonly Seen[];
  /** They make the queues that we read. */
  readonly theyDeclare?: boolean;
  /** We publish: channel, payload, options. */
  readonly weSend?: readonly (readonly [channel: string, payload: unknown, options?: object])[];
  readonly theySee?: readonly Seen[];
}

/** Where the servers are, for both sides. */
export interface Place {
  readonly protocol: "kafka" | "amqp" | "redis";
  readonly url: string;
  readonly program: string;
  readonly python: Python;
}

export function documentOf({ protocol }: Place, action: "send" | "receive", channels: Channels): string {
  return JSON.stringify({
    asyncapi: "3.0.0",
    info: { title: "pages", version: "1.0.0" },
    servers: { main: { host: "127.0.0.1", protocol } },
    channels: Object.fromEntries(
      Object.entries(channels).map(([key, { address, extension, binding, parameters }]) => [
        key,
        {
          address,
          ...(parameters === undefined ? {} : { parameters }),
          ...(extension === undefined ? {} : { "x-boost": extension }),
          ...(binding === undefined ? {} : { bindings: { [protocol]: binding } }),
          messages: { [key]: { $ref: `#/components/messages/${key}` } },
        },
      ]),
    ),
    components: {
      messages: Object.fromEntries(
        Object.entries(channels).map(([key, { payload, message }]) => [
          key,
          { contentType: payload === undefined ? "text/plain" : "application/json", payload: payload ?? { type: "string" }, ...message },
        ]),
      ),
    },
    operations: Object.fromEntries(
      Object.entries(channels).map(([key, { receiving }]) => [
        action === "receive" ? `on${key}` : `send${key}`,
        {
          action,
          channel: { $ref: `#/channels/${key}` },
          ...(action === "receive" ? { "x-boost": { deadLetter: false, ...receiving } } : {}),
        },
      ]),
    ),
  });
}

function sorted(seen: readonly Seen[]): readonly Seen[] {
  return seen.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
}

interface Handling {
  readonly parameters: object;
  readonly delivery: { readonly key?: unknown; readonly correlationId?: string };
}

type Send = (payload: unknown, options?: object) => Promise<unknown>;

/** Our application on these channels, which keeps what comes. */
async function listening(context: TestContext, place: Place, channels: Channels): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  const { contract } = await compiled(documentOf(place, "receive", channels));
  // Queues of ours and groups are called after it.
  const app = new BoostApp(uniqueName("pages"), { environment: { BOOST_MAIN_URL: place.url }, logger: silent });
  const handlers = Object.fromEntries(
    Object.entries(channels).map(([key, { sees }]) => {
      const handle = async (message: unknown, handling: Handling): Promise<void> => {
        const { delivery } = handling;
        seen.push([key, sees === undefined ? message : [message, sees === "parameters" ? handling.parameters : delivery[sees]]]);
        await Promise.resolve();
      };
      return [`on${key}`, { [key]: handle }];
    }),
  );
  app.addSubscribers("pages", contract, handlers);
  context.after(() => app.stop());
  await withTimeout(app.start(), patience, "starting our side");
  return seen;
}

/** Our typed publishers, by channel. */
async function publishers(context: TestContext, place: Place, channels: Channels): Promise<Readonly<Record<string, Send>>> {
  const { contract } = await compiled(documentOf(place, "send", channels));
  const app = new BoostApp("pages", { environment: { BOOST_MAIN_URL: place.url }, logger: silent });
  context.after(() => app.stop());
  return app.publishers(contract) as unknown as Readonly<Record<string, Send>>;
}

export interface Subscriber {
  readonly seen: readonly Seen[];
  readonly failed: Promise<never>;
}

/** Their program with its subscribers; resolves once they listen. */
export async function subscriber(context: TestContext, { python, program, url }: Place, page: string, name: string): Promise<Subscriber> {
  const child = spawn(python.interpreter, [program, url, page, name, "subscribe"], { stdio: ["ignore", "pipe", "pipe"] });
  context.after(() => child.kill("SIGKILL"));
  let errors = "";
  child.stderr.on("data", (piece) => (errors += String(piece)));
  const seen: Seen[] = [];
  const lines = createInterface({ input: child.stdout });
  const failed = once(child, "close").then(() => Promise.reject(new Error(errors)));
  failed.catch(() => undefined);
  const ready = once(lines, "line").then(([line]) => {
    assert.equal(line, "ready");
    lines.on("line", (text) => seen.push(JSON.parse(text)));
  });
  await Promise.race([ready, failed]);
  return { seen, failed };
}

/** Their subscriber takes what we publish and publishes what we read. */
export async function theyPassOn(
  context: TestContext,
  place: Place,
  {
    page,
    name,
    taken,
    published,
  }: { readonly page: string; readonly name: string; readonly taken: Channels; readonly published: Channels },
): Promise<void> {
  const seen = await listening(context, place, published);
  const { failed } = await subscriber(context, place, page, name);
  const publish = await publishers(context, place, taken);
  await publish["taskMessage"]?.(task);
  const [decorated, object] = [{ ...task, priority: task.priority + 1 }, task];
  const expected: readonly Seen[] = [
    ["decorated", decorated],
    ["object", object],
  ];
  await Promise.race([waitFor(async () => assert.deepEqual(sorted(seen), expected)), failed]);
}

/** A program of theirs that asks; resolves to what it was told. */
export async function theyAsk({ python, program, url }: Place, name: string): Promise<readonly Seen[]> {
  const lines = await python.run(program, [url, "rpc", name, "publish"]);
  return lines
    .trim()
    .split("\n")
    .map((line): Seen => JSON.parse(line));
}

export async function theyPublish(context: TestContext, place: Place, row: Page, name: string): Promise<void> {
  const { page, channels, theyDeclare = false, weSee = [] } = row;
  const published = (): Promise<string> => place.python.run(place.program, [place.url, page, name, "publish"]);
  if (theyDeclare) await published();
  const seen = await listening(context, place, channels(name));
  if (!theyDeclare) await published();
  await waitFor(async () => assert.deepEqual(sorted(seen), sorted(weSee)));
}

export async function wePublish(context: TestContext, place: Place, row: Page, name: string): Promise<void> {
  const { page, channels, sending = channels, weSend = [], theySee = [] } = row;
  const { seen, failed } = await subscriber(context, place, page, name);
  const publish = await publishers(context, place, sending(name));
  for (const [channel, payload, options] of weSend) await publish[channel]?.(payload, options);
  await Promise.race([waitFor(async () => assert.deepEqual(sorted(seen), sorted(theySee))), failed]);
}

/** temporal-boost's own messages. */
const orderMessage = {
  type: "object",
  required: ["order_id", "customer_id", "items", "total"],
  properties: {
    order_id: { type: "string" },
    customer_id: { type: "string" },
    items: { type: "array", items: { type: "object" } },
    total: { type: "number" },
  },
};
const order = { order_id: "1001", customer_id: "42", items: [{ item_id: "item1", quantity: 1, price: 99.99 }], total: 99.99 };

export const taskMessage = {
  type: "object",
  required: ["task_id", "description", "priority"],
  properties: { task_id: { type: "string" }, description: { type: "string" }, priority: { type: "integer" } },
};
export const task = { task_id: "1", description: "tea", priority: 7 };

/** Its orders and tasks, on channels with these settings. */
export function temporalBoostPage(settings: Omit<PageChannel, "address"> = {}): Page {
  return {
    title: "temporal-boost's orders and tasks",
    page: "temporal-boost",
    channels: (name) => ({
      orderMessage: { address: `${name}.orders`, payload: orderMessage, ...settings },
      taskMessage: { address: `${name}.tasks`, payload: taskMessage, ...settings },
    }),
    weSee: [
      ["orderMessage", order],
      ["taskMessage", task],
    ],
    weSend: [
      ["orderMessage", order],
      ["taskMessage", task],
    ],
    theySee: [
      ["handle_order", order],
      ["process_task", task],
    ],
  };
}
