/**
 * What the studio costs a service of 5,000 messages a second: three services in processes of their own read the same topic at the same time, one
 * without studio, one with BOOST_STUDIO_PORT and nobody looking, one with a page that looks; so a busy machine disturbs all three alike. Each round
 * has new processes, begun in another order. `npm run bench:studio [-- rounds]` prints for each round and as medians the microseconds of processor time for
 * each message and their ratios to the service without. Events come twice a second, whatever the service does, so a page takes a part of the processor
 * and nothing of each message: that part is what the service slows by, and exit code 1 when its median is over 2 %. Services run the built package.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { uniqueName } from "../services/index.ts";
import { startKafka } from "../services/kafka.ts";
import { type ProducerTask, type Reading, type ServiceTask, type Side, sides } from "./studio/task.ts";

const rounds = Number(process.argv[2] ?? 7);
const rate = 5_000;
/** Of a processor. */
const most = 0.02;
/** Milliseconds: until code is compiled and caches are full, and of the measurement. */
const [warmUp, measured] = [15_000, 20_000];

const programs = {
  service: new URL("./studio/service.ts", import.meta.url),
  producer: new URL("./studio/producer.ts", import.meta.url),
};

type Readings = { readonly [side in Side]: Reading };

const kafka = await startKafka();
const all: Readings[] = [];
for (let round = 0; round < rounds; round += 1) {
  const order = sides.map((_, index) => sides[(index + round) % sides.length] as Side);
  const readings = await measure(order);
  all.push(readings);
  const { latency } = readings.page;
  print(
    `round ${round + 1}`,
    readings,
    `   ${shown(readings.off.handled / readings.off.seconds)}/s   latency ${readings.off.latency.join("/")} : ${readings.port.latency.join("/")} : ${latency.join("/")} ms`,
  );
}
await kafka.stop();
const medians = Object.fromEntries(
  sides.map((side) => [side, { ...all[0]?.[side], cpu: median(all.map((one) => one[side].cpu)) }]),
) as Readings;
print("median", medians, "");
const looking = ["port", "page"] as const;
const ratios = looking.map((side) => median(all.map((one) => one[side].cpu / one.off.cpu)));
const parts = looking.map((side) => median(all.map((one) => ((one[side].cpu - one.off.cpu) * rate) / 1e6)));
console.log(`median of the rounds' ratios   ${ratios.map((ratio) => ratio.toFixed(3)).join(" : ")}`);
console.log(`of a processor   ${parts.map((part) => `${(part * 100).toFixed(2)} %`).join(" : ")}   at most ${most * 100} %`);
process.exit(parts.every((part) => part <= most) ? 0 : 1);

async function measure(order: readonly Side[]): Promise<Readings> {
  const address = uniqueName("bench");
  await kafka.createTopic(address, 4);
  const services = new Map<Side, ChildProcess>();
  const page = new AbortController();
  for (const side of order) {
    const task: ServiceTask = { side, server: kafka.address, address, group: uniqueName("bench") };
    const service = start("service", task);
    services.set(side, service);
    if (side !== "off") {
      const { studio } = (await answer(service)) as { readonly studio: string };
      if (side === "page") void look(studio, page.signal);
    }
    await answer(service);
  }
  const load: ProducerTask = { server: kafka.address, address, rate };
  const producer = start("producer", load);
  const read = async (): Promise<readonly (readonly [Side, Reading])[]> =>
    await Promise.all([...services].map(async ([side, service]) => [side, await asked(service)] as const));
  await sleep(warmUp);
  await read();
  await sleep(measured);
  const readings = await read();
  page.abort();
  for (const child of [producer, ...services.values()]) {
    child.disconnect();
    await once(child, "exit");
  }
  return Object.fromEntries(readings) as Readings;
}

function start(name: keyof typeof programs, task: ServiceTask | ProducerTask): ChildProcess {
  const child = fork(fileURLToPath(programs[name]), [JSON.stringify(task)], { execArgv: ["--import", "tsx"] });
  child.once("exit", (code) => {
    if (code !== 0) throw new Error(`the ${name} ended with ${code}`);
  });
  return child;
}

async function answer(child: ChildProcess): Promise<unknown> {
  const [message] = await once(child, "message");
  return message;
}

async function asked(child: ChildProcess): Promise<Reading> {
  const reading = answer(child);
  child.send("read");
  return (await reading) as Reading;
}

/** As the page does: one stream of events, read as fast as they come. */
async function look(address: string, signal: AbortSignal): Promise<void> {
  const { origin, hash } = new URL(address);
  const response = await fetch(`${origin}/api/live`, { headers: { authorization: `Bearer ${hash.slice("#token=".length)}` }, signal });
  if (!response.ok || response.body === null) throw new Error(`the studio answered ${response.status}`);
  try {
    for await (const _ of response.body);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function print(title: string, { off, port, page }: Readings, more: string): void {
  const ratio = ({ cpu }: Reading): string => (cpu / off.cpu).toFixed(3);
  const cpu = [off, port, page].map((one) => one.cpu.toFixed(1)).join(" : ");
  console.log(`${title.padEnd(10)} ${cpu} µs   nobody looks ${ratio(port)}   one page ${ratio(page)}${more}`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function shown(value: number): string {
  return Math.round(value).toLocaleString("en");
}
