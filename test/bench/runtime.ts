/**
 * The runtime beside the client's own loop, bare and with the guarantees that such a loop can have (`bare.ts`): same servers, same messages, in turn,
 * each in a process of its own. `npm run bench:runtime [-- kafka|avro|rabbitmq|redis|temporal|backlog]`. Prints, as medians, messages per second and
 * microseconds of processor time for each message, and ours as a part of each loop's; exit code 1 where that is under 0.9, of a loop that promises as
 * much (`guarded`) or of the usual one (`eachMessage`). Of the two the better one counts: a busy machine disturbs the rate, and what waits for the broker has no
 * processor time. Our side runs the built package.
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
import type { Outcome, Side, Task } from "./runtime/task.ts";

const rounds = 3;
/** Of a loop, what ours has to come to. */
const least = 0.9;
/** Messages of one run on Kafka, and how many of them at the beginning are not measured. */
const ofKafka = { count: 300_000, warmUp: 100_000 };
const child = fileURLToPath(new URL("./runtime/child.ts", import.meta.url));

const starters = { kafka: startKafka, rabbitmq: startRabbitMq, redis: startRedis } as const;
type Setting = Omit<Task, "side" | "address" | "group" | "server">;
type Place = Pick<Task, "server" | "address">;

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
        { broker, concurrency, work: 0, ...(broker === "kafka" ? ofKafka : { count: 20_000 }) },
        service.address,
      );
    if (broker === "kafka") await compareAvro(service.address);
    await compareWithSequential(broker, service.address);
    await compareIdle(broker, service.address);
  } finally {
    await service.stop();
  }
}
if (chosen.includes("avro")) {
  const kafka = await startKafka();
  try {
    await compareAvro(kafka.address);
  } finally {
    await kafka.stop();
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
      const { rate, memory } = await measure({ ...setting, side: "ours" }, service.address, {
        flags: ["--max-old-space-size=256"],
      });
      print(`${broker}, 200,000 waiting, 2 ms of work, 64 at once, heap of 256 MB`, `${shown(rate)}/s   at most ${Math.round(memory)} MB`);
    } finally {
      await service.stop();
    }
  }
}
process.exitCode = failed ? 1 : 0;

async function compareAvro(server: string): Promise<void> {
  for (const concurrency of [1, 16])
    await compare(
      `kafka, Avro beside avsc, ${concurrency} at once`,
      { broker: "kafka", concurrency, work: 0, ...ofKafka, avro: true },
      server,
    );
}

/** Loops that ours has to keep up with: the one that promises as much, and the one that most people write. */
function isGated(side: Side): boolean {
  return side === "guarded" || side === "eachMessage";
}

async function compare(title: string, setting: Setting, server: string): Promise<void> {
  const sides: readonly Side[] = setting.broker === "kafka" ? ["ours", "bare", "eachMessage", "guarded"] : ["ours", "bare", "guarded"];
  const outcomes = new Map<Side, Outcome[]>(sides.map((side) => [side, []]));
  // A log is read again and again, by a new group each time.
  const place = setting.broker === "kafka" && setting.temporal === undefined ? await loaded(setting, server) : undefined;
  for (let round = 0; round < rounds; round += 1) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed())
      outcomes.get(side)?.push(await measure({ ...setting, side }, server, { place }));
  }
  const of = (side: Side, what: keyof Outcome): number => median((outcomes.get(side) ?? []).map((outcome) => outcome[what]));
  console.log(title);
  for (const side of sides) {
    const part = { rate: of("ours", "rate") / of(side, "rate"), cpu: of(side, "cpu") / of("ours", "cpu") };
    const isUnder = isGated(side) && Math.max(part.rate, part.cpu) < least;
    failed ||= isUnder;
    print(
      `  ${side}`,
      `${shown(of(side, "rate"))}/s   ${of(side, "cpu").toFixed(1)} µs   first message after ${shown(of(side, "untilFirst"))} ms   ${shown(of(side, "memory"))} MB${side === "ours" ? "" : `   ours: ${part.rate.toFixed(2)} of the rate, ${part.cpu.toFixed(2)} of the processor's${isUnder ? ", which is too little" : ""}`}`,
    );
  }
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

async function loaded(setting: Setting, server: string): Promise<Place & Pick<Task, "group">> {
  const place = { server, address: uniqueName("bench"), group: uniqueName("bench") };
  await load({ ...setting, ...place });
  return place;
}

interface MeasureOptions {
  /** Where the messages are already. */
  readonly place?: Place | undefined;
  readonly flags?: readonly string[];
}

async function measure(
  setting: Setting & Pick<Task, "side">,
  server: string,
  { place, flags = [] }: MeasureOptions = {},
): Promise<Outcome> {
  const task: Task = { ...setting, ...(place === undefined ? await loaded(setting, server) : { ...place, group: uniqueName("bench") }) };
  const process_ = spawn(process.execPath, [...flags, "--import", "tsx", child, JSON.stringify(task)], {
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
