import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { connect } from "amqplib";
import { Redis } from "ioredis";
import { Kafka, logLevel } from "kafkajs";
import { RejectMessage } from "../../src/runtime/index.ts";
import { contractOf, service, typed } from "../cli/tools-setting.ts";
import { workspace } from "../compiler/output/workspace.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { assertAccessible, assertFits, visit } from "./browser.ts";
import { opened } from "./opened.ts";
import { ordersDocument } from "./orders-document.ts";

const count = 5_200;
const bodies = Array.from({ length: count }, (_, number) => JSON.stringify({ id: `o-${number}` }));

type Pour = (url: string, address: string) => Promise<void>;

const servers: { readonly [name in "kafka" | "rabbitmq" | "redis"]: { readonly protocol: string; readonly pour: Pour } } = {
  kafka: {
    protocol: "kafka",
    pour: async (url, topic) => {
      const producer = new Kafka({ brokers: [url], logLevel: logLevel.NOTHING }).producer();
      await producer.connect();
      await producer.send({ topic, messages: bodies.map((value) => ({ value })) });
      await producer.disconnect();
    },
  },
  rabbitmq: {
    protocol: "amqp",
    pour: async (url, queue) => {
      const connection = await connect(url);
      const channel = await connection.createConfirmChannel();
      for (const body of bodies) channel.sendToQueue(queue, Buffer.from(body), { contentType: "application/json" });
      await channel.waitForConfirms();
      await connection.close();
    },
  },
  redis: {
    protocol: "redis",
    pour: async (url, stream) => {
      const client = new Redis(url);
      await Promise.all(bodies.map((body) => client.xadd(stream, "*", "data", body)));
      client.disconnect();
    },
  },
};

const names = ["kafka", "rabbitmq", "redis"] as const;

await describeWithServices(names, "thousands of dead letters in the studio", (services) => {
  for (const name of names)
    test(`${name}: all are counted, the arrow keys lead to the last of them, one act is about all`, async (context) => {
      const address = uniqueName("many");
      const { protocol, pour } = servers[name];
      const space = workspace(context);
      space.write("asyncapi.yaml", ordersDocument({ protocol, address }));
      const environment = { BOOST_MAIN_URL: services[name].address };
      assert.equal((await typed(space.folder, ["doctor", "--create"], environment)).code, 0);
      let refused = 0;
      const app = await service(await contractOf(join(space.folder, "asyncapi.yaml")), environment, () => {
        refused += 1;
        throw new RejectMessage("no such customer");
      });
      context.after(() => app.stop());
      await pour(services[name].address, address);
      await waitFor(async () => assert.ok(refused >= count, `${refused} of ${count}`), { timeoutMs: 240_000 });
      await app.stop();
      const studio = await opened(context, space.folder, ["studio", "asyncapi.yaml", "--write"], environment);
      const visited = await visit(context, studio.address);
      if (visited === undefined) return;
      const { page, complaints } = visited;
      page.setDefaultTimeout(180_000);
      let began = performance.now();
      const took = (what: string): void => {
        context.diagnostic(`${what}: ${Math.round(performance.now() - began)} ms`);
        began = performance.now();
      };
      await page.getByRole("link", { name: "Dead letters" }).click();
      await page.getByRole("list", { name: "Causes" }).getByText("5,000").first().waitFor();
      took("5,000 listed");
      await page.getByRole("button", { name: "Replay all 5,000 …" }).waitFor();
      await page.getByRole("button", { name: "Look at 5,000 more" }).click();
      await page.getByRole("button", { name: "Replay all 5,200 …" }).waitFor();
      took("5,200 listed");
      const list = page.getByRole("list", { name: "Dead letters" });
      assert.ok((await page.locator("*").count()) < 1_000, "only what can be seen is there");
      await list.getByRole("link").first().focus();
      await page.keyboard.press("End");
      await page.locator('li[aria-posinset="5200"] a:focus').waitFor();
      took("the end of the list");
      await page.keyboard.press("Enter");
      await page.getByLabel("Payload of the dead letter").waitFor();
      took("the last one read");
      await assertAccessible(page);
      await page.setViewportSize({ width: 380, height: 700 });
      await assertFits(page);
      assert.deepEqual(complaints, []);
      // Elsewhere it is the same act; a test of one broker is enough for its minute.
      if (name !== "redis") return;
      await page.getByRole("button", { name: "Drop all 5,200 …" }).click();
      began = performance.now();
      await page.getByRole("button", { name: "Drop", exact: true }).click();
      await page.getByText("dropped 5200 dead letters", { exact: true }).waitFor();
      took("5,200 dropped");
      await page.getByText(/^No dead letters in/).waitFor();
    });
});
