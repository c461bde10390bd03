import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { withoutCredentials } from "../../src/compiler/ground/without-credentials.ts";
import { serverAddress } from "../../src/compiler/lower/channels/server-address.ts";
import { boostGen } from "../cli/program.ts";
import { compiled, testApp, warnings } from "./compiled.ts";

describe("an address without its credentials", () => {
  const rows: readonly (readonly [string, string, string | undefined, boolean])[] = [
    ["amqp://guest:guest@localhost:5672/", "localhost:5672", undefined, true],
    ["amqp://guest@localhost/vhost", "localhost", "/vhost", true],
    ["guest:guest@localhost", "localhost", undefined, true],
    ["kafka://u:p@b1:9092,u:p@b2:9092", "b1:9092,b2:9092", undefined, true],
    ["u:p@b1:9092,b2:9092", "b1:9092,b2:9092", undefined, true],
    ["redis://:secret@localhost:6379/0", "localhost:6379", "/0", true],
    ["redis://localhost:6379/0?password=secret&db=1", "localhost:6379", "/0?db=1", true],
    ["amqp://localhost?username=u&password=p", "localhost", undefined, true],
    ["amqp://u:p/w@localhost/v", "localhost", "/v", true],
    ["amqp://u:p@ss@localhost/v", "localhost", "/v", true],
    ["amqp://{user}:{password}@{host}:{port}/{vhost}", "{host}:{port}", "/{vhost}", true],
    ["amqp://localhost:5672/a@b", "localhost:5672", "/a@b", false],
    ["amqp://localhost:5672/v?heartbeat=5", "localhost:5672", "/v?heartbeat=5", false],
    ["[::1]:5672/v", "[::1]:5672", "/v", false],
    ["{host}:{port}/a@b", "{host}:{port}", "/a@b", false],
    ["localhost:9092", "localhost:9092", undefined, false],
  ];
  for (const [url, host, pathname, heldCredentials] of rows)
    test(url, () => assert.deepEqual(serverAddress(url), { host, pathname, heldCredentials }));
});

test("credentials in a text are masked in their place", () => {
  const rows: readonly (readonly [string, string])[] = [
    ['"url":"amqp://guest:guest@localhost"', '"url":"amqp://*****:*****@localhost"'],
    ["host: 'shop:secret@h'", "host: '****:******@h'"],
    ["redis://alone@h", "redis://*****@h"],
    ["redis://:hunter2@h:6379/0", "redis://:*******@h:6379/0"],
    ["amqp://u:p@ss@h/v", "amqp://*:****@h/v"],
    ["amqp://u:p/w@h/v", "amqp://*:***@h/v"],
    ["amqp://h:5672/a@b", "amqp://h:5672/a@b"],
    ["amqp://{host}:{port}/a@b", "amqp://{host}:{port}/a@b"],
    ["https://h/@scope/name", "https://h/@scope/name"],
    ["x?login=abc&sasl_password=d", "x?login=***&sasl_password=*"],
    ['"pass":{"description":"d","default":"abc"}', '"pass":{"description":"d","default":"***"}'],
    ["password: { default: abc }, host: { default: h }", "password: { default: *** }, host: { default: h }"],
    ["x?password=abc&db=1", "x?password=***&db=1"],
    ["mail to a@b.example", "mail to a@b.example"],
  ];
  for (const [text, want] of rows) assert.equal(withoutCredentials(text), want);
});

const document = (url: string, variables = ""): string => `{"asyncapi":"2.6.0","info":{"title":"T","version":"1"},
"servers":{"dev":{"url":"${url}","protocol":"amqp"${variables}}},
"channels":{"orders:Handle":{"servers":["dev"],"publish":{"message":{"name":"M","payload":{"type":"object","properties":{"a":{"type":"string"}}}}}}}}`;

test("a document with credentials compiles, and neither output nor report nor cache repeats them", () => {
  const folder = mkdtempSync(join(tmpdir(), "boost-gen-credentials-"));
  try {
    writeFileSync(join(folder, "asyncapi.json"), document("amqp://kilroy:hunter2@localhost:5672/"));
    const printed = [
      ["asyncapi.json"],
      ["asyncapi.json", "--json", "--force"],
      ["validate", "asyncapi.json"],
      ["asyncapi.json", "--check"],
    ].map((words) => boostGen(folder, words));
    assert.deepEqual(
      printed.map(({ code }) => code),
      [0, 0, 0, 0],
      printed.map(({ err }) => err).join(""),
    );
    assert.match(printed[0]?.err ?? "", /warning: The address of server `dev` contains credentials/);
    const made = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
      (path) => path !== "asyncapi.json" && statSync(join(folder, path)).isFile(),
    );
    const texts = [...made.map((path) => readFileSync(join(folder, path), "latin1")), ...printed.flatMap(({ out, err }) => [out, err])];
    for (const text of texts) assert.doesNotMatch(text, /kilroy|hunter2/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a description that repeats them is written without them", async () => {
  const { files } = await compiled(`
asyncapi: 3.0.0
info: { title: T, version: '1', description: 'For a try: amqp://kilroy:hunter2@localhost:5672/, or http://localhost:8080/@kilroy.' }
channels: { a: { address: a, description: 'redis://:hunter2@localhost', messages: { m: { payload: { type: object } } } } }
operations: { onA: { action: receive, channel: { $ref: '#/channels/a' } } }
`);
  const text = files.map((file) => file.text).join("\n");
  assert.match(text, /For a try: amqp:\/\/…:…@localhost:5672\/, or http:\/\/localhost:8080\/@kilroy\./);
  assert.doesNotMatch(text, /hunter2/);
});

test("variables that are nothing but credentials go with them, and one that holds them loses them", async () => {
  const variables = ',"variables":{"user":{"default":"kilroy"},"secret":{"default":"hunter2"},"host":{"default":"localhost"}}';
  const parts = await compiled(document("amqp://{user}:{secret}@{host}:5672/", variables));
  assert.deepEqual(warnings(parts), ["server-credentials"]);
  assert.deepEqual(parts.contract.servers["dev"]?.variables, [{ name: "host", default: "localhost" }]);
  const whole = await compiled(
    document("amqp://{host}/", ',"variables":{"host":{"default":"kilroy:hunter2@localhost","enum":["kilroy:hunter2@localhost"]}}'),
  );
  assert.deepEqual(warnings(whole), ["server-credentials"]);
  assert.deepEqual(whole.contract.servers["dev"]?.variables, [{ name: "host", default: "localhost", enum: ["localhost"] }]);
  const app = await testApp(parts.contract, { ordersHandle: { m: () => {} }, onOrdersHandle: { m: () => {} } });
  await app.stop();
});
