import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { describeWithServices, uniqueName } from "../../services/index.ts";
import { ConsumerChild } from "./consumer-child.ts";
import type { ConsumerOrder } from "./consumer-process.ts";
import { Ledger } from "./ledger.ts";

/** BOOST_TEST_LONG=1: three minutes, handlers of two seconds, a second consumer every five. */
const long = process.env["BOOST_TEST_LONG"] === "1";
const shape = long
  ? { messages: 3_000, handler: [2_000, 2_000], concurrency: 64, stay: 5_000, least: 180_000 }
  : { messages: 500, handler: [200, 800], concurrency: 16, stay: 3_000, least: 15_000 };

await describeWithServices(["kafka"], "Kafka consumers that come and go", ({ kafka }) => {
  test("G1, G5: a second consumer comes every few seconds and goes by SIGTERM or SIGKILL; nothing is lost, no commit passes an unfinished message", async (context) => {
    const topic = uniqueName("coming-and-going");
    const group = uniqueName("group");
    await kafka.createTopic(topic, 6);
    const ledger = new Ledger(kafka, topic, group);
    await ledger.publish(shape.messages);
    const order: ConsumerOrder = {
      address: kafka.address,
      topic,
      group,
      concurrency: shape.concurrency,
      room: 200,
      handler: [shape.handler[0] ?? 0, shape.handler[1] ?? 0],
    };
    const first = new ConsumerChild(order);
    const all = [first];
    await first.hears("joined");
    ledger.watch();
    const begun = Date.now();
    while ((await ledger.lag()) > 0 || Date.now() - begun < shape.least) {
      const guest = new ConsumerChild(order);
      all.push(guest);
      await guest.hears("joined");
      await delay(shape.stay);
      const signal = all.length % 2 === 0 ? "SIGTERM" : "SIGKILL";
      const how = await guest.end(signal);
      assert.equal(how, signal === "SIGTERM" ? 0 : "SIGKILL");
      // Once everything was handled there is work for the rest of the time too.
      if ((await ledger.lag()) === 0 && Date.now() - begun < shape.least) await ledger.publish(Math.round(shape.messages / 4));
    }
    assert.equal(await first.end("SIGTERM"), 0);
    const { duplicates, snapshots } = await ledger.settle(all);
    context.diagnostic(
      `${ledger.published.size} messages, ${all.length} consumers, ${duplicates} handled again, ${snapshots} looks at the commits, ${Math.round((Date.now() - begun) / 1_000)} s`,
    );
  });

  test("G9: SIGTERM drains: what runs is finished and committed, what waits goes back, exit code 0", async () => {
    const topic = uniqueName("sigterm");
    const group = uniqueName("group");
    await kafka.createTopic(topic, 2);
    const ledger = new Ledger(kafka, topic, group);
    await ledger.publish(60);
    const order: ConsumerOrder = { address: kafka.address, topic, group, concurrency: 8, room: 60, handler: [300, 600] };
    const first = new ConsumerChild(order);
    await first.hears("began", 12);
    assert.equal(await first.end("SIGTERM"), 0);
    const began = first.said("began").map(([, place]) => place);
    const handled = first.said("handled").map(([, place]) => place);
    assert.deepEqual([...handled].sort(), [...began].sort(), "a run was cut off");
    assert.ok(handled.length < 60);
    const second = new ConsumerChild(order);
    await second.hears("handled", ledger.published.size - handled.length);
    assert.equal(await second.end("SIGTERM"), 0);
    assert.equal(await ledger.lag(), 0);
    await ledger.settle([first, second]);
  });

  test("G6: a message that kills its process is found alone, its neighbours are handled and never blamed", async () => {
    const topic = uniqueName("poison");
    const group = uniqueName("group");
    await kafka.createTopic(topic, 1);
    const ledger = new Ledger(kafka, topic, group);
    await ledger.publish(40, (index) => (index === 9 ? "poison" : `m-${index}`));
    const order: ConsumerOrder = { address: kafka.address, topic, group, concurrency: 16, room: 100, handler: [50, 100], poison: "poison" };
    const lives: ConsumerChild[] = [];
    let runs = 0;
    const attempts = long ? 5 : 2;
    while (runs < attempts && lives.length < 20) {
      const life = new ConsumerChild(order);
      lives.push(life);
      assert.equal(await life.ended, "SIGKILL");
      const [, place, prior, mode] = life.said("began").at(-1) ?? [];
      if (mode === "careful" && place === "0/9") runs = Number(prior);
      for (const [, neighbour, blamed] of life.said("began"))
        if (neighbour !== "0/9") assert.ok(Number(blamed) <= 1, `${neighbour} was blamed with ${blamed} runs`);
    }
    assert.equal(runs, attempts, "the count of runs did not reach the limit of attempts");
    const handled = new Set(lives.flatMap((life) => life.said("handled").map(([, place]) => place)));
    for (let before = 0; before < 9; before++) assert.ok(handled.has(`0/${before}`), `0/${before} was not handled`);
  });
});
