import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { BoostApp, ConfigurationError, type OperationDefinition } from "boost-gen/runtime";
import { bundled } from "../bundle.ts";
import { freePort } from "../services/ports.ts";
import { silent } from "./engine-fixture.ts";
import { contract, dispatching } from "./orders-contract.ts";

interface Run {
  readonly child: ChildProcess;
  output(): string;
  /** Resolves when the output has this text. */
  said(text: string): Promise<void>;
  readonly ended: Promise<number | null>;
}

const main = new URL("./process/main.ts", import.meta.url);

function start(args: readonly string[], environment: Record<string, string> = {}, script = main): Run {
  const child = spawn(process.execPath, [bundled(fileURLToPath(script)), ...args], {
    env: { PATH: process.env["PATH"], BOOST_KAFKA_URL: "memory://test", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      for (const watcher of watchers) watcher();
    });
  }
  const ended = once(child, "close").then(([code, signal]) => (code as number | null) ?? (signal as null));
  const said = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!output.includes(text)) return;
        watchers.delete(look);
        resolve();
      };
      watchers.add(look);
      void ended.then(() => reject(new Error(`ended without saying "${text}":\n${output}`)));
      look();
    });
  return { child, output: () => output, said, ended };
}

describe("run, in a process of its own", { concurrency: 2 }, () => {
  test("a name that does not exist: a sentence with the nearest one, exit 2", async () => {
    const { ended, output } = start(["run", "subscribr"]);
    assert.equal(await ended, 2);
    assert.match(
      output(),
      /^orders: there is no subscriber or worker "subscribr"; did you mean "subscriber"\? There are: "all", "subscriber"\n/,
    );
  });

  test("exec runs one function, and publishers connect by themselves", async () => {
    const { ended, output } = start(["exec", "publish", "7"]);
    assert.equal(await ended, 0, output());
    assert.match(output(), /published 7 36/);
    assert.doesNotMatch(output(), /begin/);
  });

  test("a script that throws: its sentence, exit 1", async () => {
    const { ended, output } = start(["exec", "fail"]);
    assert.equal(await ended, 1);
    assert.match(output(), /orders: the script failed/);
  });

  test("a script that heeds its AbortSignal ends with 0, one that does not with 1 when its time is up", async () => {
    const heeding = start(["exec", "wait"]);
    await heeding.said("waiting");
    heeding.child.kill("SIGTERM");
    assert.equal(await heeding.ended, 0, heeding.output());
    const deaf = start(["exec", "deaf"], { BOOST_SHUTDOWN_GRACE: "200ms" });
    await deaf.said("waiting");
    deaf.child.kill("SIGTERM");
    assert.equal(await deaf.ended, 1);
    assert.match(deaf.output(), /"deaf" did not end within 200 ms after its AbortSignal fired/);
  });

  test("G9: SIGTERM: what runs ends, then exit 0, although the user's own timers go on", async () => {
    const { child, ended, output, said } = start([], { TEST_SEND: "slow", TEST_HANG: "1" });
    await said("begin slow");
    child.kill("SIGTERM");
    assert.equal(await ended, 0, output());
    assert.match(output(), /shutting down\nend slow\nstopped\nrun ended with 0/);
  });

  test("a handler that does not end is aborted, and the process still exits with 0 before its deadline", async () => {
    const { child, ended, output, said } = start(["run", "all"], { TEST_SEND: "endless", BOOST_SHUTDOWN_GRACE: "500ms" });
    await said("begin endless");
    child.kill("SIGTERM");
    assert.equal(await ended, 0, output());
    assert.match(output(), /aborted\nstopped/);
  });

  test("an application that stops itself ends the process, exit 0", async () => {
    const { ended, output } = start([], { TEST_SEND: "last", TEST_HANG: "1" });
    assert.equal(await ended, 0, output());
    assert.match(output(), /end last[^]*stopped\nrun ended with 0/);
  });

  test("a terminal that is closed ends it in order as well, and a second signal at once", async () => {
    const first = start([], { TEST_SEND: "slow" });
    await first.said("begin slow");
    first.child.kill("SIGHUP");
    assert.equal(await first.ended, 0, first.output());
    assert.match(first.output(), /shutting down\nend slow\nstopped\nrun ended with 0/);
    const second = start([], { TEST_SEND: "endless" });
    await second.said("begin endless");
    second.child.kill("SIGTERM");
    await second.said("shutting down");
    second.child.kill("SIGHUP");
    assert.equal(await second.ended, 129);
  });

  test("G9: a second signal ends the process at once", async () => {
    const { child, ended, said } = start(["run", "subscriber"], { TEST_SEND: "endless" });
    await said("begin endless");
    child.kill("SIGTERM");
    await said("shutting down");
    child.kill("SIGTERM");
    assert.equal(await ended, 143);
  });

  test("G12: a fatal error: the sentence, exit 1", async () => {
    const { ended, output } = start([], { TEST_SEND: "fatal" });
    assert.equal(await ended, 1, output());
    assert.match(output(), /orders: the disk is gone/);
  });

  test("G12: what nobody catches ends the process visibly", async () => {
    const { ended, output } = start([], { TEST_SEND: "crash" });
    assert.equal(await ended, 1);
    // In order: the source is closed, and the line says what it was.
    assert.match(output(), /^shutting down$/m);
    assert.match(output(), /^orders: a promise that nobody waits for was rejected: nobody catches this$/m);
  });

  test("a log that nobody reads any more ends the process in order, with a line", async () => {
    const { child, ended, said, output } = start([], { TEST_SEND: "slow" });
    await said("begin slow");
    child.stdout?.destroy();
    assert.equal(await ended, 1);
    assert.match(output(), /^orders: the log cannot be written: .*EPIPE/m);
  });

  test("mistakes in the configuration: each a sentence, exit 2, nothing consumed", async () => {
    const { ended, output } = start([], { BOOST_HTTP_PORT: "x", BOOST_ATTEMPTS: "many", BOOST_KAFKA_URL: "redis://user:secret@h" });
    assert.equal(await ended, 2);
    assert.match(output(), /BOOST_HTTP_PORT is "x"[^]*BOOST_ATTEMPTS is "many"[^]*BOOST_KAFKA_URL begins with "redis:/);
    assert.doesNotMatch(output(), /secret|takes messages/);
  });

  test("health, readiness and metrics on one port", async () => {
    const port = await freePort();
    const { child, ended, said } = start([], { BOOST_HTTP_PORT: String(port), BOOST_HTTP_HOST: "127.0.0.1", TEST_SEND: "1,endless" });
    await said("end 1");
    await said("begin endless");
    const get = async (path: string): Promise<[number, string]> => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      return [response.status, await response.text()];
    };
    assert.deepEqual(await get("/livez"), [200, '{"live":true}\n']);
    assert.deepEqual(await get("/readyz"), [200, '{"ready":true,"reasons":{}}\n']);
    const [, metrics] = await get("/metrics");
    assert.match(metrics, /boost_messages_received_total\{subscription="subscriber.onOrder"\} 2\n/);
    assert.match(metrics, /boost_messages_handled_total\{subscription="subscriber.onOrder"\} 1\n/);
    assert.match(metrics, /boost_messages_in_flight\{subscription="subscriber.onOrder"\} 1\n/);
    assert.match(metrics, /boost_messages_lag\{subscription="subscriber.onOrder"\} 1\n/);
    assert.match(metrics, /boost_handler_seconds_count\{subscription="subscriber.onOrder"\} 1\n/);
    assert.equal((await get("/other"))[0], 404);
    child.kill("SIGTERM");
    await said("shutting down");
    assert.deepEqual(await get("/readyz").then(([status, body]) => [status, JSON.parse(body).reasons.shutdown]), [
      503,
      "the process is shutting down",
    ]);
    child.kill("SIGTERM");
    await ended;
  });

  test("a port that is taken: a sentence, exit 2", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { ended, output } = start([], { BOOST_HTTP_PORT: String((server.address() as AddressInfo).port), BOOST_HTTP_HOST: "127.0.0.1" });
    assert.equal(await ended, 2);
    assert.match(output(), /the health port 127\.0\.0\.1:\d+ cannot be opened: .*EADDRINUSE/);
    server.close();
  });
});

describe("F56: two applications in one process", { concurrency: 2 }, () => {
  const two = (TEST_CASE: string, environment: Record<string, string> = {}): Run =>
    start([], { TEST_CASE, ...environment }, new URL("./process/two.ts", import.meta.url));

  test("a signal ends both, and the process when the last one has ended", async () => {
    const { child, ended, output, said } = two("together");
    await said("slow begins 1");
    child.kill("SIGTERM");
    assert.equal(await ended, 0, output());
    assert.match(output(), /quick: stopped\n[^]*slow ends 1\nslow: stopped\nquick ran\nended with 0\n/);
  });

  test("one that cannot go on ends the other in order, with its own exit code", async () => {
    const { ended, output } = two("together", { TEST_SEND: "fatal" });
    assert.equal(await ended, 1, output());
    assert.match(output(), /quick: the disk is gone\n/);
    assert.match(output(), /slow ends fatal\nslow: stopped\nquick ran\nended with 1\n/);
  });

  test("wrong usage of one ends the other as well", async () => {
    const { ended, output } = two("wrong");
    assert.equal(await ended, 2, output());
    assert.match(output(), /quick: there is no exec function "nothin"; did you mean "nothing"\?/);
    assert.match(output(), /ended with 2\n/);
  });

  test("one that was started by code is not cut off", async () => {
    const { child, ended, output, said } = two("started");
    await said("slow begins 1");
    child.kill("SIGTERM");
    assert.equal(await ended, 0, output());
    assert.match(output(), /slow ends 1\nslow: stopped\nquick ran\nended with 0\n/);
  });

  test("after a script of one the other may run, for longer than a second", async () => {
    const { ended, output } = two("one after the other");
    assert.equal(await ended, 0, output());
    assert.match(output(), /did nothing\n[^]*slow: shutting down\n[^]*slow: stopped\nended with 0\n/);
  });
});

const [receive, send] = contract.operations as readonly [OperationDefinition, OperationDefinition];
/** Needs no Temporal. */
const plain: typeof contract = {
  ...contract,
  operations: [{ ...receive, messages: { orderCreated: { rules: [] }, orderCancelled: { rules: [] } } }, send],
};

describe("an application", () => {
  const environment = { BOOST_KAFKA_URL: "memory://app-test" };

  test("a missing handler is named before anything starts", async () => {
    const app = new BoostApp("a", { logger: silent, environment });
    app.addSubscribers("s", contract, { onOrder: { orderCreated: dispatching.orderCreated } } as never);
    await assert.rejects(
      app.start(),
      (error: unknown) => error instanceof ConfigurationError && /handlers\.onOrder\.orderCancelled is missing/.test(error.message),
    );
  });

  test("an option that does not exist is named", async () => {
    const app = new BoostApp("a", { logger: silent, environment });
    app.addSubscribers("s", contract, { onOrder: dispatching }, {
      concurency: 3,
      operations: { onOrdr: {} },
      brokers: { rabbit: {}, kafka: { tls: { servername: "k" } } },
      kafka: { outOfRang: "latest" },
    } as never);
    await assert.rejects(
      app.start(),
      (error: unknown) =>
        error instanceof ConfigurationError &&
        /concurency/.test(error.message) &&
        /no operation "onOrdr"; it has "onOrder"/.test(error.message) &&
        /no server "rabbit"; it has "kafka"/.test(error.message) &&
        /option brokers\.kafka\.tls: .*servername/.test(error.message) &&
        /option kafka: .*outOfRang/.test(error.message),
    );
  });

  test("names are used once, and `all` is none", () => {
    const app = new BoostApp("a").addExec("x", () => {});
    assert.throws(() => app.addWorker("x", {}), /the name "x" is used twice/);
    assert.throws(() => app.addExec("all", () => {}), /"all"/);
    assert.throws(() => new BoostApp("my app"), /letters, digits/);
  });

  test("publishers of an application that has nothing to run need no start", async () => {
    const app = new BoostApp("a", { logger: silent, environment });
    const publish = app.publishers(contract);
    const ids = await Promise.all([publish.orderConfirmed({ order_id: "1" }), publish.orderConfirmed({ order_id: "2" })]);
    assert.deepEqual(
      ids.map(({ id }) => id.length),
      [36, 36],
    );
    await app.stop();
    assert.equal((await publish.orderConfirmed({ order_id: "3" })).id.length, 36);
    await app.stop();
  });

  test("publishing before the start is a sentence where there is something to run", async () => {
    const app = new BoostApp("a", { environment }).addWorker("work", {});
    const publish = app.publishers(contract);
    await assert.rejects(publish.orderConfirmed({ order_id: "1" }), /published while the application does not run/);
  });

  test("F56: a second start starts what is missing, and only that", async () => {
    const lines: string[] = [];
    const logger = { ...silent, info: (_fields: object, message: string) => void lines.push(message) };
    const app = new BoostApp("a", { logger, environment });
    app.addSubscribers("one", plain, { onOrder: dispatching }, { group: "one" });
    app.addSubscribers("two", plain, { onOrder: dispatching }, { group: "two" });
    const took = (): string[] => lines.filter((line) => line.includes("takes messages"));
    await app.start(["one"]);
    await app.start(["one"]);
    assert.deepEqual(took(), ['"one" takes messages']);
    await Promise.all([app.start(["two"]), app.start()]);
    app.addSubscribers("three", plain, { onOrder: dispatching }, { group: "three" });
    await app.start(["three"]);
    assert.deepEqual(took(), ['"one" takes messages', '"two" takes messages', '"three" takes messages']);
    await app.stop();
  });

  test("the health port is open from the first part on that runs", async () => {
    const port = await freePort();
    const app = new BoostApp("a", {
      logger: silent,
      environment: { ...environment, BOOST_HTTP_PORT: String(port), BOOST_HTTP_HOST: "127.0.0.1" },
    });
    app.addSubscribers("one", plain, { onOrder: dispatching });
    await app.start([]);
    await assert.rejects(fetch(`http://127.0.0.1:${port}/livez`));
    await app.start(["one"]);
    assert.equal((await fetch(`http://127.0.0.1:${port}/readyz`)).status, 200);
    await app.stop();
  });

  test("a second start that is refused says why, and what runs goes on", async () => {
    const app = new BoostApp("a", { logger: silent, environment });
    app.addSubscribers("one", plain, { onOrder: dispatching });
    app.addSubscribers("two", plain, { onOrder: {} } as never);
    const publish = app.publishers(contract);
    await app.start(["one"]);
    await assert.rejects(
      app.start(["two"]),
      (error: unknown) => error instanceof ConfigurationError && /addSubscribers\("two"\): .*orderCreated is missing/.test(error.message),
    );
    await publish.orderConfirmed({ order_id: "1" });
    const stopped = app.stop();
    await assert.rejects(app.start(["one", "two"]), /"one", "two" cannot be started: the application is shutting down/);
    await stopped;
    await app.start(["one"]);
    await app.stop();
  });

  test("publishers may be asked for after the start", async () => {
    const app = new BoostApp("a", { logger: silent, environment });
    await app.start([]);
    assert.equal((await app.publishers(contract).orderConfirmed({ order_id: "1" })).id.length, 36);
    await app.stop();
  });

  test("start, publish, stop, start again", async () => {
    const app = new BoostApp("a", { logger: silent, environment });
    const publish = app.publishers(contract);
    for (let round = 0; round < 2; round += 1) {
      await app.start();
      assert.equal((await publish.orderConfirmed({ order_id: "1" })).id.length, 36);
      await app.stop();
    }
    await app.stop();
  });
});

test("a script beside a running service with the same environment leaves it its port", async () => {
  const service = createServer();
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  const { port } = service.address() as AddressInfo;
  try {
    const app = new BoostApp("scripts", {
      environment: { BOOST_HTTP_PORT: String(port), BOOST_HTTP_HOST: "127.0.0.1", BOOST_KAFKA_URL: "memory://script" },
      logger: silent,
    });
    app.addSubscribers("orders", contract, { onOrder: dispatching });
    await app.start([]);
    await app.stop();
    await assert.rejects(app.start(["orders"]), /EADDRINUSE|in use/);
  } finally {
    service.close();
  }
});
