import assert from "node:assert/strict";
import { describe, type TestContext, test } from "node:test";
import { BoostApp, type ContractDefinition, RejectMessage } from "../../src/runtime/index.ts";
import type { About } from "../../src/studio/shared/about.ts";
import type { LiveEvent, LiveMessage } from "../../src/studio/shared/live.ts";
import { uniqueName, waitFor } from "../services/index.ts";
import { compiled } from "../truth/compiled.ts";

const document = {
  asyncapi: "3.0.0",
  info: { title: "Orders", version: "1.0.0" },
  defaultContentType: "application/json",
  servers: { main: { host: "localhost", protocol: "kafka" } },
  channels: {
    orders: {
      address: "orders",
      messages: {
        ordered: {
          name: "Ordered",
          "x-boost": { key: "{$message.payload#/id}" },
          payload: { type: "object", required: ["id"], properties: { id: { type: "string", minLength: 1 } } },
          examples: [{ name: "one", payload: { id: "tea-1" } }],
        },
      },
    },
  },
  operations: {
    onOrder: { action: "receive", channel: { $ref: "#/channels/orders" }, "x-boost": { deadLetter: "orders-dlq", retry: { attempts: 1 } } },
    sendOrder: { action: "send", channel: { $ref: "#/channels/orders" } },
  },
};

interface Opened {
  readonly publish: (payload: object) => Promise<unknown>;
  /** The answer of the studio. */
  readonly ask: <Answer>(path: string, body?: unknown) => Promise<Answer>;
  readonly status: (path: string, body?: unknown) => Promise<number>;
  /** The first event that has what is looked for. */
  readonly live: (wanted: (message: LiveMessage) => boolean) => Promise<LiveMessage>;
}

/** A service with a studio, on a broker in its memory. */
async function service(context: TestContext, environment: { readonly [name: string]: string } = {}): Promise<Opened> {
  const { contract } = await compiled(JSON.stringify(document));
  let address = "";
  const info = (fields: object): void => {
    if ("studio" in fields) address = String(fields.studio);
  };
  const app = new BoostApp("orders", {
    environment: { BOOST_MAIN_URL: `memory://${uniqueName("studio")}`, BOOST_STUDIO_PORT: "0", ...environment },
    logger: { debug() {}, info, warn() {}, error() {} },
  });
  const ordered = async ({ id }: { readonly id: string }): Promise<void> => {
    if (id.startsWith("tea")) throw new RejectMessage(`no ${id} here`);
  };
  app.addSubscribers("orders", contract, { onOrder: { ordered } });
  await app.start();
  context.after(() => app.stop());
  const { origin, hash } = new URL(address);
  const asked = (path: string, body?: unknown): Promise<Response> =>
    fetch(`${origin}/api/${path}`, {
      headers: {
        authorization: `Bearer ${hash.slice("#token=".length)}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    });
  const publishers = app.publishers(contract as ContractDefinition) as { readonly [member: string]: (payload: object) => Promise<unknown> };
  return {
    publish: async (payload) => await Object.values(publishers)[0]?.(payload),
    ask: async <Answer>(path: string, body?: unknown) => (await (await asked(path, body)).json()) as Answer,
    status: async (path, body) => {
      const response = await asked(path, body);
      await response.body?.cancel();
      return response.status;
    },
    live: (wanted) =>
      waitFor(
        async () => {
          const response = await asked("live");
          const reader = response.body?.getReader();
          const text = new TextDecoder().decode((await reader?.read())?.value);
          await reader?.cancel();
          const event = JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? "null") as LiveEvent | null;
          const found = event?.messages.find(wanted);
          if (found === undefined) throw new Error(`not seen yet: ${text}`);
          return found;
        },
        { timeoutMs: 60_000 },
      ),
  };
}

describe("the studio inside a service on a broker in memory", () => {
  test("does not show what BOOST_STUDIO_MASK names, nor what repeats it", async (context) => {
    const { ask, publish, live } = await service(context, { BOOST_STUDIO_MASK: "card,id" });
    assert.deepEqual((await ask<About>("about")).masked, ["card", "id"]);
    await publish({ id: "tea-1" });
    const { why, key } = await live(({ outcome }) => outcome === "dead-lettered");
    assert.deepEqual([why, key], ["rejected: no ••• here", "•••"]);
  });

  test("shows all of it without", async (context) => {
    const { publish, live } = await service(context);
    await publish({ id: "tea-1" });
    const { why, key } = await live(({ outcome }) => outcome === "dead-lettered");
    assert.deepEqual([why, key], ["rejected: no tea-1 here", "tea-1"]);
  });
});
