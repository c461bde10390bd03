import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ConsumerChild } from "../brokers/kafka/consumer-child.ts";
import { randomsFrom } from "../random/randoms.ts";
import { runSeed } from "../random/run-seed.ts";
import { describeWithServices, type Services, uniqueName } from "../services/index.ts";
import { AppFlow } from "./app-flow.ts";
import type { AppOrder } from "./app-process.ts";

const script = fileURLToPath(new URL("app-process.ts", import.meta.url));
/** Fifty moments each with `--long`. */
const moments = process.env["BOOST_TEST_LONG"] === "1" ? 50 : 4;

class Scene {
  readonly lives: ConsumerChild<AppOrder>[] = [];
  readonly producer: AppFlow;
  readonly #order: AppOrder;

  private constructor(order: AppOrder, producer: AppFlow) {
    this.#order = order;
    this.producer = producer;
  }

  static async make(services: Pick<Services, "kafka" | "rabbitmq" | "redis">, protocol: AppOrder["protocol"]): Promise<Scene> {
    const address = uniqueName("processes");
    if (protocol === "kafka") for (const topic of [address, `${address}-dead`]) await services.kafka.createTopic(topic, 2);
    const order: AppOrder = {
      protocol,
      address,
      url: services[protocol === "amqp" ? "rabbitmq" : protocol].address,
      operation: { group: address, redis: { minIdle: 1_000 }, retry: { attempts: 20 } },
      // A silent member is thrown out after three seconds instead of half a minute.
      ...(protocol === "kafka" ? { client: { consumer: { sessionTimeout: 3_000, heartbeatInterval: 500 } } } : {}),
      ...(protocol === "amqp" ? { client: { heartbeat: 1 } } : {}),
      handler: [50, 150],
    };
    return new Scene(order, await AppFlow.make(order));
  }

  begin(): ConsumerChild<AppOrder> {
    const life = new ConsumerChild(this.#order, [], script);
    this.lives.push(life);
    return life;
  }

  /** Id → runs that ended, over all lives. */
  get handled(): ReadonlyMap<string, number> {
    const handled = new Map<string, number>();
    for (const [, id = ""] of this.lives.flatMap((life) => life.said("handled"))) handled.set(id, (handled.get(id) ?? 0) + 1);
    return handled;
  }

  /** Resolves when everything that was confirmed is handled. */
  async settled(patience = 60_000): Promise<void> {
    const missing = (): string[] => [...this.producer.confirmed].filter((id) => !this.handled.has(id));
    const end = performance.now() + patience;
    while (missing().length > 0) {
      assert.ok(
        performance.now() < end,
        `${missing().length} of ${this.producer.confirmed.size} missing, such as ${missing().slice(0, 3)}`,
      );
      await delay(100);
    }
  }

  async close(): Promise<void> {
    for (const life of this.lives) {
      life.signal("SIGCONT");
      await life.end("SIGKILL");
    }
    await this.producer.close();
  }
}

await describeWithServices(["kafka", "rabbitmq", "redis"], "Processes that are stopped, killed and frozen", (services) => {
  for (const protocol of ["kafka", "amqp", "redis"] as const) {
    test(`${protocol}, G1, G2, F22: SIGKILL at random moments: nothing is lost`, async (context) => {
      const random = randomsFrom(runSeed);
      const scene = await Scene.make(services, protocol);
      try {
        scene.producer.startPublishing(2, 10);
        for (let moment = 0; moment < moments; moment++) {
          const life = scene.begin();
          await life.hears("began");
          await delay(random() * 800);
          assert.equal(await life.end("SIGKILL"), "SIGKILL");
        }
        await scene.producer.stopPublishing();
        const last = scene.begin();
        await scene.settled();
        assert.equal(await last.end("SIGTERM"), 0);
        const runs = [...scene.handled.values()].reduce((sum, one) => sum + one, 0);
        context.diagnostic(`${scene.producer.confirmed.size} messages, ${moments} kills, ${runs - scene.handled.size} handled again`);
      } finally {
        await scene.close();
      }
    });

    test(`${protocol}, G9, F21: SIGTERM at random moments: what began ends, the rest goes back at once, each life ends with 0`, async (context) => {
      const random = randomsFrom(runSeed + 1);
      const scene = await Scene.make(services, protocol);
      try {
        scene.producer.startPublishing(2, 10);
        for (let moment = 0; moment < moments; moment++) {
          const life = scene.begin();
          await life.hears("began");
          await delay(random() * 800);
          assert.equal(await life.end("SIGTERM"), 0);
          const began = life.said("began").map(([, id]) => id);
          const handled = life.said("handled").map(([, id]) => id);
          assert.deepEqual(handled.sort(), began.sort(), "a run was cut off");
        }
        await scene.producer.stopPublishing();
        const last = scene.begin();
        await scene.settled();
        assert.equal(await last.end("SIGTERM"), 0);
        const again = [...scene.handled].filter(([, runs]) => runs > 1);
        const where = (id: string): number[] =>
          scene.lives.flatMap((life, index) => (life.said("handled").some(([, one]) => one === id) ? [index] : []));
        assert.deepEqual(
          again.map(([id]) => `${id} in lives ${where(id).join(", ")}; ${scene.producer.failures.length} failed`),
          [],
          "what was handled came again",
        );
        context.diagnostic(`${scene.producer.confirmed.size} messages, ${moments} ends`);
      } finally {
        await scene.close();
      }
    });

    test(`${protocol}, F35: a process that is frozen while another takes over changes nothing when it goes on`, async (context) => {
      const scene = await Scene.make(services, protocol);
      try {
        const frozen = scene.begin();
        await frozen.hears("joined");
        scene.producer.startPublishing(2, 10);
        await frozen.hears("handled", 5);
        frozen.signal("SIGSTOP");
        const other = scene.begin();
        await scene.producer.stopPublishing();
        // Everything but what the frozen one had said itself is handled by the other, also what was in the frozen one's hands.
        await scene.settled();
        frozen.signal("SIGCONT");
        scene.producer.startPublishing(2, 10);
        const before = other.said("handled").length + frozen.said("handled").length;
        while (other.said("handled").length + frozen.said("handled").length < before + 50) await delay(50);
        await scene.producer.stopPublishing();
        await scene.settled();
        assert.equal(await other.end("SIGTERM"), 0);
        assert.equal(await frozen.end("SIGTERM"), 0);
        const runs = [...scene.handled.values()].reduce((sum, one) => sum + one, 0);
        // What the frozen one held: as many as its window, once more.
        assert.ok(runs - scene.handled.size <= 100, `${runs - scene.handled.size} handled again`);
        context.diagnostic(`${scene.producer.confirmed.size} messages, ${runs - scene.handled.size} handled again`);
      } finally {
        await scene.close();
      }
    });

    test(`${protocol}, F6: up to four processes that come and go share the work; nothing is lost, and nobody is left without`, async (context) => {
      const random = randomsFrom(runSeed + 2);
      const scene = await Scene.make(services, protocol);
      try {
        scene.producer.startPublishing(2, 10);
        const there = [scene.begin()];
        await there[0]?.hears("joined");
        for (let moment = 0; moment < 2 * moments; moment++) {
          if (there.length < 4 && (there.length < 2 || random() < 0.6)) {
            const life = scene.begin();
            await life.hears("joined");
            there.push(life);
          } else {
            const [life] = there.splice(Math.floor(random() * there.length), 1);
            assert.equal(await life?.end("SIGTERM"), 0);
          }
          await delay(random() * 1_500);
        }
        await scene.producer.stopPublishing();
        await scene.settled();
        for (const life of there) assert.equal(await life.end("SIGTERM"), 0);
        const again = [...scene.handled].filter(([, runs]) => runs > 1).length;
        context.diagnostic(`${scene.producer.confirmed.size} messages, ${scene.lives.length} processes, ${again} handled again`);
        if (protocol !== "kafka") assert.equal(again, 0);
      } finally {
        await scene.close();
      }
    });

    test(`${protocol}, F39: two processes with one client id share the work, each message has one run`, async () => {
      const scene = await Scene.make(services, protocol);
      try {
        const pair = [scene.begin(), scene.begin()];
        for (const life of pair) await life.hears("joined");
        scene.producer.startPublishing(4, 5);
        // On Kafka the second one gets its partition only with the next heartbeat.
        for (const life of pair) await life.hears("handled", 20);
        await scene.producer.stopPublishing();
        await scene.settled();
        for (const life of pair) assert.equal(await life.end("SIGTERM"), 0);
        if (protocol !== "kafka")
          assert.deepEqual(
            [...scene.handled].filter(([, runs]) => runs > 1),
            [],
          );
      } finally {
        await scene.close();
      }
    });
  }
});
