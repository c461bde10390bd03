/** Two applications in one process, each in a group of its own, so that both get what is published to the broker in this process's memory. */

import { BoostApp, type ContractDefinition, FatalError, type Publisher } from "boost-gen/runtime";
import { contract, dispatching, type OrdersTypes, orderCreated } from "../orders-contract.ts";

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const [receive, send] = contract.operations;
if (receive === undefined || send === undefined) throw new Error("the contract is incomplete");
const plain: ContractDefinition<OrdersTypes> = {
  ...contract,
  operations: [{ ...receive, messages: { orderCreated: { rules: [] }, orderCancelled: { rules: [] } } }, send],
};

let slowBegins = (): void => {};
const slowBegan = new Promise<void>((resolve) => {
  slowBegins = resolve;
});

function application(name: string): BoostApp {
  const told = (_fields: object, message: string): void => print(`${name}: ${message}`);
  return new BoostApp(name, { logger: { debug: () => {}, info: told, warn: told, error: told } }).addSubscribers("s", plain, {
    onOrder: {
      ...dispatching,
      async orderCreated({ order_id }) {
        print(`${name} begins ${order_id}`);
        if (name === "slow") slowBegins();
        if (order_id === "fatal" && name === "quick") throw await slowBegan.then(() => new FatalError("the disk is gone"));
        // Longer than the second after which what a process leaves behind is cut off.
        if (name === "slow") await later(2_500);
        print(`${name} ends ${order_id}`);
      },
    },
  });
}

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

const quick = application("quick");
const slow = application("slow");
const publish = quick.publishers(outside);
quick.addExec("nothing", () => print("did nothing"));
/** Runs `quick`, and sends a message to all. */
async function runAndSend(): Promise<void> {
  const ran = quick.run([]);
  await publish.orderCreated({ type: "order.created", order_id: process.env["TEST_SEND"] ?? "1", total: 1 });
  await ran;
  print("quick ran");
}

switch (process.env["TEST_CASE"]) {
  case "together":
    await Promise.all([runAndSend(), slow.run([])]);
    break;
  case "started":
    await slow.start();
    await runAndSend();
    break;
  case "one after the other":
    await quick.run(["exec", "nothing"]);
    setTimeout(() => void process.kill(process.pid, "SIGTERM"), 2_000);
    await slow.run([]);
    break;
  case "wrong":
    await Promise.all([quick.run(["exec", "nothin"]), slow.run([])]);
    break;
}
print(`ended with ${process.exitCode}`);
