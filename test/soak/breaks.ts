import { setTimeout as delay } from "node:timers/promises";
import { begin, type Line, type Scene } from "./scene.ts";

export interface Break {
  /** As in test/faults. */
  readonly name: string;
  /** Breaks, waits, and mends. */
  readonly act: (scene: Scene, line: Line, random: () => number) => Promise<void>;
}

const between = (random: () => number, from: number, to: number): number => from + random() * (to - from);

/** What may break, each as often as the others. `line` is the broker whose turn it is; Temporal's breaks are everybody's. */
export const breaks: readonly Break[] = [
  {
    name: "F1 broker killed",
    async act(_, { service }, random) {
      await service.kill();
      await delay(between(random, 500, 6_000));
      await service.start();
    },
  },
  {
    name: "F3 silence",
    async act(_, { proxy }, random) {
      const towards = [{}, { towards: "server" }, { towards: "client" }] as const;
      proxy.mode = { kind: "black-hole", ...towards[Math.floor(random() * towards.length)] };
      await delay(between(random, 3_000, 15_000));
      proxy.mode = { kind: "pass" };
    },
  },
  {
    name: "F4 resets",
    async act(_, { proxy }, random) {
      for (let turn = 0; turn < 10; turn++) {
        proxy.reset();
        await delay(between(random, 100, 600));
      }
    },
  },
  {
    name: "F5 slow network",
    async act(_, { proxy }, random) {
      proxy.mode = { kind: "slow", latency: between(random, 50, 300), bytesPerSecond: 20_000 };
      await delay(between(random, 3_000, 10_000));
      proxy.mode = { kind: "pass" };
    },
  },
  {
    name: "F6 a second application comes and goes",
    async act(_, { order }, random) {
      const second = begin(order);
      await second.hears("joined").catch(() => undefined);
      await delay(between(random, 0, 4_000));
      const code = await second.end("SIGTERM");
      if (code !== 0) throw new Error(`the second application ended with ${code} after SIGTERM`);
    },
  },
  {
    name: "F22 a second application is killed",
    async act(_, { order }, random) {
      const second = begin(order);
      await second.hears("joined").catch(() => undefined);
      await delay(between(random, 0, 4_000));
      await second.end("SIGKILL");
    },
  },
  {
    name: "F35 the application is frozen",
    async act(_, { main }, random) {
      main.signal("SIGSTOP");
      await delay(between(random, 1_000, 9_000));
      main.signal("SIGCONT");
    },
  },
  {
    name: "F9 Temporal killed",
    async act({ temporal }, _, random) {
      await temporal.kill();
      await delay(between(random, 500, 10_000));
      await temporal.start();
    },
  },
  {
    name: "F10 Temporal silent",
    async act({ temporalProxy }, _, random) {
      temporalProxy.mode = { kind: "black-hole" };
      await delay(between(random, 2_000, 10_000));
      temporalProxy.mode = { kind: "pass" };
    },
  },
  {
    name: "F12 Temporal's answers lost",
    async act({ temporalProxy }, _, random) {
      temporalProxy.mode = { kind: "black-hole", towards: "client" };
      await delay(between(random, 300, 2_000));
      temporalProxy.reset();
      temporalProxy.mode = { kind: "pass" };
    },
  },
];
