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
    const told: { held: number; lost: number }[] = [];
    const trimmed = (_stream: string, counts: { held: number; lost: number }): void => void told.push(counts);
    const holdings = new StreamHoldings({ commands, streams: [stream], group: "group", consumer: "me", minIdle, trimmed });
    for (const delivery of deliveries) holdings.add(delivery);
    const [first, second] = deliveries;
    assert.ok(first && second);
    return { commands, stream, holdings, first, second, confirm, told };
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

  test("entries that the producer trimmed stay ours, are told once, and lost when they are handed back", async () => {
    const { commands, stream, holdings, first, second, told } = await holdTwo(60_000);
    try {
      await commands.xtrim(stream, "MAXLEN", 1);
      for (let round = 0; round < 3; round += 1) await holdings.keepAlive();
      assert.deepEqual([first.signal.aborted, second.signal.aborted, told], [false, false, [{ held: 1, lost: 0 }]]);
      await holdings.handBack([first, second]);
      assert.deepEqual(told.slice(1), [{ held: 0, lost: 1 }]);
    } finally {
      commands.disconnect();
    }
  });

  test("entries of a dead consumer that were trimmed meanwhile are told as lost", async () => {
    const { commands, stream, holdings, first, second, told } = await holdTwo(1);
    try {
      for (const delivery of [first, second]) holdings.delete(delivery);
      await commands.xtrim(stream, "MAXLEN", 1);
      await delay(5);
      const taken = await holdings.claim(stream, 10);
      assert.deepEqual([taken.map(([id]) => id.toString()), told], [[second.id], [{ held: 0, lost: 1 }]]);
    } finally {
      commands.disconnect();
    }
  });
});
