import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ConsumerChild } from "../brokers/kafka/consumer-child.ts";
import { describeWithServices } from "../services/index.ts";
import { AppFlow } from "./app-flow.ts";
import type { AppOrder } from "./app-process.ts";
import { place, protocols } from "./brokers.ts";

const long = process.env["BOOST_TEST_LONG"] === "1";
const backlog = long ? 200_000 : 12_000;
/** Megabytes. The application itself, loaded from its source, needs some 60. */
const heap = 112;
const script = fileURLToPath(new URL("app-process.ts", import.meta.url));

await describeWithServices(["kafka", "rabbitmq", "redis"], "Far more messages than handlers can take", (brokers) => {
  for (const protocol of protocols) {
    test(`${protocol}, G11, F27: ${backlog} messages of one kilobyte, handlers of 50 ms, a heap of ${heap} MB: memory stays where it was, nothing is lost`, async (context) => {
      const at = await place(brokers, protocol, { partitions: 12 });
      // Classic: a quorum queue of so many keeps the broker itself busy for most of the test.
      const operation = { amqp: { declare: "create", queueType: "classic" } } as const;
      const order: AppOrder = { ...at, operation, handler: [50, 50], sample: 500 };
      const producer = await AppFlow.make({ ...at, operation });
      if (protocol === "amqp") await declared(order);
      const publish = (id: string): Promise<void> => producer.publish(id, { body: JSON.stringify({ id, padding: "x".repeat(1_000) }) });
      try {
        for (let sent = 0; sent < backlog; sent += 500)
          await Promise.all(Array.from({ length: 500 }, (_, index) => publish(`m-${sent + index}`)));
        const consumer = new ConsumerChild(order, ["--expose-gc", `--max-old-space-size=${heap}`], script);
        const said = (column: number): number[] => consumer.said("memory").map((words) => Number(words[column]) / 2 ** 20);
        const handled = (): number => Number(consumer.said("memory").at(-1)?.[4]);
        try {
          await consumer.hears("joined");
          while (!(handled() > 200)) await delay(100);
          const [early, begun] = [said(2).length, handled()];
          await delay(long ? 120_000 : 5_000);
          const heaps = said(2).slice(early);
          context.diagnostic(
            `heap ${heaps[0]?.toFixed(0)} MB early, ${heaps.at(-1)?.toFixed(0)} MB late; resident ${Math.max(...said(1)).toFixed(0)} MB at most; ${handled()} handled`,
          );
          assert.ok(handled() > begun, "it goes on");
          // What waits here is bounded: a thousand messages or eight megabytes, and what the client has read ahead.
          assert.ok((heaps.at(-1) ?? 0) < (heaps[0] ?? 0) + 20, `${heaps[0]} MB, then ${heaps.at(-1)} MB`);
          assert.equal(await consumer.end("SIGTERM"), 0);
        } finally {
          await consumer.end("SIGKILL");
        }
      } finally {
        await producer.close();
      }
    });
  }
});

/** A life that makes the queue. */
async function declared(order: AppOrder): Promise<void> {
  const life = new ConsumerChild(order, ["--expose-gc"], script);
  await life.hears("joined");
  assert.equal(await life.end("SIGTERM"), 0);
}
