/**
 * F40: Kafka, RabbitMQ, Redis and Temporal under load while one thing after another breaks, and then the ledger. `npm run soak --
 * [--minutes 60] [--seed 1] [--rate 20]`; rate: messages a second for each broker. Ends with 0 when nothing is lost, nothing happened twice
 * and neither memory nor descriptors grow.
 */
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { randomsFrom } from "../random/randoms.ts";
import type { RabbitMqService } from "../services/index.ts";
import { breaks } from "./breaks.ts";
import { type Line, Scene, sampled } from "./scene.ts";
import { trendOf } from "./slope.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    rate: { type: "string", default: "20" },
  },
});
const [minutes, seed, rate] = [Number(values.minutes), Number(values.seed), Number(values.rate)];
if (!(minutes > 0 && rate > 0 && Number.isInteger(seed))) throw new Error("--minutes, --rate and --seed are numbers");

/** Milliseconds without any progress after which nobody waits any longer. */
const patience = 120_000;
const mebibyte = 2 ** 20;
/** What the median of the last quarter may be above that of the second one. */
const growth = { heap: 8 * mebibyte, descriptors: 6 };
/** Of 100 messages, those that are published again under their id, and those that their handler refuses. */
const share = { again: 5, refused: 1 };

/** The breaks are the seed's; when they meet which message is not. */
const random = randomsFrom(seed);

const clock = (): string => new Date(performance.now() - began).toISOString().slice(11, 19);
const print = (text: string): void => console.log(`${clock()} ${text}`);

console.log(`F40: ${minutes} minutes of breaks, seed ${seed}, ${rate} messages a second for each broker`);
const scene = await Scene.make();
const began = performance.now();
let isOver = false;
try {
  const publishing = scene.lines.map((line) => publish(line));
  const happened = await breakThings(began + minutes * 60_000);
  isOver = true;
  await Promise.all(publishing);
  print(`${happened.size} kinds of breaks: ${[...happened].map(([name, times]) => `${name} ${times}`).join(", ")}`);
  const ledgers = await scene.ledgers(patience);
  const verdicts = [...ledgers].map(([protocol, { confirmed, workflows, deadLetters, twice, lost, strange }]) => {
    const failed = scene.lines.find((line) => line.protocol === protocol)?.producer.failures.length;
    print(
      `${protocol}: ${confirmed} confirmed (${failed} publishes failed), ${workflows} workflows, ${deadLetters} dead letters (${twice} stored twice), ${lost.length} lost, ${strange.length} strange`,
    );
    for (const one of [...lost.map((message) => `lost: ${message}`), ...strange].slice(0, 10)) print(`  ${one}`);
    return lost.length === 0 && strange.length === 0;
  });
  for (const line of scene.lines) verdicts.push(isSteady(line));
  process.exitCode = verdicts.every(Boolean) ? 0 : 1;
  print(process.exitCode === 0 ? "held" : "did not hold");
} finally {
  isOver = true;
  await scene.close();
}

async function publish({ producer }: Line): Promise<void> {
  const random = randomsFrom(seed);
  let count = 0;
  while (!isOver) {
    const chance = random() * 100;
    if (chance < share.refused) await producer.publish(`reject-${count++}`);
    else if (chance < share.refused + share.again && count > 0) await producer.publish(`m-${Math.floor(random() * count)}`);
    else await producer.publish(`m-${count++}`);
    await delay((random() * 2_000) / rate);
  }
}

async function breakThings(end: number): Promise<ReadonlyMap<string, number>> {
  const happened = new Map<string, number>();
  while (performance.now() < end) {
    await delay(2_000 + random() * 8_000);
    const { name, act } = breaks[Math.floor(random() * breaks.length)] as (typeof breaks)[number];
    const line = scene.lines[Math.floor(random() * scene.lines.length)] as Line;
    print(`${name} (${line.protocol})`);
    await act(scene, line, random);
    happened.set(name, (happened.get(name) ?? 0) + 1);
    const ended = await Promise.race([line.main.ended, delay(1)]);
    if (ended !== undefined) throw new Error(`the application on ${line.protocol} ended with ${ended}`);
    await noneStandsStill();
  }
  return happened;
}

/** A break lasts seconds, so an application that has handled nothing for so long does not come back. */
async function noneStandsStill(): Promise<void> {
  for (const { protocol, main, service } of scene.lines) {
    const samples = main.said("memory").map((words) => Number(words[4]));
    const recent = samples.slice(-patience / sampled);
    if (recent.length < patience / sampled || recent[0] !== recent.at(-1)) continue;
    main.signal("SIGUSR2");
    await delay(2_000);
    if ("ctl" in service)
      print(await (service as RabbitMqService).ctl("list_queues", "name", "messages_ready", "messages_unacknowledged", "consumers"));
    throw new Error(`the application on ${protocol} has handled nothing for ${patience / 1_000} s`);
  }
}

/** Heap after a collection and open descriptors do not grow; resident memory is only told, because the allocator keeps what it had. */
function isSteady({ protocol, main }: Line): boolean {
  const samples = main.said("memory");
  const [resident, heap, descriptors] = [1, 2, 3].map((column) =>
    trendOf(
      samples.map((words) => Number(words[column])),
      sampled,
    ),
  );
  if (resident === undefined || heap === undefined || descriptors === undefined) return false;
  const megabytes = (bytes: number): string => (bytes / mebibyte).toFixed(1);
  print(
    `${protocol}: heap ${megabytes(heap.early)} → ${megabytes(heap.late)} MiB (${megabytes(heap.hourly)} an hour), resident ${megabytes(resident.early)} → ${megabytes(resident.late)} MiB, descriptors ${descriptors.early} → ${descriptors.late}`,
  );
  return heap.late - heap.early <= growth.heap && descriptors.late - descriptors.early <= growth.descriptors;
}
