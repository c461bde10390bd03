/**
 * The built program beside `node -e 0` and, where it can read the document at all, the official parser's parse alone (module loaded from
 * node_modules, nothing generated). In turn, medians. `npm run bench:compiler [-- --peers]`; exit code 1 when a target is missed.
 * `--peers` also installs @asyncapi/modelina into a temporary folder and lets it make models of the same document.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { completionSeconds } from "./completion.ts";

const root = join(import.meta.dirname, "../..");
const program = join(root, "dist/cli/main.js");
const streetlights = join(root, "../shared/corpus/documents/asyncapi-spec/examples/streetlights-kafka-asyncapi.yml");
const modelina = "@asyncapi/modelina@5.10.1";
/** Last thing on standard error: kilobytes. */
const telling = "data:text/javascript,process.on('exit',()=>console.error(process.resourceUsage().maxRSS))";
let missed = false;

interface Run {
  readonly seconds: number;
  /** Largest resident size, megabytes. */
  readonly memory: number;
}

const folder = mkdtempSync(join(tmpdir(), "boost-gen-bench-"));
try {
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  cold("specs/orders.yaml", join(root, "specs/orders.yaml"));
  if (existsSync(streetlights)) cold("streetlights-kafka", streetlights, 0.5);
  scaling();
  await editor();
  killers();
  if (process.argv.includes("--peers")) peers();
} finally {
  rmSync(folder, { recursive: true });
}
process.exitCode = missed ? 1 : 0;

function cold(name: string, document: string, most = Number.POSITIVE_INFINITY): void {
  const [ours, node, parser] = inTurn(10, [() => generate(document), () => measured(["-e", "0"]), () => parse(document)]);
  print(`cold, ${name}`, `${shown(ours)} s`, ours <= most);
  print("  node -e 0", `${shown(node)} s; ours is ${shown(ours / node)} ×`);
  print("  official parser, parse alone", `${shown(parser)} s; it is ${shown(parser / ours)} × ours`);
}

/** 1,000 messages of ten properties, in chains of references; 4,000 may take 4.5 times as long. */
function scaling(): void {
  const documents = [200, 1_000, 4_000].map((count) => {
    const path = join(folder, `${count}.yaml`);
    writeFileSync(path, documentOf(count));
    return { count, path };
  });
  const runs = new Map<number, readonly Run[]>();
  for (const { count, path } of documents)
    runs.set(
      count,
      Array.from({ length: 5 }, () => generate(path)),
    );
  const seconds = (count: number): number => median((runs.get(count) ?? []).map((run) => run.seconds));
  const memory = (count: number): number => median((runs.get(count) ?? []).map((run) => run.memory));
  print("200 messages", `${shown(seconds(200))} s, ${Math.round(memory(200))} MB`);
  print("1,000 messages", `${shown(seconds(1_000))} s, ${Math.round(memory(1_000))} MB`, seconds(1_000) <= 2 && memory(1_000) <= 400);
  const ratio = seconds(4_000) / seconds(1_000);
  print("4,000 messages", `${shown(seconds(4_000))} s, ${Math.round(memory(4_000))} MB, ${shown(ratio)} × 1,000`, ratio <= 4.5);
  print("  official parser, 200 messages, parse alone", `${shown(parse(join(folder, "200.yaml")).seconds)} s`);
  for (const [count, most] of [
    [1_000, 2],
    [4_000, 4],
  ] as const) {
    const checked = check(count);
    print(`tsc 7 on the output of ${count.toLocaleString("en")} messages`, `${shown(checked)} s`, checked <= most);
  }
}

/** Seconds of TypeScript 7 for a program that imports the whole output. */
function check(count: number): number {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const options = ["--noEmit", "--strict", "--target", "es2023", "--module", "nodenext", "--skipLibCheck"];
  const types = ["--types", "node", "--typeRoots", join(root, "node_modules/@types")];
  const start = performance.now();
  const { stdout, status } = spawnSync(process.execPath, [tsc, ...options, ...types, `of-${count}/index.ts`], {
    cwd: linked(),
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stdout.slice(0, 2_000));
  return (performance.now() - start) / 1_000;
}

/** In a handler of the project with 1,000 messages, with TypeScript 5.9, whose server editors speak to. */
async function editor(): Promise<void> {
  const compilerOptions = { strict: true, target: "es2023", module: "nodenext", skipLibCheck: true, types: [] };
  writeFileSync(join(linked(), "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["of-1000", "handlers-of-1000"] }));
  const file = join(folder, "handlers-of-1000/on500.ts");
  const text = readFileSync(file, "utf8").replace(/\(\) \{\n.*\n/, "(message) {\n    message.\n");
  const seconds = await completionSeconds(join(root, "node_modules/typescript-5.9/lib/tsserver.js"), file, text, "p0");
  print("completion on `message.` among 1,000 messages", `${Math.round(seconds * 1_000)} ms`, seconds < 0.1);
}

/** What the official parser needs minutes for, or never ends. */
function killers(): void {
  const head = "asyncapi: 3.0.0\ninfo: { title: T, version: '1' }\ncomponents:\n  schemas:\n";
  const schema = (name: string, text: string): string => `    ${name}: ${text}\n`;
  const to = (name: string): string => `{ $ref: '#/components/schemas/${name}' }`;
  const documents: Readonly<Record<string, string>> = {
    "a chain of 1,000 schemas": `${head}${range(1_000)
      .map((n) => schema(`S${n}`, `{ type: object, properties: { next: ${to(`S${n + 1}`)} } }`))
      .join("")}${schema("S1000", "{ type: string }")}`,
    "28 lists in each other": `${head}${schema("S", `{ default: ${"[".repeat(28)}${"]".repeat(28)} }`)}`,
    "a reference bomb of 18 levels": `${head}${range(18)
      .map((n) => schema(`S${n}`, `{ properties: { a: ${to(`S${n + 1}`)}, b: ${to(`S${n + 1}`)} } }`))
      .join("")}${schema("S18", "{ type: string }")}`,
  };
  for (const [name, text] of Object.entries(documents)) {
    const path = join(folder, `${name.replace(/\W+/g, "-")}.yaml`);
    writeFileSync(path, text);
    const ours = median([generate(path), generate(path), generate(path)].map((run) => run.seconds));
    print(name, `${shown(ours)} s; official parser ${fate(path)}`, ours <= 1);
  }
}

function fate(path: string): string {
  try {
    const { seconds } = parse(path, 20_000);
    return seconds >= 20 ? "not within 20 s" : `${shown(seconds)} s`;
  } catch (error) {
    return `fails: ${/RangeError[^,\n]*/.exec(String(error))?.[0] ?? "no document"}`;
  }
}

function peers(): void {
  const place = mkdtempSync(join(tmpdir(), "boost-gen-peers-"));
  try {
    writeFileSync(join(place, "package.json"), '{ "type": "module" }');
    const install = spawnSync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", modelina], {
      cwd: place,
      encoding: "utf8",
    });
    if (install.status !== 0) {
      print(modelina, "not measured: it could not be installed");
      return;
    }
    const script = `import { TypeScriptGenerator } from "@asyncapi/modelina"; import { readFileSync } from "node:fs";
const models = await new TypeScriptGenerator().generate(readFileSync(process.argv[2], "utf8"));
if (models.length === 0) throw new Error("no models");`;
    writeFileSync(join(place, "models.js"), script);
    const document = join(root, "specs/orders.yaml");
    const [ours, theirs] = inTurn(3, [() => generate(document), () => measured([join(place, "models.js"), document], { cwd: place })]);
    print(`${modelina}, models of specs/orders.yaml`, `${shown(theirs)} s; ours ${shown(ours)} s, ${shown(theirs / ours)} ×`);
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** Ten properties each, of which one leads to the next message's payload. */
function documentOf(count: number): string {
  const property = (n: number): string => `        p${n}: { type: ${["string", "integer", "boolean"][n % 3]} }\n`;
  const properties = (n: number): string =>
    `${range(9).map(property).join("")}        next: { $ref: '#/components/schemas/S${(n + 1) % count}' }\n`;
  const schemas = range(count).map((n) => `    S${n}:\n      type: object\n      required: [p0]\n      properties:\n${properties(n)}`);
  const messages = range(count).map((n) => `    M${n}: { payload: { $ref: '#/components/schemas/S${n}' } }\n`);
  const channels = range(count).map((n) => `  c${n}: { address: 'a.${n}', messages: { m: { $ref: '#/components/messages/M${n}' } } }\n`);
  const operations = range(count).map((n) => `  on${n}: { action: receive, channel: { $ref: '#/channels/c${n}' } }\n`);
  const server = "servers: { kafka: { host: 'localhost:9092', protocol: kafka } }\n";
  return `asyncapi: 3.0.0\ninfo: { title: T, version: '1' }\n${server}channels:\n${channels.join("")}operations:\n${operations.join("")}components:\n  messages:\n${messages.join("")}  schemas:\n${schemas.join("")}`;
}

/** Into a new folder each time. Nothing is deleted in between: the file system would be busy with that for seconds, inside what is measured. */
function generate(document: string): Run {
  const stem = /([^/]+)\.ya?ml$/.exec(document)?.[1] ?? "x";
  let name = stem;
  for (let count = 2; existsSync(join(folder, `of-${name}`)); count += 1) name = `${stem}-${count}`;
  return measured([program, document, "--out", `of-${name}`, "--handlers", `handlers-of-${name}`, "--quiet"], { cwd: folder });
}

function parse(document: string, timeout = 300_000): Run {
  const script = `const { Parser } = require("@asyncapi/parser"); const text = require("node:fs").readFileSync(process.argv[1], "utf8");
new Parser().parse(text, { source: process.argv[1] }).then(({ document, diagnostics }) => { if (!document) throw new Error(diagnostics[0].message); });`;
  return measured(["-e", script, document], { cwd: root, timeout });
}

function measured(words: readonly string[], options: { readonly cwd?: string; readonly timeout?: number } = {}): Run {
  const start = performance.now();
  const args = ["--import", telling, ...words];
  const { status, stderr, signal } = spawnSync(process.execPath, args, { encoding: "utf8", killSignal: "SIGKILL", ...options });
  const seconds = (performance.now() - start) / 1_000;
  if (signal === null && status !== 0) throw new Error(stderr.slice(-2_000));
  return { seconds, memory: Number(stderr.trim().split("\n").at(-1)) / 1_024 };
}

function inTurn(rounds: number, tasks: readonly (() => Run)[]): readonly [number, number, number] {
  const times: number[][] = tasks.map(() => []);
  for (let round = 0; round < rounds; round += 1) for (const [index, task] of tasks.entries()) times[index]?.push(task().seconds);
  const [first = [], second = [], third = []] = times;
  return [median(first), median(second), median(third)];
}

/** The folder, with what generated code imports. */
function linked(): string {
  const packages = join(folder, "node_modules");
  if (!existsSync(packages))
    spawnSync("sh", ["-c", `mkdir -p "$0" && ln -s "$1" "$0/boost-gen" && ln -s "$1/node_modules/zod" "$0/zod"`, packages, root]);
  return folder;
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function shown(value: number): string {
  return value.toFixed(2);
}

function print(title: string, result: string, isKept = true): void {
  missed ||= !isKept;
  console.log(`${title.padEnd(48)} ${result}${isKept ? "" : "   TARGET MISSED"}`);
}
