import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder, findExecutable, isExecutable, madeOnce } from "./install.ts";
import { longStep } from "./long-step.ts";
import { freePort } from "./ports.ts";
import { run } from "./run.ts";
import { ServerProcess, temporaryFolder } from "./server-process.ts";
import { type Service, type StartOptions, sharedService } from "./service.ts";

/** Of github.com/temporalio/cli; temporal/go.mod pins the same. */
const version = "1.5.1";

export interface TemporalService extends Service {
  readonly name: "temporal";
  /** Namespaces that exist beside `default`. */
  readonly namespaces: readonly string[];
}

export interface TemporalOptions extends StartOptions {
  /** Type by name: `{ CustomerId: "Keyword" }`. */
  readonly searchAttributes?: Readonly<Record<string, "Bool" | "Datetime" | "Double" | "Int" | "Keyword" | "KeywordList" | "Text">>;
  readonly namespaces?: readonly string[];
  /** More arguments of `temporal server start-dev`, such as `["--dynamic-config-value", "…"]`. */
  readonly args?: readonly string[];
}

/** The search attributes that the documents in specs/ set; every dev server of the tests has them. */
const knownSearchAttributes = { CustomerId: "Keyword" } as const;

/** Temporal's development server with its state in a file, so that workflows survive `kill`. */
export async function startTemporal(options: TemporalOptions = {}): Promise<TemporalService> {
  const namespaces = options.namespaces ?? [];
  const shared = sharedService("temporal", options);
  if (shared) return { ...shared, name: "temporal", namespaces };

  const file = await temporalBinary();
  const folder = await temporaryFolder("temporal");
  const port = await freePort();
  const address = `127.0.0.1:${port}`;
  const attributes = Object.entries({ ...knownSearchAttributes, ...options.searchAttributes });
  const server = new ServerProcess({
    name: "temporal",
    folder,
    file,
    args: [
      ...["server", "start-dev", "--headless", "--ip", "127.0.0.1", "--port", String(port), "--log-level", "error"],
      ...["--db-filename", join(folder, "temporal.db")],
      ...attributes.flatMap(([name, type]) => ["--search-attribute", `${name}=${type}`]),
      ...namespaces.flatMap((namespace) => ["--namespace", namespace]),
      ...(options.args ?? []),
    ],
    env: { HOME: folder },
    answers: () => Promise.all(["default", ...namespaces].map((namespace) => countWorkflows(file, address, namespace))),
  });
  await server.start();
  return {
    name: "temporal",
    address,
    shared: false,
    namespaces,
    logPath: server.logPath,
    folder,
    start: () => server.start(),
    stop: () => server.stop(),
    restart: async () => {
      await server.stop();
      await server.start();
    },
    kill: () => server.kill(),
  };
}

/** Goes through frontend, namespace registry and visibility store. */
function countWorkflows(file: string, address: string, namespace: string): Promise<string> {
  return run(file, ["workflow", "count", "--address", address, "--namespace", namespace]);
}

/** Path of the `temporal` program: installed, cached, or built (3 minutes on two cores, once per machine). */
export async function temporalBinary(): Promise<string> {
  const installed = await findExecutable("temporal");
  if (installed) return installed;
  const cached = cacheFolder(`temporal-${version}`, "temporal");
  await madeOnce(
    "temporal",
    () => isExecutable(cached),
    () => buildTemporal(cached),
    "its program could not be built with Go",
  );
  return cached;
}

async function buildTemporal(target: string): Promise<void> {
  const go = (await findExecutable("go")) ?? "/usr/local/go/bin/go";
  const folder = cacheFolder(`temporal-${version}`);
  await mkdir(folder, { recursive: true });
  for (const name of ["go.mod", "go.sum"]) await copyFile(fileURLToPath(new URL(`temporal/${name}`, import.meta.url)), join(folder, name));
  const partial = `${target}.partial`;
  await rm(partial, { force: true });
  await longStep(`building Temporal's server ${version} with Go, once per machine; 3 minutes on two quiet cores`, (note) => {
    const program = "github.com/temporalio/cli/cmd/temporal";
    return run(go, ["build", "-v", "-o", partial, program], { cwd: folder, timeoutMs: 30 * 60_000, onError: progressOf(note) });
  });
  await rename(partial, target);
}

/** Go names each module that it downloads and each package that it has compiled, in a line. */
function progressOf(note: (progress: string) => void): (text: string) => void {
  let compiled = 0;
  return (text) => {
    const lines = text.split("\n").filter(Boolean);
    compiled += lines.filter((line) => !line.startsWith("go: ")).length;
    note(`${compiled} packages compiled, ${lines.at(-1) ?? ""}`);
  };
}
