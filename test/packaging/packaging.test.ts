import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { contentProblems } from "../../.tools/release/contents.ts";
import { kcatPublish, listWorkflows } from "../services/clients.ts";
import { describeWithServices, uniqueName, waitFor } from "../services/index.ts";
import { run } from "../services/run.ts";
import { followNextLine, initProject, type Package, packPackage } from "./installation.ts";

const megabyte = 1024 * 1024;

await describeWithServices(["kafka", "temporal"], "the package, as a user gets it", ({ kafka, temporal }) => {
  let folder: string;
  let packed: Package;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "boost-gen-package-"));
    packed = await packPackage(folder);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  test("is at most 4 MB packed and 15 MB unpacked", (t) => {
    t.diagnostic(`${(packed.size / megabyte).toFixed(2)} MB packed, ${(packed.unpackedSize / megabyte).toFixed(2)} MB unpacked`);
    assert.ok(packed.size <= 4 * megabyte, `${packed.size} bytes packed`);
    assert.ok(packed.unpackedSize <= 15 * megabyte, `${packed.unpackedSize} bytes unpacked`);
  });

  test("holds the build, licenses and documents, and no sources, tests or source maps", () => {
    assert.deepEqual(contentProblems(packed.files), []);
    assert.ok(packed.files.includes("dist/THIRD-PARTY-LICENSES.txt"));
    assert.equal(packed.files.filter((path) => path.endsWith(".schema.json")).length, 3);
  });

  test("has every file that its exports and commands name", async () => {
    const manifest = JSON.parse(await readFile(join(packed.unpacked, "package.json"), "utf8"));
    const [versions] = Object.values(manifest.typesVersions).map((entries) => Object.values(Object(entries)).flat());
    const named = [...Object.values(manifest.bin), ...Object.values(manifest.exports).flatMap(targetsOf), ...(versions ?? [])];
    for (const path of named) await access(join(packed.unpacked, String(path)));
  });

  test("is there once, whether it is imported or required, and for those that cannot require an ES module", async () => {
    const project = join(folder, "copies");
    await mkdir(join(project, "node_modules"), { recursive: true });
    await symlink(packed.unpacked, join(project, "node_modules/boost-gen"));
    for (const name of ["zod", "kafkajs", "amqplib", "ioredis", "@temporalio"])
      await symlink(resolve("node_modules", name), join(project, "node_modules", name));
    const entries = Object.keys(JSON.parse(await readFile(join(packed.unpacked, "package.json"), "utf8")).exports).flatMap((path) =>
      path.endsWith(".json") ? [] : [path.replace(".", "boost-gen")],
    );
    assert.equal(entries.length, 7);
    await writeFile(
      join(project, "copies.cjs"),
      `(async () => {
        for (const entry of ${JSON.stringify(entries)}) {
          const [required, imported] = [require(entry), await import(entry)];
          const names = Object.keys(imported).filter((name) => name !== "module.exports");
          console.log(entry, names.length > 0 && names.every((name) => imported[name] === required[name]));
        }
      })();`,
    );
    const node = (...flags: string[]): Promise<string> =>
      run(process.execPath, [...flags, "--preserve-symlinks", "copies.cjs"], { cwd: project });
    assert.equal(await node(), entries.map((entry) => `${entry} true\n`).join(""));
    // As it is for whoever requires what Node would not: the other build, whose names are the same.
    await writeFile(
      join(project, "copies.cjs"),
      `for (const entry of ${JSON.stringify(entries)}) console.log(entry, require.resolve(entry).includes("cjs"), Object.keys(require(entry)).length > 0);`,
    );
    assert.equal(await node("--no-experimental-require-module"), entries.map((entry) => `${entry} true true\n`).join(""));
  });

  test("has no dependencies of its own", async () => {
    const manifest = JSON.parse(await readFile(join(packed.unpacked, "package.json"), "utf8"));
    assert.equal(manifest.dependencies, undefined);
  });

  test("makes a project that passes its test and runs on brokers in memory", async () => {
    const tools = join(folder, "tools");
    await mkdir(tools);
    await writeFile(join(tools, "package.json"), "{}");
    await run("npm", ["install", "--no-audit", "--no-fund", "--legacy-peer-deps", packed.tarball], { cwd: tools });
    await run(process.execPath, [join(tools, "node_modules/boost-gen/dist/cli/main.js"), "init", "service", "--broker", "redis"], {
      cwd: folder,
    });
    const project = join(folder, "service");
    const own: string = JSON.parse(await readFile(join(project, "package.json"), "utf8")).dependencies["boost-gen"];
    assert.equal(await realpath(resolve(project, own.replace(/^file:/, ""))), await realpath(packed.tarball));
    await run("npm", ["install", "--no-audit", "--no-fund"], { cwd: project, timeoutMs: 5 * 60_000 });
    assert.match(await run("npm", ["test"], { cwd: project, env: { NODE_TEST_CONTEXT: undefined } }), /^# pass 1$/m);
    assert.match(await run("npm", ["run", "check"], { cwd: project }), /generated\/ matches asyncapi\.yaml/);
    assert.match(
      await run("npm", ["run", "try", "--", "--once"], { cwd: project }),
      /^ {2}handlers +yours, in handlers$[^]*^ {2}started /m,
    );
    const app = spawn(process.execPath, ["build/main.js", "run", "all"], {
      cwd: project,
      env: { ...process.env, BOOST_REDIS_URL: "memory://service", TEMPORAL_ADDRESS: temporal.address },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let log = "";
    for (const stream of [app.stdout, app.stderr]) stream.on("data", (chunk) => (log += String(chunk)));
    const exit = once(app, "exit");
    try {
      await waitFor(async () => assert.match(log, /Temporal worker started/), {
        intervalMs: 200,
        giveUp: () => (app.exitCode === null ? undefined : new Error(`the application ended with ${app.exitCode}:\n${log}`)),
      });
    } finally {
      app.kill("SIGTERM");
    }
    assert.deepEqual(await exit, [0, null], log);
  });

  for (const type of ["commonjs", "module"] as const) {
    test(`works in an empty ${type} project with only what the generator names`, async () => {
      const project = join(folder, type);
      await initProject(project, type);
      const { topic, text } = await ordersDocument();
      await writeFile(join(project, "orders.yaml"), text);
      const output = await run(process.execPath, [join(packed.unpacked, "dist/cli/main.js"), "orders.yaml"], { cwd: project });
      await followNextLine(project, output, packed.tarball);
      await writeFile(join(project, "main.ts"), main);

      await run(process.execPath, ["node_modules/typescript/bin/tsc"], { cwd: project });
      await run(process.execPath, [resolve("node_modules/typescript-5.9/bin/tsc"), "--noEmit"], { cwd: project });
      assert.match(await run("npx", ["boost-gen", "orders.yaml", "--check"], { cwd: project }), /generated\/ matches orders\.yaml/);

      await kafka.createTopic(topic, 2);
      await kafka.createTopic(`${topic}.dlq`);
      const id = uniqueName("packaged");
      await kcatPublish(kafka, { topic, key: id, value: JSON.stringify(orderCreated(id)) });
      const env = { ...process.env, BOOST_KAFKA_URL: kafka.address, TEMPORAL_ADDRESS: temporal.address };
      const tool = (...words: string[]): Promise<string> =>
        run("npx", ["boost-gen", ...words, "--document", "orders.yaml"], { cwd: project, env });
      assert.match(await tool("publish", "OrderCreated"), new RegExp(`^published OrderCreated to "${topic}" `));
      assert.match(await tool("dlq", "list"), /^No dead letters in /);
      const app = spawn(process.execPath, ["dist/main.js"], {
        cwd: project,
        env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let log = "";
      for (const stream of [app.stdout, app.stderr]) stream.on("data", (chunk) => (log += String(chunk)));
      const exit = once(app, "exit");
      try {
        await waitFor(async () => assert.equal((await listWorkflows(temporal, `WorkflowId = "order-${id}"`)).length, 1, log), {
          intervalMs: 500,
          giveUp: () => (app.exitCode === null ? undefined : new Error(`the application ended with ${app.exitCode}:\n${log}`)),
        });
      } finally {
        app.kill("SIGTERM");
      }
      assert.deepEqual(await exit, [0, null], log);
    });
  }
});

/** specs/orders.yaml with addresses of its own, since the broker is shared. */
async function ordersDocument(): Promise<{ readonly topic: string; readonly text: string }> {
  const topic = uniqueName("orders.v1");
  const text = await readFile("specs/orders.yaml", "utf8");
  return { topic, text: text.replaceAll("orders.v1", topic).replaceAll("order-service", uniqueName("order-service")) };
}

const main = `import { BoostApp } from "boost-gen/runtime";
import { contract } from "./generated/index.js";
import { handlers } from "./handlers/index.js";

const app = new BoostApp("order-service");
app.addSubscribers("message_processor", contract, handlers);
void app.run();
`;

function orderCreated(id: string): object {
  return { type: "order.created", order_id: id, customer_id: "c-1", items: [{ sku: "tea", quantity: 1, price: 2 }], total: 2 };
}

function targetsOf(conditions: unknown): unknown[] {
  if (typeof conditions === "string") return [conditions];
  const entries = Object.entries(Object(conditions));
  return entries.flatMap(([name, target]) => (name === "boost-gen-source" ? [] : targetsOf(target)));
}
