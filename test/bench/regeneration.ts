/**
 * What it costs to run the built program on every save: a run that finds nothing changed beside `node -e 0`, in turn, and with `--watch` the
 * time from the save to the last rename. `npm run bench:regeneration`. Prints medians; exit code 1 when a target is missed.
 */
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const root = join(import.meta.dirname, "../..");
const program = join(root, "dist/cli/main.js");
const rounds = 20;
let missed = false;

const folder = mkdtempSync(join(tmpdir(), "boost-gen-regeneration-"));
try {
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  cpSync(join(root, "specs/orders.yaml"), join(folder, "orders.yaml"));
  writeFileSync(join(folder, "large.yaml"), documentOf(200, "first"));
  nothingChanged("specs/orders.yaml", "orders.yaml");
  nothingChanged("200 messages", "large.yaml");
  await watching();
} finally {
  rmSync(folder, { recursive: true });
}
process.exitCode = missed ? 1 : 0;

/** Target: at most twice what Node itself takes to start and end. */
function nothingChanged(name: string, document: string): void {
  const words = [program, document, "--out", `out-${document}`, "--handlers", `handlers-${document}`];
  timed(words);
  const ours: number[] = [];
  const bare: number[] = [];
  for (let turn = 0; turn < rounds; turn++) {
    bare.push(timed(["-e", "0"]));
    ours.push(timed(words));
  }
  print(`nothing changed, ${name}`, median(ours) / median(bare), 2, "× node -e 0", `${round(median(ours))} ms / ${round(median(bare))} ms`);
}

/** Target: at most 300 ms from a save to the changed file, 5 of them the wait for an editor that writes in several steps. */
async function watching(): Promise<void> {
  const words = [program, "large.yaml", "--out", "out-large.yaml", "--handlers", "handlers-large.yaml", "--watch"];
  const child = spawn(process.execPath, words, { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  let lines = 0;
  child.stdout.on("data", (chunk) => {
    lines += String(chunk).split("\n").length - 1;
  });
  try {
    while (lines === 0) await setTimeout(20);
    const written = join(folder, "out-large.yaml/schemas/thing007.ts");
    const before = readFileSync(written, "utf8");
    if (!before.includes("first")) throw new Error("the document has another text than this measurement changes");
    const times: number[] = [];
    for (let turn = 0; turn < rounds; turn++) {
      // As an editor's user pauses between two saves.
      await setTimeout(200);
      const { mtimeMs } = statSync(written);
      const start = performance.now();
      writeFileSync(join(folder, "large.yaml"), documentOf(200, `text ${turn}`));
      while (statSync(written, { throwIfNoEntry: false })?.mtimeMs === mtimeMs) await setTimeout(1);
      times.push(performance.now() - start);
      const seen = lines;
      for (let waited = 0; lines === seen && waited < 100; waited++) await setTimeout(2);
    }
    print(
      "--watch, save to written, 200 messages",
      median(times),
      300,
      "ms",
      `first ${round(times[0] ?? 0)}, worst ${round(Math.max(...times))}`,
    );
  } finally {
    child.kill("SIGTERM");
  }
}

/** `text` is the description of one schema, so that a change of it changes one file. */
function documentOf(messages: number, text: string): string {
  const names = Array.from({ length: messages }, (_, index) => `Thing${String(index).padStart(3, "0")}`);
  const schema = (name: string): object => ({
    type: "object",
    description: name === "Thing007" ? text : name,
    required: ["id"],
    properties: Object.fromEntries(["id", "a", "b", "c", "d", "e", "f", "g", "h", "i"].map((key) => [key, { type: "string" }])),
  });
  return JSON.stringify(
    {
      asyncapi: "3.0.0",
      info: { title: "Large", version: "1.0.0" },
      servers: { kafka: { host: "localhost:9092", protocol: "kafka" } },
      channels: Object.fromEntries(
        names.map((name) => [name, { address: name, messages: { [name]: { $ref: `#/components/messages/${name}` } } }]),
      ),
      operations: Object.fromEntries(names.map((name) => [`on${name}`, { action: "receive", channel: { $ref: `#/channels/${name}` } }])),
      components: {
        messages: Object.fromEntries(names.map((name) => [name, { payload: { $ref: `#/components/schemas/${name}` } }])),
        schemas: Object.fromEntries(names.map((name) => [name, schema(name)])),
      },
    },
    null,
    1,
  );
}

function timed(words: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  const took = performance.now() - start;
  if (status !== 0) throw new Error(stderr);
  return took;
}

function print(what: string, value: number, most: number, unit: string, detail: string): void {
  if (value > most) missed = true;
  console.log(
    `${what.padEnd(42)} ${value.toFixed(unit === "ms" ? 0 : 2)} ${unit} (at most ${most}${value > most ? ", missed" : ""}); ${detail}`,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function round(milliseconds: number): number {
  return Math.round(milliseconds);
}
