/**
 * An application as a user writes one, of which one message kills the process. Prints `handled <id>`; the pipe is written before the call
 * returns, so a line that was printed survives SIGKILL.
 */
import { writeSync } from "node:fs";
import { BoostApp, type ConsumeOptions, type ContractDefinition } from "boost-gen/runtime";
import { contract } from "../../generated/orders/index.ts";
import { orderCreatedMessage } from "../../generated/orders/messages.ts";

export interface PoisonOrder {
  readonly protocol: "amqp" | "redis";
  readonly address: string;
  readonly deadLetter: string;
  readonly options: ConsumeOptions;
}

const { protocol, address, deadLetter, options } = JSON.parse(process.argv[2] ?? "") as PoisonOrder;
const operation = {
  key: "onOrder",
  name: "onOrder",
  action: "receive",
  channel: { key: "orders", address, servers: [], messages: { orderCreated: orderCreatedMessage }, dispatch: { by: "single" } },
  messages: { orderCreated: { rules: [] } },
  options: { group: "poison", concurrency: 16, ordering: "none", retry: { attempts: 2 }, deadLetter, ...options },
} as const;
const moved: ContractDefinition = {
  ...contract,
  servers: { broker: { key: "broker", protocol, wireProtocol: protocol, host: "localhost" } },
  operations: [operation],
  publishers: {},
  incoming: {},
};

const app = new BoostApp("poison", {
  logger: { debug() {}, info() {}, warn: (_, text) => void writeSync(2, `${text}\n`), error: (_, text) => void writeSync(2, `${text}\n`) },
});
app.addSubscribers("orders", moved, {
  onOrder: {
    async orderCreated({ order_id }: { readonly order_id: string }) {
      if (order_id.startsWith("poison")) process.kill(process.pid, "SIGKILL");
      // Longer than it takes the poison to reach its handler, so that neighbours are under way when it kills.
      await new Promise((resolve) => setTimeout(resolve, 20));
      writeSync(1, `handled ${order_id}\n`);
    },
  },
});
await app.run(["run", "all"]);
