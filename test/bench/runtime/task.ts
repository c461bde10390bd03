import { z } from "zod";

/**
 * `bare`: the client's own loop; decoded, validated, handled, settled; on Kafka that of `eachBatch`, `concurrency` at once. `guarded`: the same, each
 * run with a deadline that its AbortSignal tells of, and five attempts. `eachMessage`: what the pages of kafkajs begin with, one message after the other.
 */
export type Side = "ours" | "bare" | "eachMessage" | "guarded";

/** What the process that is measured is asked to do. */
export interface Task {
  readonly side: Side;
  readonly broker: "kafka" | "rabbitmq" | "redis";
  /** Of the broker, as its client takes it. */
  readonly server: string;
  readonly address: string;
  readonly group: string;
  readonly count: number;
  /** Of `count`, those at the beginning that are handled and not measured, because the engine still compiles what it runs. */
  readonly warmUp?: number;
  readonly concurrency: number;
  /** Milliseconds that each handler takes; 0 returns at once. */
  readonly work: number;
  /** Bodies are Avro; the bare side reads them with avsc, and validates nothing more. */
  readonly avro?: true;
  /** Start a workflow for each message, at this Temporal server. */
  readonly temporal?: string;
}

export interface Outcome {
  /** Messages per second, from the start of the first handler that is measured to the end of the last one. */
  readonly rate: number;
  /** Microseconds of processor time for each message, over the same span, all threads of the process. */
  readonly cpu: number;
  /** Milliseconds from the start of the process to the first handler. */
  readonly untilFirst: number;
  /** Megabytes resident, at most. */
  readonly memory: number;
}

/** As a person would write it by hand for the schema that the other side's validator was generated from. */
export const orderCreated = z.looseObject({
  type: z.literal("order.created"),
  order_id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/u),
  customer_id: z.string().min(1),
  items: z.array(z.looseObject({ sku: z.string().min(1), quantity: z.int().min(1), price: z.number().min(0) })).min(1),
  total: z.number().min(0),
});

/** The same message in Avro. */
export const avroOrder = {
  type: "record",
  name: "OrderCreated",
  namespace: "shop",
  fields: [
    { name: "type", type: "string" },
    { name: "order_id", type: "string" },
    { name: "customer_id", type: "string" },
    {
      name: "items",
      type: {
        type: "array",
        items: {
          type: "record",
          name: "Item",
          fields: [
            { name: "sku", type: "string" },
            { name: "quantity", type: "int" },
            { name: "price", type: "double" },
          ],
        },
      },
    },
    { name: "total", type: "double" },
  ],
} as const;

/** `address` makes the ids of one measurement different from those of another. */
export function exampleOf(address: string, index: number): string {
  const items = [
    { sku: "tea-green", quantity: 2, price: 4.5 },
    { sku: "cup", quantity: 1, price: 12 },
  ];
  return JSON.stringify({ type: "order.created", order_id: `${address}-${index}`, customer_id: `c-${index % 97}`, items, total: 21 });
}

/** Counts handled messages and tells the outcome once all of them have been. */
export class Tally {
  readonly #count: number;
  readonly #warmUp: number;
  readonly #done: (outcome: Outcome) => void;
  #untilFirst = 0;
  #begun = 0;
  #cpu: NodeJS.CpuUsage | undefined;
  #started = 0;
  #handled = 0;

  constructor({ count, warmUp = 0 }: Pick<Task, "count" | "warmUp">, done: (outcome: Outcome) => void) {
    this.#count = count;
    this.#warmUp = warmUp;
    this.#done = done;
  }

  begins(): void {
    this.#started += 1;
    if (this.#started === 1) this.#untilFirst = performance.now();
    if (this.#started !== this.#warmUp + 1) return;
    this.#begun = performance.now();
    this.#cpu = process.cpuUsage();
  }

  ends(): void {
    this.#handled += 1;
    if (this.#handled !== this.#count) return;
    const measured = this.#count - this.#warmUp;
    const seconds = (performance.now() - this.#begun) / 1_000;
    const { user, system } = process.cpuUsage(this.#cpu);
    const memory = process.resourceUsage().maxRSS / 1_024;
    this.#done({ rate: measured / seconds, cpu: (user + system) / measured, untilFirst: this.#untilFirst, memory });
  }
}
