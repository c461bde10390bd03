/**
 * The runtime beside the client's own loop, bare and with the guarantees that such a loop can have (`bare.ts`): same servers, same messages, in turn,
 * each in a process of its own. `npm run bench:runtime [-- kafka|rabbitmq|redis|temporal|backlog]`. Prints, as medians in the order ours : bare : guarded,
 * messages per second, microseconds of processor time for each message, which a busy machine disturbs less, and the ratios; exit code 1 when
 * the rate is under 0.9 of the guarded loop's. Our side runs the built package.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { uniqueName } from "../services/index.ts";
import { startKafka } from "../services/kafka.ts";
import { startRabbitMq } from "../services/rabbitmq.ts";
import { startRedis } from "../services/redis.ts";
import { startTemporal } from "../services/temporal.ts";
import { load } from "./runtime/load.ts";
import { type Outcome, type Side, sides, type Task } from "./runtime/task.ts";

const rounds = 3;
const least = 0.9;
const child = fileURLToPath(new URL("./runtime/child.ts", import.meta.url));

const starters = { kafka: startKafka, rabbitmq: startRabbitMq, redis: startRedis } as const;
type Setting = Omit<Task, "side" | "address" | "group" | "server">;

let failed = false;
const chosen = process.argv.slice(2);
const wanted = (name: string): boolean => chosen.length === 0 || chosen.includes(name);

for (const broker of ["kafka", "rabbitmq", "redis"] as const) {
  if (!wanted(broker)) continue;
  const service = await starters[broker]();
  try {
    for (const concurrency of [1, 16, 64])
      await compare(
        `${broker}, ${concurrency} at once`,
        { broker, concurrency, work: 0, count: broker === "kafka" ? 200_000 : 20_000 },
        service.address,
      );
    if (broker === "kafka")
      for (const concurrency of [1, 16])
        await compare(
          `kafka, Avro beside avsc, ${concurrency} at once`,
          { broker, concurrency, work: 0, count: 200_000, avro: true },
          service.address,
        );
    await compareWithSequential(broker, service.address);
    await compareIdle(broker, service.address);
  } finally {
    await service.stop();
  }
}
if (wanted("temporal")) {
  const [kafka, temporal] = await Promise.all([startKafka(), startTemporal()]);
  try {
    const setting = { broker: "kafka", concurrency: 16, work: 0, count: 1_000, temporal: temporal.address } as const;
    await compare("kafka, message to workflow started, 16 at once", setting, kafka.address);
  } finally {
    await Promise.all([kafka.stop(), temporal.stop()]);
  }
}
if (wanted("backlog")) {
  for (const broker of ["kafka", "rabbitmq", "redis"] as const) {
    const service = await starters[broker]();
    try {
      const setting = { broker, concurrency: 64, work: 2, count: 200_000 } as const;
      const { rate, memory } = await measure({ ...setting, side: "ours" }, service.address, ["--max-old-space-size=256"]);
      print(`${broker}, 200,000 waiting, 2 ms of work, 64 at once, heap of 256 MB`, `${shown(rate)}/s   at most ${Math.round(memory)} MB`);
    } finally {
      await service.stop();
    }
  }
}
process.exitCode = failed ? 1 : 0;

async function compare(title: string, setting: Setting, server: string): Promise<void> {
  const outcomes: { readonly [side in Side]: Outcome[] } = { ours: [], bare: [], guarded: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) outcomes[side].push(await measure({ ...setting, side }, server));
  }
  const of = (side: Side, what: keyof Outcome): number => median(outcomes[side].map((outcome) => outcome[what]));
  const all = (what: keyof Outcome, print: (value: number) => string): string => sides.map((side) => print(of(side, what))).join(" : ");
  const ratio = of("ours", "rate") / of("guarded", "rate");
  failed ||= ratio < least;
  print(
    title,
    `${(of("ours", "rate") / of("bare", "rate")).toFixed(2)} × bare   ${ratio.toFixed(2)} × guarded   ${all("rate", shown)}/s   ${all("cpu", (value) => value.toFixed(1))} µs   first message after ${all("untilFirst", shown)} ms   ${all("memory", shown)} MB`,
  );
}

/** Handlers that take 5 ms: concurrency has to pay. */
async function compareWithSequential(broker: Task["broker"], server: string): Promise<void> {
  const bare = await measure({ side: "bare", broker, concurrency: 1, work: 5, count: 1_000 }, server);
  for (const concurrency of [16, 64]) {
    const { rate } = await measure({ side: "ours", broker, concurrency, work: 5, count: 1_000 * concurrency }, server);
    print(
      `${broker}, 5 ms of work, ${concurrency} at once`,
      `${(rate / bare.rate).toFixed(1)} × the sequential bare loop (${shown(bare.rate)}/s)`,
    );
  }
}

/** One message and nothing else: what it takes to begin, and what a process that waits occupies. */
async function compareIdle(broker: Task["broker"], server: string): Promise<void> {
  const outcomes = { ours: [] as Outcome[], bare: [] as Outcome[] };
  for (let round = 0; round < rounds; round += 1)
    for (const side of ["ours", "bare"] as const)
      outcomes[side].push(await measure({ side, broker, concurrency: 16, work: 0, count: 1 }, server));
  const of = (side: "ours" | "bare", what: "untilFirst" | "memory"): number => Math.round(median(outcomes[side].map((one) => one[what])));
  print(
    `${broker}, idle`,
    `first message after ${of("ours", "untilFirst")} : ${of("bare", "untilFirst")} ms   ${of("ours", "memory")} : ${of("bare", "memory")} MB`,
  );
}

async function measure(task: Setting & Pick<Task, "side">, server: string, flags: readonly string[] = []): Promise<Outcome> {
  const place = { ...task, server, address: uniqueName("bench"), group: uniqueName("bench") };
  await load(place);
  const process_ = spawn(process.execPath, [...flags, "--import", "tsx", child, JSON.stringify(place)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output, [code]] = await Promise.all([text(process_.stdout), once(process_, "close")]);
  const line = output.trim().split("\n").at(-1) ?? "";
  if (code !== 0 || line === "") throw new Error(`the process ended with ${code} and said ${JSON.stringify(output)}`);
  return JSON.parse(line) as Outcome;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function shown(rate: number): string {
  return Math.round(rate).toLocaleString("en");
}

function print(title: string, result: string): void {
  console.log(`${title.padEnd(62)} ${result}`);
}
