/**
 * A whole application in a process of its own, to be stopped, killed and frozen. Argument: JSON of `AppOrder`. Prints `began <id>` and
 * `handled <id>`; standard output is a pipe, which Linux writes before the call returns, so a line that was printed survives SIGKILL.
 * With `sample` it prints `memory <resident> <heap> <descriptors> <handled>` instead, each so many milliseconds.
 */
import { readdirSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { randomsFrom } from "../random/randoms.ts";
import { runSeed } from "../random/run-seed.ts";
import { AppFlow, type AppFlowOptions } from "./app-flow.ts";

export interface AppOrder extends Pick<AppFlowOptions, "protocol" | "url" | "address" | "operation" | "client" | "rules" | "temporal"> {
  /** Milliseconds of one handler run, from and to. */
  readonly handler: readonly [from: number, to: number];
  /** Milliseconds; needs `--expose-gc`. */
  readonly sample?: number;
  /** Milliseconds that the event loop stands still in the first run of a message whose id begins with `stall`. */
  readonly stall?: number;
}

const { handler, sample, stall = 0, ...options } = JSON.parse(process.argv[2] ?? "{}") as AppOrder;
const [from, to] = handler;
const random = randomsFrom(runSeed);
const tell = (...words: string[]): void => void process.stdout.write(`${words.join(" ")}\n`);
const complain = (fields: object, text: string): void => void process.stderr.write(`${text} ${JSON.stringify(fields)}\n`);

let hasStalled = false;
const flow = await AppFlow.make({
  ...options,
  logger: {
    debug() {},
    info: (_, text) => (text.includes("takes messages") ? tell("joined") : undefined),
    warn: process.env["BOOST_TEST_LOG"] ? complain : () => {},
    error: (fields, text) => (sample !== undefined && text.startsWith("dead-lettered") ? undefined : complain(fields, text)),
  },
  async handle(id) {
    if (sample === undefined) tell("began", id);
    await delay(from + random() * (to - from));
    if (id.startsWith("stall") && !hasStalled) {
      hasStalled = true;
      for (const end = performance.now() + stall; performance.now() < end; );
    }
    if (sample === undefined) tell("handled", id);
  },
});
let handled = 0;
if (sample !== undefined)
  setInterval(() => {
    handled += flow.handled.size;
    flow.handled.clear();
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    tell("memory", String(rss), String(heapUsed), String(readdirSync("/proc/self/fd").length), String(handled));
  }, sample).unref();
process.on("SIGUSR2", () => void flow.ready().then(({ reasons }) => complain({ reasons }, "asked")));
await flow.app.run(["run", "all"]);
