import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, type TestContext, test } from "node:test";
import { inspect } from "node:util";
import type { Broker } from "../../src/runtime/brokers/broker.ts";
import { Problems } from "../../src/runtime/config/environment.ts";
import { connectionOf } from "../../src/runtime/config/server.ts";
import { openBroker } from "../../src/runtime/connections/open-broker.ts";
import { hiding, withoutSecret } from "../../src/runtime/ground/secrets.ts";

const password = 's3cr:t@/?#%pä"x';
const folder = mkdtempSync(join(tmpdir(), "boost-gen-secrets-"));
after(() => rmSync(folder, { recursive: true }));
const tokenFile = join(folder, "token");
writeFileSync(tokenFile, password);
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const forms = [
  password,
  encodeURIComponent(password),
  JSON.stringify(password).slice(1, -1),
  base64(password),
  base64(`u:${password}`),
  base64(`\0u\0${password}`),
];

function assertHidden(error: unknown): void {
  const seen = `${String(error)} ${inspect(error, { depth: 12, showHidden: true })} ${JSON.stringify(error, Object.getOwnPropertyNames(error))}`;
  for (const form of forms) assert.equal(seen.includes(form), false, seen);
}

/** A server that knows no command, and repeats what it was told, as Redis does where AUTH was renamed. */
async function parrot(context: TestContext, refusal: (args: readonly string[]) => string): Promise<number> {
  const server = createServer((socket) => {
    let text = "";
    socket.on("error", () => {});
    socket.on("data", (data) => {
      text += data.toString();
      for (
        let found = /^\*(\d+)\r\n((?:\$\d+\r\n[^\r\n]*\r\n)+)/.exec(text);
        found !== null;
        found = /^\*(\d+)\r\n((?:\$\d+\r\n[^\r\n]*\r\n)+)/.exec(text)
      ) {
        const words = (found[2] ?? "").split("\r\n").filter((line) => line !== "" && !/^\$\d+$/.test(line));
        const count = Number(found[1]);
        text = text.slice(found[0].length);
        for (let at = 0; at < words.length; at += count) socket.write(`-${refusal(words.slice(at, at + count))}\r\n`);
      }
    });
  }).listen(0, "127.0.0.1");
  context.after(() => server.close());
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function redis(environment: { readonly [name: string]: string }, client?: { readonly [option: string]: unknown }): Promise<Broker> {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const server = { key: "s", protocol: "redis", wireProtocol: "redis", host: "h" } as const;
  const problems = new Problems();
  const connection = connectionOf({ app: "a", server, options: client === undefined ? {} : { client }, environment, log }, problems);
  assert.deepEqual(problems.list, []);
  return await openBroker("redis", connection);
}

describe("a password is in no error", () => {
  const refusals = {
    "that repeats the command": ([name, ...args]: readonly string[]) =>
      `ERR unknown command \`${name}\`, with args beginning with: ${args.map((each) => `\`${each}\``).join(", ")}`,
    "that refuses the login": () => "WRONGPASS invalid username-password pair or user is disabled.",
    "that wants none": () => "ERR AUTH <password> called without any password configured for the default user.",
  };
  for (const [name, refusal] of Object.entries(refusals)) {
    test(`of Redis ${name}`, async (context) => {
      const port = await parrot(context, refusal);
      for (const environment of [
        { BOOST_S_URL: `redis://127.0.0.1:${port}`, BOOST_S_USERNAME: "u", BOOST_S_PASSWORD: password },
        { BOOST_S_URL: `redis://u:${encodeURIComponent(password)}@127.0.0.1:${port}` },
        { BOOST_S_URL: `redis://:${encodeURIComponent(password)}@127.0.0.1:${port}` },
        { BOOST_S_URL: `redis://127.0.0.1:${port}`, BOOST_S_TOKEN_FILE: tokenFile },
      ]) {
        const broker = await redis(environment);
        await assert.rejects(broker.connect(), (error) => {
          assertHidden(error);
          return true;
        });
        await broker.close();
      }
      const broker = await redis({ BOOST_S_URL: `redis://127.0.0.1:${port}` }, { password });
      await assert.rejects(broker.connect(), (error) => {
        assertHidden(error);
        return true;
      });
      await broker.close();
    });
  }

  test("wherever in it, and an error that cannot be changed stays", () => {
    const hide = hiding({
      username: "u",
      password,
      client: { sentinels: [{ host: "redis://u:hunter2@h" }], tls: { passphrase: "open sesame" } },
    });
    const inner = Object.assign(new Error(`a ${password}`), { command: { name: "auth", args: ["u", password] } });
    const error = new AggregateError(
      [new Error(`b ${encodeURIComponent(password)}`)],
      `c ${base64(`\0u\0${password}`)} hunter2 open sesame`,
      { cause: inner },
    );
    hide(error);
    assertHidden(error);
    assert.match(error.message, /^c [*]{3} [*]{3} [*]{3}$/);
    for (const odd of [
      Object.freeze(new Error(password)),
      null,
      undefined,
      7,
      password,
      {
        get message(): string {
          throw new Error();
        },
      },
    ])
      hide(odd);
    const circular: { cause?: unknown } = new Error("x");
    circular.cause = circular;
    hide(circular);
  });

  test("a word of two letters is no password to look for", () => {
    assert.equal(withoutSecret({ password: "a" })("a sentence"), "a sentence");
    assert.equal(withoutSecret({})("a sentence"), "a sentence");
  });
});
