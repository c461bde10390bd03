import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client, Connection } from "@temporalio/client";
import type { WorkflowRuleDefinition } from "../../src/runtime/ground/contract.ts";
import { DeadLetters } from "../../src/runtime/tools/index.ts";
import { ConsumerChild } from "../brokers/kafka/consumer-child.ts";
import { AppFlow, contractOf } from "../faults/app-flow.ts";
import type { AppOrder } from "../faults/app-process.ts";
import { TcpProxy } from "../faults/tcp-proxy.ts";
import { type Service, startKafka, startService, type TemporalService, uniqueName } from "../services/index.ts";
import { freePort } from "../services/ports.ts";
import { startTemporal } from "../services/temporal.ts";

export const sampled = 5_000;
const script = fileURLToPath(new URL("../faults/app-process.ts", import.meta.url));
const id = { from: "payload", path: ["id"] } as const;

/** Nobody polls the task queue: a workflow that was started stays open, and its id is what the ledger counts. */
const startRule = (prefix: string): WorkflowRuleDefinition => ({
  kind: "start",
  workflow: "soak",
  member: "start",
  type: "Soak",
  taskQueue: "nobody",
  workflowId: [`${prefix}-`, id],
  args: [{ template: [id] }],
});

/** One broker with its proxy, a producer beside the proxy, and applications behind it. */
export interface Line {
  readonly protocol: AppOrder["protocol"];
  readonly service: Service;
  readonly proxy: TcpProxy;
  readonly order: AppOrder;
  readonly producer: AppFlow;
  /** Lives as long as the soak; its memory is what is measured. */
  readonly main: ConsumerChild<AppOrder>;
}

export interface LineLedger {
  readonly confirmed: number;
  readonly workflows: number;
  readonly deadLetters: number;
  /** Dead letters that are there twice, under one id. */
  readonly twice: number;
  readonly lost: readonly string[];
  /** Workflows or dead letters of nobody's message, second runs, and messages with both. */
  readonly strange: readonly string[];
}

export class Scene {
  readonly temporal: TemporalService;
  readonly temporalProxy: TcpProxy;
  readonly lines: readonly Line[];

  private constructor(temporal: TemporalService, temporalProxy: TcpProxy, lines: readonly Line[]) {
    this.temporal = temporal;
    this.temporalProxy = temporalProxy;
    this.lines = lines;
  }

  static async make(): Promise<Scene> {
    const temporal = await startTemporal({ own: true });
    const temporalProxy = await proxyTo(temporal.address);
    // Clients of Kafka go where the broker says it is, so the broker has to name the proxy.
    const [outside, inside] = [await freePort(), await freePort()];
    const kafka = await startKafka({
      own: true,
      listeners: [{ name: "PROXIED", protocol: "PLAINTEXT", port: inside, advertisedPort: outside }],
    });
    const lines: Line[] = [];
    for (const protocol of ["kafka", "amqp", "redis"] as const) {
      const service = protocol === "kafka" ? kafka : await startService(protocol === "amqp" ? "rabbitmq" : "redis", { own: true });
      const proxy = protocol === "kafka" ? await TcpProxy.listen(outside, inside) : await proxyTo(service.address);
      const address = uniqueName("soak");
      if (protocol === "kafka") for (const topic of [address, `${address}-dead`]) await kafka.createTopic(topic, 4);
      const order: AppOrder = {
        protocol,
        url: service.address.replace(/127\.0\.0\.1:\d+/, `127.0.0.1:${proxy.port}`),
        address,
        operation: { group: address, redis: { minIdle: 5_000 } },
        ...(protocol === "kafka"
          ? { client: { requestTimeout: 5_000, consumer: { sessionTimeout: 6_000, heartbeatInterval: 1_000 } } }
          : {}),
        ...(protocol === "amqp" ? { client: { heartbeat: 2 } } : {}),
        handler: [5, 60],
        rules: [startRule(address)],
        temporal: { address: `127.0.0.1:${temporalProxy.port}`, rpcTimeout: 3_000 },
        sample: sampled,
      };
      const { url: _, client: __, ...rest } = order;
      const producer = await AppFlow.make({ ...rest, url: service.address });
      lines.push({ protocol, service, proxy, order, producer, main: begin(order) });
    }
    for (const { main } of lines) await main.hears("joined");
    return new Scene(temporal, temporalProxy, lines);
  }

  /** Resolves when nothing is missing any more, or nothing has changed for `patience` milliseconds: what is left then is lost, or stands still. */
  async ledgers(patience: number): Promise<ReadonlyMap<string, LineLedger>> {
    let end = performance.now() + patience;
    let before = Number.POSITIVE_INFINITY;
    const connection = Connection.lazy({ address: this.temporal.address });
    try {
      const client = new Client({ connection });
      for (;;) {
        const found = new Map<string, LineLedger>();
        for (const line of this.lines) found.set(line.protocol, await ledgerOf(line, client));
        const missing = [...found.values()].reduce((sum, { lost }) => sum + lost.length, 0);
        if (missing === 0 || performance.now() > end) return found;
        if (missing < before) end = performance.now() + patience;
        before = missing;
        // Listing tens of thousands of workflows keeps Temporal, and the proxies in this process, from what is being counted.
        await delay(20_000);
      }
    } finally {
      await connection.close();
    }
  }

  async close(): Promise<void> {
    for (const { main, producer, proxy, service } of this.lines) {
      main.signal("SIGCONT");
      await main.end("SIGKILL");
      await producer.close();
      await proxy.close();
      await service.stop();
    }
    await this.temporalProxy.close();
    await this.temporal.stop();
  }
}

export function begin(order: AppOrder): ConsumerChild<AppOrder> {
  return new ConsumerChild(order, ["--expose-gc"], script);
}

async function proxyTo(address: string): Promise<TcpProxy> {
  return TcpProxy.listen(await freePort(), Number(/:(\d+)\/?$/.exec(address)?.[1]));
}

async function ledgerOf({ order, producer, service }: Line, client: Client): Promise<LineLedger> {
  const runs = new Map<string, number>();
  for await (const { workflowId } of client.workflow.list({ query: `WorkflowId STARTS_WITH "${order.address}-"`, pageSize: 1_000 })) {
    const message = workflowId.slice(order.address.length + 1);
    runs.set(message, (runs.get(message) ?? 0) + 1);
  }
  const dead: string[] = [];
  const letters = new DeadLetters({ contract: contractOf(order), app: "flow", environment: { BOOST_MAIN_URL: service.address } });
  try {
    for await (const letter of letters.find()) dead.push(letter.id ?? letter.place);
  } finally {
    await letters.close();
  }
  const buried = new Set(dead);
  const { confirmed } = producer;
  // What was published without a confirmation may be there, too.
  const strange = [
    ...[...runs]
      .filter(([message, count]) => count > 1 || message.startsWith("reject"))
      .map(([message, count]) => `${message} ran ${count} times`),
    ...[...buried].filter((message) => !message.startsWith("reject")).map((message) => `${message} was dead-lettered`),
  ];
  return {
    confirmed: confirmed.size,
    workflows: runs.size,
    deadLetters: buried.size,
    twice: dead.length - buried.size,
    lost: [...confirmed].filter((message) => !runs.has(message) && !buried.has(message)),
    strange,
  };
}
