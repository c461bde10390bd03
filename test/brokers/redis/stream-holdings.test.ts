import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { StreamDelivery } from "../../../src/runtime/brokers/redis/stream-delivery.ts";
import { StreamHoldings } from "../../../src/runtime/brokers/redis/stream-holdings.ts";
import { readEntry } from "../../../src/runtime/brokers/redis/wire.ts";
import { describeWithServices, uniqueName } from "../../services/index.ts";

await describeWithServices(["redis"], "What a stream's consumer holds", ({ redis }) => {
  /** Two entries of one read, held; `acknowledge` tells the server and is not confirmed until `confirm`. */
  async function holdTwo(minIdle: number) {
    const commands = new Redis(redis.address);
    const stream = uniqueName("held");
    await commands.xgroup("CREATE", stream, "group", "0", "MKSTREAM");
    for (const body of ["one", "two"]) await commands.xadd(stream, "*", "data", body);
    await commands.xreadgroup("GROUP", "group", "me", "COUNT", 2, "STREAMS", stream, ">");
    let confirm = (): void => {};
    const confirmed = new Promise<void>((resolve) => {
      confirm = resolve;
    });
    const settling = {
      acknowledge: async ({ id }: StreamDelivery) => {
        await commands.xack(stream, "group", id);
        await confirmed;
      },
      counted: async () => {},
      release: async () => {},
    };
    const lease = new AbortController();
    const rows = await commands.xrangeBuffer(stream, "-", "+");
    const deliveries = rows.map(([id, fields]) => new StreamDelivery(stream, readEntry(id.toString(), fields), 0, lease, settling));
    const holdings = new StreamHoldings({ commands, streams: [stream], group: "group", consumer: "me", minIdle });
    for (const delivery of deliveries) holdings.add(delivery);
    const [first, second] = deliveries;
    assert.ok(first && second);
    return { commands, stream, holdings, first, second, confirm };
  }

  test("an acknowledgement that is on its way while the rest is kept alive takes nothing away", async () => {
    const { commands, holdings, first, second, confirm } = await holdTwo(60_000);
    try {
      const acknowledging = first.acknowledge();
      await holdings.keepAlive();
      assert.equal(second.signal.aborted, false);
      confirm();
      await acknowledging;
    } finally {
      commands.disconnect();
    }
  });

  test("an entry that somebody else has taken voids the whole read", async () => {
    const { commands, stream, holdings, first, second } = await holdTwo(60_000);
    try {
      await commands.xclaim(stream, "group", "other", 0, first.id);
      await holdings.keepAlive();
      assert.equal(second.signal.aborted, true);
    } finally {
      commands.disconnect();
    }
  });

  test("taking over leaves out what we hold ourselves, also when it is settled before the answer is read", async () => {
    const { commands, stream, holdings, first } = await holdTwo(1);
    try {
      await delay(5);
      const claiming = holdings.claim(stream, 10);
      holdings.delete(first);
      assert.deepEqual(await claiming, []);
    } finally {
      commands.disconnect();
    }
  });
});
