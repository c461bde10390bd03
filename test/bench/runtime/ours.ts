import { BoostApp, type ConsumeOptions, type ContractDefinition } from "boost-gen/runtime";
import { ordersChannel } from "../../../generated/orders/channels.ts";
import { contract } from "../../../generated/orders/index.ts";
import { onOrderOperation } from "../../../generated/orders/operations.ts";
import { avroOrder, type Tally, type Task } from "./task.ts";
import { work } from "./work.ts";

const protocols = { kafka: "kafka", rabbitmq: "amqp", redis: "redis" } as const;

/** The operation of specs/orders.yaml, moved to the broker and address of the task. */
export function contractOf({
  broker,
  address,
  group,
  concurrency,
  temporal,
  avro,
}: Pick<Task, "broker" | "address" | "group" | "concurrency" | "temporal" | "avro">): ContractDefinition {
  const protocol = protocols[broker];
  const { binding: _, ...channel } = ordersChannel;
  const { orderCreated } = channel.messages;
  if (orderCreated === undefined) throw new Error("specs/orders.yaml has no OrderCreated");
  const avroChannel = {
    ...channel,
    messages: { orderCreated: { ...orderCreated, wire: { format: "avro", schema: JSON.stringify(avroOrder) } } },
    dispatch: { by: "single" },
  } as const;
  const options: ConsumeOptions = { group, concurrency, ordering: "none", deadLetter: false };
  const rules = temporal === undefined ? [] : (onOrderOperation.messages["orderCreated"]?.rules ?? []);
  const operation = {
    key: "onOrder",
    name: "onOrder",
    action: "receive",
    channel: { ...(avro === true ? avroChannel : channel), address, servers: [] },
    messages: { orderCreated: { rules }, ...(avro === true ? {} : { orderCancelled: { rules: [] } }) },
    options,
  } as const;
  return {
    ...contract,
    servers: { bench: { key: "bench", protocol, wireProtocol: protocol, host: "localhost" } },
    operations: [operation],
    publishers: {},
    incoming: {},
  };
}

export async function runOurs(task: Task, tally: Tally): Promise<void> {
  process.env["BOOST_BENCH_URL"] = task.server;
  process.env["BOOST_LOG_LEVEL"] = "warn";
  if (task.temporal !== undefined) process.env["TEMPORAL_ADDRESS"] = task.temporal;
  const app = new BoostApp("bench");
  const handler = async (message: object, context: { workflows: { dispatch(message: object): Promise<unknown> } }): Promise<void> => {
    tally.begins();
    if (task.temporal !== undefined) await context.workflows.dispatch(message);
    await work(task.work);
    tally.ends();
  };
  app.addSubscribers("bench", contractOf(task), { onOrder: { orderCreated: handler, orderCancelled: handler } });
  await app.run(["run", "all"]);
}
