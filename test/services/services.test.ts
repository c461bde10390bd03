import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import * as clients from "./clients.ts";
import { type Service, type Services, startKafka, startService, uniqueName, waitFor } from "./index.ts";
import { withLock } from "./install.ts";
import { freePort } from "./ports.ts";
import { ServerProcess, temporaryFolder } from "./server-process.ts";

interface Sample<Name extends keyof Services> {
  readonly name: Name;
  write(service: Services[Name], key: string): Promise<unknown>;
  /** Values found under the key. */
  read(service: Services[Name], key: string): Promise<readonly unknown[]>;
}

const redis: Sample<"redis"> = {
  name: "redis",
  write: (service, key) => clients.redisCli(service, "RPUSH", key, "one"),
  read: async (service, key) => (await clients.redisCli(service, "LRANGE", key, "0", "-1")).split("\n"),
};

const rabbitmq: Sample<"rabbitmq"> = {
  name: "rabbitmq",
  write: async (service, key) => {
    const { connect } = await import("amqplib");
    const connection = await connect(service.address);
    await (await connection.createChannel()).assertQueue(key, { durable: true });
    await connection.close();
    await clients.rabbitPublish(service, { routingKey: key, body: "one", headers: { kind: "sample" } });
  },
  read: async (service, key) => (await clients.rabbitDrain(service, key)).map((message) => message.body.toString()),
};

const kafka: Sample<"kafka"> = {
  name: "kafka",
  write: async (service, key) => {
    await service.createTopic(key, 2);
    await clients.kcatPublish(service, { topic: key, value: "one", key: "k", headers: { kind: "sample" }, partition: 1 });
  },
  read: async (service, key) => {
    const records = await clients.kcatConsume(service, key);
    assert.deepEqual(
      records.map(({ key, headers, partition }) => ({ key, headers, partition })),
      [{ key: "k", headers: { kind: "sample" }, partition: 1 }],
    );
    return records.map((record) => record.value);
  },
};

const temporal: Sample<"temporal"> = {
  name: "temporal",
  write: (service, key) =>
    clients.temporalCli(
      service,
      "workflow",
      "start",
      "--type",
      "Sample",
      "--task-queue",
      key,
      "--workflow-id",
      key,
      "--search-attribute",
      'CustomerId="one"',
    ),
  read: async (service, key) => {
    assert.equal((await clients.showWorkflow(service, key))[0]?.eventType, "EVENT_TYPE_WORKFLOW_EXECUTION_STARTED");
    const rows = await clients.listWorkflows(service, `WorkflowId = "${key}" AND CustomerId = "one"`);
    assert.equal(await clients.countWorkflows(service, `WorkflowId = "${key}"`), rows.length);
    return rows.map((row) => (row.type === "Sample" ? "one" : row.type));
  },
};

const registry: Sample<"registry"> = {
  name: "registry",
  write: (service, key) => service.register(key, { type: "string" }),
  read: async (service, key) => {
    const answer = await fetch(`${service.address}/subjects/${key}/versions/latest`, { signal: AbortSignal.timeout(5_000) });
    return ((await answer.json()) as { readonly schema: string }).schema.includes("string") ? ["one"] : [];
  },
};

serviceTests(redis);
serviceTests(rabbitmq);
serviceTests(kafka);
serviceTests(temporal);
serviceTests(registry);

function serviceTests<Name extends keyof Services>(sample: Sample<Name>): void {
  describe(`${sample.name} server`, () => {
    let service: Services[Name];
    before(async () => {
      service = await startService(sample.name, { own: true });
    });
    after(() => service.stop());

    test("answers", async () => {
      const key = uniqueName("answers");
      await sample.write(service, key);
      assert.deepEqual(await sample.read(service, key), ["one"]);
    });

    test("keeps its data and address over kill and start", async () => {
      const key = uniqueName("killed");
      const address = service.address;
      await sample.write(service, key);
      await service.kill();
      await assert.rejects(sample.read(service, key));
      await service.start();
      assert.equal(service.address, address);
      assert.deepEqual(await sample.read(service, key), ["one"]);
    });

    test("keeps its data over restart", async () => {
      const key = uniqueName("restarted");
      await sample.write(service, key);
      await service.restart();
      assert.deepEqual(await sample.read(service, key), ["one"]);
    });

    test("leaves no process behind", async () => {
      assert.notDeepEqual(processesOf(service), []);
      await service.stop();
      await service.stop();
      assert.deepEqual(processesOf(service), []);
    });
  });
}

/** Process ids that run in the service's folder or carry it in their arguments or environment. */
function processesOf(service: Service): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .filter((pid) => ["cmdline", "environ", "cwd"].some((file) => readProc(pid, file).includes(service.folder)));
}

function readProc(pid: string, file: string): string {
  try {
    return file === "cwd" ? readlinkSync(`/proc/${pid}/${file}`) : readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // The process has ended meanwhile.
    return "";
  }
}

test("a shared service is used as the environment names it and cannot be stopped", async (t) => {
  process.env["BOOST_TEST_REDIS"] = "redis://127.0.0.1:1";
  t.after(() => delete process.env["BOOST_TEST_REDIS"]);
  const shared = await startService("redis");
  assert.equal(shared.address, "redis://127.0.0.1:1");
  await shared.stop();
  await assert.rejects(shared.kill(), /cannot kill the shared redis/);
});

test("a server that ends while it starts is reported with its log", async (t) => {
  const folder = await temporaryFolder("broken");
  t.after(() => rmSync(folder, { recursive: true }));
  const broken = new ServerProcess({
    name: "broken",
    folder,
    file: "/bin/sh",
    args: ["-c", "echo no such setting; exit 3"],
    answers: () => Promise.reject(new Error("no answer")),
  });
  await assert.rejects(broken.start(), (error: Error) => {
    assert.match(error.message, /^broken did not start: it ended with 3\nlog: .*broken\.log\nno such setting/);
    return true;
  });
});

test("a port that another test process was given is not given again while that process lives, also before it listens", async () => {
  const port = await freePort();
  const script = `import { freePort } from ${JSON.stringify(new URL("./ports.ts", import.meta.url).href)};
    const ports = [${port}, ${port + 1}, ${port + 2}];
    console.log(await freePort(() => ports.shift() ?? 0));
    setInterval(() => {}, 1_000);`;
  const other = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(other.stdout, "data");
  const given = Number(line);
  assert.notEqual(given, port);
  const wanted = [given, given + 10, given + 20, given + 30];
  assert.notEqual(await freePort(() => wanted.shift() ?? 0), given);
  other.kill("SIGKILL");
  await once(other, "exit");
  assert.equal(await freePort(() => given), given);
});

test("two users of one lock take turns", async () => {
  const log: string[] = [];
  const work = (name: string) =>
    withLock("services-test", async () => {
      log.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      log.push(`${name} out`);
    });
  await Promise.all([work("a"), work("b")]);
  assert.deepEqual(
    log.map((line) => line.slice(2)),
    ["in", "out", "in", "out"],
  );
});

test("a cluster of three brokers goes on without one of them", async (t) => {
  const kafka = await startKafka({ own: true, brokers: 3, properties: { "min.insync.replicas": "2" } });
  t.after(() => kafka.stop());
  await kafka.createTopic("replicated", 3);
  await kafka.nodes[0]?.kill();
  await waitFor(() => clients.kcatPublish(kafka, { topic: "replicated", value: "one", key: "k" }));
  assert.deepEqual(
    (await clients.kcatConsume(kafka, "replicated")).map((record) => record.value),
    ["one"],
  );
  await kafka.nodes[0]?.start();
});
