import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder, exists, findExecutable, installPackages, madeOnce } from "./install.ts";
import { longStep } from "./long-step.ts";
import { freePort } from "./ports.ts";
import { run } from "./run.ts";
import { ServerProcess, temporaryFolder } from "./server-process.ts";
import { type Service, type StartOptions, sharedService } from "./service.ts";

/** registry/pom.xml names the same. */
const version = "2.6.13.Final";

export interface RegistryService extends Service {
  readonly name: "registry";
  /** Registers a version; resolves to the schema's id. */
  register(subject: string, schema: object | string, type?: "AVRO" | "JSON"): Promise<number>;
  /** Of a subject: what a new version may change. */
  setCompatibility(subject: string, level: "NONE" | "BACKWARD" | "FORWARD" | "FULL"): Promise<void>;
  /** For tests that freeze it. */
  readonly pid: number | undefined;
}

/** Apicurio Registry; `address` is its Confluent API. What is registered is in a file, so that it survives `kill`. */
export async function startRegistry(options: StartOptions = {}): Promise<RegistryService> {
  const shared = sharedService("registry", options);
  if (shared) return { ...shared, name: "registry", pid: undefined, ...registryTools(shared.address) };

  const app = await registryApp();
  const folder = await temporaryFolder("registry");
  const port = await freePort();
  const address = `http://127.0.0.1:${port}/apis/ccompat/v7`;
  const server = new ServerProcess({
    name: "registry",
    folder,
    file: (await findExecutable("java")) ?? "java",
    args: [
      ...["-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"],
      ...["-Dquarkus.http.host=127.0.0.1", `-Dquarkus.http.port=${port}`, "-Dquarkus.log.level=WARN"],
      ...["-Dquarkus.datasource.jdbc.initial-size=2", "-Dquarkus.datasource.jdbc.min-size=2"],
      ...["-cp", `${join(app, `apicurio-registry-app-${version}-runner.jar`)}:${join(app, "lib", "*")}`, "io.quarkus.runner.GeneratedMain"],
    ],
    env: { REGISTRY_DATASOURCE_URL: `jdbc:h2:file:${join(folder, "registry")};WRITE_DELAY=0` },
    answers: () => ask(`${address}/subjects`),
  });
  await server.start();
  return {
    name: "registry",
    address,
    shared: false,
    logPath: server.logPath,
    folder,
    start: () => server.start(),
    stop: () => server.stop(),
    restart: async () => {
      await server.stop();
      await server.start();
    },
    kill: () => server.kill(),
    get pid() {
      return server.pid;
    },
    ...registryTools(address),
  };
}

function registryTools(address: string): Pick<RegistryService, "register" | "setCompatibility"> {
  return {
    register: async (subject, schema, schemaType = "AVRO") => {
      const text = typeof schema === "string" ? schema : JSON.stringify(schema);
      const answer = await ask(`${address}/subjects/${encodeURIComponent(subject)}/versions`, "POST", { schema: text, schemaType });
      return (answer as { readonly id: number }).id;
    },
    setCompatibility: async (subject, compatibility) => {
      await ask(`${address}/config/${encodeURIComponent(subject)}`, "PUT", { compatibility });
    },
  };
}

async function ask(url: string, method = "GET", body?: object): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    signal: AbortSignal.timeout(10_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/vnd.schemaregistry.v1+json" } }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

async function registryApp(): Promise<string> {
  const folder = cacheFolder(`apicurio-registry-${version}`);
  await madeOnce(
    "registry",
    () => exists(folder),
    () => fetchApp(folder),
    "Apicurio Registry could not be fetched with Maven",
  );
  return folder;
}

async function fetchApp(target: string): Promise<void> {
  if (!(await findExecutable("java"))) await installPackages("default-jre-headless");
  if (!(await findExecutable("mvn"))) await installPackages("maven");
  const partial = `${target}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true });
  const pom = fileURLToPath(new URL("registry/pom.xml", import.meta.url));
  const args = ["-q", "-B", "-f", pom, "dependency:copy-dependencies", `-DoutputDirectory=${partial}`];
  await longStep(`fetching Apicurio Registry ${version} with Maven, 142 MB, once per machine`, () =>
    run("mvn", args, { timeoutMs: 10 * 60_000 }),
  );
  const archive = (await readdir(partial)).find((name) => name.endsWith(".tar.gz"));
  if (archive === undefined) throw new Error("Maven fetched no archive");
  await run("tar", ["xzf", join(partial, archive), "-C", partial]);
  await rm(join(partial, archive));
  await rename(partial, target);
}
