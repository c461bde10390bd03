import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { boostGen, root } from "../cli/program.ts";

export type Environment = { readonly [name: string]: string };

export interface Shown {
  readonly code: number | null;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

/** A project that a page builds up, block by block. */
export interface Project {
  readonly folder: string;
  readonly write: (path: string, text: string) => void;
  readonly read: (path: string) => string;
  /** What a program of the project finds in its environment. */
  readonly environment: (environment: Environment) => NodeJS.ProcessEnv;
  /** A line for the shell, in the project, with `npx`, `npm` and `tsc` as a user has them. */
  readonly shell: (line: string, environment?: Environment) => Promise<Shown>;
}

/** Where the projects of all pages lie, with the packages that `npm install` would bring. */
export function openWorkshop(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-guide-")));
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["zod", "kafkajs", "amqplib", "ioredis", "pino", "@temporalio", "@opentelemetry", "@types", "typescript"])
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  symlinkSync(root, join(folder, "node_modules/boost-gen"));
  return folder;
}

export function closeWorkshop(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** A project as `boost-gen init` leaves it with these words behind it, around a starter or around a document. */
export function initProject(workshop: string, words: readonly string[], document?: string): Project {
  const folder = join(mkdtempSync(join(workshop, "page-")), "my-service");
  if (document === undefined) cpSync(starter(workshop, words), folder, { recursive: true });
  else make(folder, ["--document", "my-service/asyncapi.yaml"], { "asyncapi.yaml": document });
  return projectIn(folder);
}

const starters = new Map<string, string>();

/** Most pages begin with the same project: it is made once. */
function starter(workshop: string, words: readonly string[]): string {
  const key = [workshop, ...words].join(" ");
  const folder = starters.get(key) ?? join(mkdtempSync(join(workshop, "page-")), "my-service");
  if (!starters.has(key)) make(folder, words);
  starters.set(key, folder);
  return folder;
}

function make(folder: string, words: readonly string[], files: { readonly [path: string]: string } = {}): void {
  for (const [path, text] of Object.entries(files)) projectIn(folder).write(path, text);
  const { code, err } = boostGen(dirname(folder), ["init", basename(folder), ...words]);
  if (code !== 0) throw new Error(err);
  // What `ts <operation>` puts its member into.
  if (existsSync(join(folder, "handlers"))) cpSync(join(folder, "handlers"), join(folder, "stubs"), { recursive: true });
}

/** A folder as `npm init -y` and `npx tsc --init` leave it. */
export function bareProject(workshop: string): Project {
  const folder = join(mkdtempSync(join(workshop, "page-")), "my-service");
  mkdirSync(folder);
  const project = projectIn(folder);
  project.write("package.json", JSON.stringify({ name: "my-service", type: "module", dependencies: { zod: "^4.1.0" } }));
  project.write(
    "tsconfig.json",
    JSON.stringify({ compilerOptions: { module: "nodenext", target: "es2023", types: ["node"], strict: true } }),
  );
  return project;
}

export function projectIn(folder: string): Project {
  return {
    folder,
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    read: (path) => readFileSync(join(folder, path), "utf8"),
    environment: surroundings,
    shell: (line, environment = {}) => shell(folder, line, environment),
  };
}

const source = `--conditions=boost-gen-source --import ${pathToFileURL(join(root, "node_modules/tsx/dist/esm/index.mjs")).href}`;
/** Longer than any command of the guide takes, however busy the machine is. */
const patience = 180_000;

function shell(folder: string, line: string, environment: Environment): Promise<Shown> {
  const child = spawn("bash", ["-c", line], {
    cwd: folder,
    env: surroundings(environment),
    stdio: ["ignore", "pipe", "pipe"],
    timeout: patience,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

function surroundings(environment: Environment): NodeJS.ProcessEnv {
  // With the first a test of a page would report to the test that runs the page; the others are the test's own.
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(NODE_TEST_CONTEXT$|BOOST_|TEMPORAL_)/.test(name)));
  const somebody = { NAME: "A", EMAIL: "a@example.org" };
  const git = Object.entries(somebody).flatMap(([name, value]) => ["AUTHOR", "COMMITTER"].map((who) => [`GIT_${who}_${name}`, value]));
  return {
    ...own,
    ...Object.fromEntries(git),
    PATH: `${join(import.meta.dirname, "bin")}:${own["PATH"]}`,
    BOOST_GEN_CLONE: root,
    NODE_OPTIONS: source,
    NO_COLOR: "1",
    ...environment,
  };
}
