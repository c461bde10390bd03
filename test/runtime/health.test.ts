import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { describe, type TestContext, test } from "node:test";
import { HealthServer } from "../../src/runtime/health/http-server.ts";
import { Metrics } from "../../src/runtime/health/metrics.ts";
import { Readiness } from "../../src/runtime/health/readiness.ts";

async function served(context: TestContext): Promise<{ readonly metrics: Metrics; readonly url: string; readonly port: number }> {
  const metrics = new Metrics();
  const server = new HealthServer({ port: 0, host: "127.0.0.1", readiness: new Readiness(), metrics });
  const port = await server.listen();
  context.after(() => server.close());
  return { metrics, port, url: `http://127.0.0.1:${port}` };
}

describe("the document on the port", () => {
  test("is shown where one is given, and nowhere else", async (context) => {
    const { url } = await served(context);
    assert.equal((await fetch(`${url}/asyncapi.json`)).status, 404);
    const server = new HealthServer({
      port: 0,
      host: "127.0.0.1",
      readiness: new Readiness(),
      metrics: new Metrics(),
      document: '{"asyncapi":"3.0.0"}',
    });
    const port = await server.listen();
    context.after(() => server.close());
    const response = await fetch(`http://127.0.0.1:${port}/asyncapi.json`);
    assert.deepEqual([response.status, response.headers.get("content-type")], [200, "application/json"]);
    assert.deepEqual(await response.json(), { asyncapi: "3.0.0" });
  });
});

describe("F48 the port of health and metrics", () => {
  test("tells every number that is known, though ten brokers are silent", async (context) => {
    const { metrics, url } = await served(context);
    let asked = 0;
    // Who waits for one of them before it asks the next would find this one given up as well.
    let answer = (_: number): void => {};
    metrics.gauge("lag", "Lag.", () => new Promise((resolve) => (answer = resolve)), { index: "known" });
    for (let index = 0; index < 10; index++)
      metrics.gauge("lag", "Lag.", () => new Promise(() => ++asked === 10 && answer(7)), { index: String(index) });
    metrics.counter("handled_total", "Handled.").add(3);
    const text = await (await fetch(`${url}/metrics`)).text();
    assert.match(text, /^handled_total 3$/m);
    assert.deepEqual(text.match(/^lag\{.*$/gm), ['lag{index="known"} 7']);
  });

  test("asks a broker one question at a time, whatever many ask here, and the same again only after a second", async (context) => {
    const { metrics, url } = await served(context);
    let asked = 0;
    let answer = (_: number): void => {};
    metrics.gauge("lag", "Lag.", () => {
      asked += 1;
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
    const many = Array.from({ length: 20 }, () => fetch(`${url}/metrics`).then((response) => response.text()));
    while (asked === 0) await new Promise((resolve) => setImmediate(resolve));
    answer(5);
    for (const text of await Promise.all(many)) assert.match(text, /^# TYPE lag gauge$/m);
    assert.equal(asked, 1);
  });

  test("does not remember what the process knows itself", async (context) => {
    const { metrics, url } = await served(context);
    let value = 0;
    metrics.gauge("paused", "Paused.", () => value++);
    const texts = [await (await fetch(`${url}/metrics`)).text(), await (await fetch(`${url}/metrics`)).text()];
    assert.deepEqual(
      texts.map((text) => /^paused (\d)$/m.exec(text)?.[1]),
      ["0", "1"],
    );
  });

  for (const [method, path, status] of [
    ["GET", "/livez", 200],
    ["HEAD", "/metrics", 200],
    ["POST", "/metrics", 405],
    ["DELETE", "/livez", 405],
    ["GET", "/else", 404],
  ] as const) {
    test(`answers ${method} ${path} with ${status}`, async (context) => {
      const { url } = await served(context);
      const response = await fetch(`${url}${path}`, { method });
      assert.equal(response.status, status);
      assert.equal(response.headers.get("allow"), status === 405 ? "GET, HEAD" : null);
      if (method === "HEAD") assert.equal(await response.text(), "");
    });
  }

  test("answers a probe although others hold every connection that there is", async (context) => {
    const { port, url } = await served(context);
    const held = await Promise.all(Array.from({ length: 100 }, () => opened(port)));
    for (const socket of held) socket.on("error", () => {}).write("GET /livez HTTP/1.1\r\nHost: a\r\n");
    const gone = held
      .slice(0, 37)
      .map((socket) => new Promise((resolve) => (socket.closed ? resolve(0) : socket.once("close", resolve).resume())));
    assert.equal((await fetch(`${url}/livez`)).status, 200);
    await Promise.all(gone);
    for (const socket of held) socket.destroy();
  });

  test("answers one request of a connection, not the thousand that come with it", async (context) => {
    const { port, metrics } = await served(context);
    let asked = 0;
    metrics.gauge("lag", "Lag.", () => {
      asked += 1;
      return asked;
    });
    const socket = await opened(port);
    let answers = "";
    socket.on("data", (data) => {
      answers += String(data);
    });
    socket.write("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1_000));
    await new Promise((resolve) => socket.once("close", resolve));
    assert.equal(asked, 1);
    assert.equal(answers.match(/^lag /gm)?.length, 1);
  });

  test("ends a connection that sends what is no request", async (context) => {
    const { port } = await served(context);
    const socket = await opened(port);
    socket.write("\u0000\u0001\r\n\r\n");
    await new Promise((resolve) => socket.once("close", resolve).resume());
  });
});

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket));
    socket.on("error", reject);
  });
}
