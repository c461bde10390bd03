/** A service in a process of its own: says its studio's address, then where it stands as often as it is asked. */
import { BoostApp, type Logger } from "boost-gen/runtime";
import { contractOf } from "../runtime/ours.ts";
import type { Reading, ServiceTask } from "./task.ts";

const { side, server, address, group } = JSON.parse(process.argv[2] ?? "") as ServiceTask;

let delays: number[] = [];
let [since, cpu] = [performance.now(), process.cpuUsage()];

const handler = async ({ total }: { readonly total: number }): Promise<void> => {
  delays.push(Date.now() - total);
};

function reading(): Reading {
  const { user, system } = process.cpuUsage(cpu);
  const sorted = delays.sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.floor(sorted.length * part)] ?? Number.NaN;
  const read: Reading = {
    handled: delays.length,
    seconds: (performance.now() - since) / 1_000,
    cpu: (user + system) / delays.length,
    latency: [at(0.5), at(0.99)],
    memory: process.resourceUsage().maxRSS / 1_024,
  };
  delays = [];
  [since, cpu] = [performance.now(), process.cpuUsage()];
  return read;
}

const silent = (): void => {};
const logger: Logger = {
  debug: silent,
  info: (fields) => {
    if ("studio" in fields) process.send?.({ studio: fields.studio });
  },
  warn: silent,
  error: silent,
};
const environment = { BOOST_BENCH_URL: server, ...(side === "off" ? {} : { BOOST_STUDIO_PORT: "0" }) };
const app = new BoostApp("bench", { environment, logger });
const contract = contractOf({ broker: "kafka", address, group, concurrency: 16 });
app.addSubscribers("bench", contract, { onOrder: { orderCreated: handler, orderCancelled: handler } });
process.on("message", () => process.send?.(reading()));
process.once("disconnect", () => process.exit(0));
await app.start();
process.send?.({ started: true });
