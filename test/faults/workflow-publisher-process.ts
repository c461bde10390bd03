/** A Temporal worker whose workflows publish, in a process of its own, to be killed. Argument: JSON of `PublisherOrder`. Prints `polling`. */
import { pathToFileURL } from "node:url";
import { BoostApp } from "../../src/runtime/app/boost-app.ts";
import type { ContractDefinition } from "../../src/runtime/ground/contract.ts";

export interface PublisherOrder {
  /** `generated/index.ts`, bundled. */
  readonly contract: string;
  readonly bundle: string;
  readonly taskQueue: string;
  readonly environment: { readonly [name: string]: string };
}

const { contract: module, bundle, taskQueue, environment } = JSON.parse(process.argv[2] ?? "{}") as PublisherOrder;
const { contract }: { contract: ContractDefinition } = await import(pathToFileURL(module).href);
const complain = (fields: object, text: string): void => void process.stderr.write(`${text} ${JSON.stringify(fields)}\n`);

const app = new BoostApp("publishers", {
  environment,
  logger: {
    debug() {},
    info: (_, text) => (text === "Temporal worker started" ? void process.stdout.write("polling\n") : undefined),
    warn: process.env["BOOST_TEST_LOG"] ? complain : () => {},
    error: complain,
  },
});
app.addWorker("publisher", { taskQueue, workflowBundle: { codePath: bundle }, publishes: contract });
await app.run(["run", "all"]);
