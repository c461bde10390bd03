/**
 * A whole application in a process of its own, to be stopped, killed and frozen. Argument: JSON of `AppOrder`. Prints `began <id>` and
 * `handled <id>`; standard output is a pipe, which Linux writes before the call returns, so a line that was printed survives SIGKILL.
 */
import { setTimeout as delay } from "node:timers/promises";
import { AppFlow, type AppFlowOptions } from "./app-flow.ts";

export interface AppOrder extends Pick<AppFlowOptions, "protocol" | "url" | "address" | "operation" | "client"> {
  /** Milliseconds of one handler run, from and to. */
  readonly handler: readonly [from: number, to: number];
}

const { handler, ...options } = JSON.parse(process.argv[2] ?? "{}") as AppOrder;
const [from, to] = handler;
const tell = (...words: string[]): void => void process.stdout.write(`${words.join(" ")}\n`);
const complain = (fields: object, text: string): void => void process.stderr.write(`${text} ${JSON.stringify(fields)}\n`);

const flow = await AppFlow.make({
  ...options,
  logger: {
    debug() {},
    info: (_, text) => (text.includes("takes messages") ? tell("joined") : undefined),
    warn: process.env["BOOST_TEST_LOG"] ? complain : () => {},
    error: complain,
  },
  async handle(id) {
    tell("began", id);
    await delay(from + Math.random() * (to - from));
    tell("handled", id);
  },
});
await flow.app.run(["run", "all"]);
