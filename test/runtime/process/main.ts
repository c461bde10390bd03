/** An application as a user writes one, over a broker in its own memory; what its handlers do is in the payloads it publishes to itself. */

import type { ContractDefinition, Publisher } from "boost-gen/runtime";
import { BoostApp, FatalError } from "boost-gen/runtime";
import { contract, dispatching, type OrdersTypes, orderCreated } from "../orders-contract.ts";

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const app = new BoostApp("orders", {
  logger: {
    debug: () => {},
    info: (_fields, message) => print(message),
    warn: (_fields, message) => print(message),
    error: (_fields, message) => print(message),
  },
});

const [receive, send] = contract.operations;
if (receive === undefined || send === undefined) throw new Error("the contract is incomplete");
const withoutRules = { ...receive, messages: { orderCreated: { rules: [] }, orderCancelled: { rules: [] } } };
const plain: ContractDefinition<OrdersTypes> = { ...contract, operations: [withoutRules, send] };

app.addSubscribers("subscriber", plain, {
  onOrder: {
    ...dispatching,
    async orderCreated({ order_id }, { signal }) {
      print(`begin ${order_id}`);
      if (order_id === "fatal") throw new FatalError("the disk is gone");
      if (order_id === "crash") setImmediate(() => Promise.reject(new Error("nobody catches this")));
      if (order_id === "last") void app.stop();
      if (order_id === "slow") await later(300);
      if (order_id === "endless") await new Promise(() => signal.addEventListener("abort", () => print("aborted")));
      print(`end ${order_id}`);
    },
  },
});

// Somebody else's side of the same channel.
interface Outside {
  handlers: object;
  publish: { readonly orderCreated: Publisher<{ type: "order.created"; order_id: string; total: number }> };
  workflows: object;
  incoming: object;
}
const outside: ContractDefinition<Outside> = {
  ...contract,
  $types: undefined as never,
  operations: [],
  incoming: {},
  publishers: { orderCreated: { operation: { ...send, channel: receive.channel }, message: orderCreated } },
};
const publish = app.publishers(outside);

app.addExec("publish", async ({ args }) => {
  const { id } = await publish.orderCreated({ type: "order.created", order_id: args[0] ?? "", total: 1 });
  print(`published ${args[0]} ${id.length}`);
});
app.addExec("wait", ({ signal }) => {
  print("waiting");
  return new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
});
app.addExec("deaf", () => {
  print("waiting");
  return new Promise<void>((resolve) => setTimeout(resolve, 60_000));
});
app.addExec("fail", () => {
  throw new Error("the script failed");
});

const sent = process.env["TEST_SEND"];
if (sent !== undefined) {
  setTimeout(() => {
    for (const order_id of sent.split(",")) void publish.orderCreated({ type: "order.created", order_id, total: 1 });
  }, 100);
}

await app.run();
print(`run ended with ${process.exitCode}`);
// Something of the user's own that never ends must not keep the process.
if (process.env["TEST_HANG"]) setInterval(() => {}, 1_000);
