import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { after, describe } from "node:test";
import { describeWithServices, type Services } from "./index.ts";
import { cacheFolder, exists, findExecutable, installPackages, madeOnce } from "./install.ts";
import { longStep } from "./long-step.ts";
import { run } from "./run.ts";
import { type ServiceName, ServiceUnavailable } from "./service.ts";
import { patience, withTimeout } from "./wait.ts";

/** A program in Java, for neighbours that are written in it: it reads lines of JSON and answers each with one, `{ "error": … }` where it cannot. */
export interface Java {
  /** Starts it where it does not run yet; it stays for the next question. One question at a time. */
  ask(question: object): Promise<unknown>;
}

/** A folder with `pom.xml`, which names the jars, and `<main>.java`. */
interface JavaSource {
  readonly folder: string;
  readonly main: string;
}

/** Jars are fetched and the source is compiled once per machine, each again when it changes. */
async function javaWith({ folder, main }: JavaSource): Promise<Program> {
  const pom = join(folder, "pom.xml");
  const source = join(folder, `${main}.java`);
  const jars = cacheFolder("java", `jars-${await hashOf(pom)}`);
  const classes = cacheFolder("java", `${main}-${await hashOf(pom, source)}`);
  await madeOnce(
    "java",
    () => exists(jars),
    () => fetchJars(pom, jars),
    `the jars that ${pom} names could not be fetched with Maven`,
  );
  await madeOnce(
    "java",
    () => exists(classes),
    () => compile(source, jars, classes),
    `${source} could not be compiled`,
  );
  return new Program((await findExecutable("java")) ?? "java", [classes, join(jars, "*")].join(delimiter), main);
}

interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly answers: AsyncIterator<string>;
}

class Program implements Java {
  readonly #file: string;
  readonly #args: readonly string[];
  #running: Running | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #said = "";

  constructor(file: string, classpath: string, main: string) {
    this.#file = file;
    this.#args = ["-XX:TieredStopAtLevel=1", "-Xmx256m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp", classpath, main];
  }

  ask(question: object): Promise<unknown> {
    const answer = this.#last.then(() => withTimeout(this.#answer(question), patience, `an answer of ${this.#args.at(-1)}`));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  stop(): void {
    this.#running?.child.kill("SIGKILL");
  }

  async #answer(question: object): Promise<unknown> {
    this.#running ??= this.#start();
    const { child, answers } = this.#running;
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const { done, value } = await answers.next();
    if (done === true) throw new Error(`java ended: ${this.#said.slice(-4_000)}`);
    const answer = JSON.parse(value) as { readonly error?: string };
    if (answer.error !== undefined) throw new Error(`${answer.error}\n${this.#said.slice(-4_000)}`);
    return answer;
  }

  #start(): Running {
    const child = spawn(this.#file, this.#args);
    child.stderr.on("data", (piece: Buffer) => {
      this.#said += piece.toString();
    });
    child.stdin.on("error", () => undefined);
    return { child, answers: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  }
}

/** `describeWithServices` with the program beside the servers. */
export async function describeWithJava<const Name extends ServiceName>(
  { source, services }: { readonly source: JavaSource; readonly services: readonly Name[] },
  title: string,
  suite: (services: Pick<Services, Name> & { readonly java: Java }) => void,
): Promise<void> {
  let java: Program;
  try {
    java = await javaWith(source);
  } catch (error) {
    if (!(error instanceof ServiceUnavailable) || process.env["CI"]) throw error;
    describe(title, { skip: error.message });
    return;
  }
  await describeWithServices(services, title, (started) => {
    after(() => java.stop());
    suite({ ...started, java });
  });
}

async function hashOf(...files: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of files) hash.update(await readFile(file));
  return hash.digest("hex").slice(0, 12);
}

async function fetchJars(pom: string, target: string): Promise<void> {
  if (!(await findExecutable("javac"))) await installPackages("default-jdk-headless");
  if (!(await findExecutable("mvn"))) await installPackages("maven");
  await whole(target, async (partial) => {
    const args = ["-q", "-B", "-f", pom, "dependency:copy-dependencies", `-DoutputDirectory=${partial}`];
    await longStep(`fetching the jars of ${pom} with Maven, once per machine`, () => run("mvn", args, { timeoutMs: 10 * 60_000 }));
    if ((await readdir(partial)).length === 0) throw new Error("Maven fetched no jar");
  });
}

async function compile(source: string, jars: string, target: string): Promise<void> {
  await whole(target, async (partial) => {
    const args = ["-nowarn", "-proc:none", "-cp", join(jars, "*"), "-d", partial, source];
    await longStep(`compiling ${source}, once per machine`, () => run("javac", args, { timeoutMs: 5 * 60_000 }));
  });
}

/** The folder has its name only when everything is in it. */
async function whole(target: string, fill: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${target}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  await fill(partial);
  await rename(partial, target);
}
