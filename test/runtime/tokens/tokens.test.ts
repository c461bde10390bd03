import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { ConfigurationError, ConnectionError } from "../../../src/runtime/ground/errors.ts";
import { fresh } from "../../../src/runtime/tokens/fresh.ts";
import { readOutput, readToken } from "../../../src/runtime/tokens/read-token.ts";
import { fromCode, fromCommand, fromFile, fromTokenEndpoint } from "../../../src/runtime/tokens/sources.ts";
import { endlessly, startTokenEndpoint, unsignedToken } from "./token-endpoint.ts";

const folder = await mkdtemp(join(tmpdir(), "boost-tokens-"));
after(() => rm(folder, { recursive: true, force: true }));

/** Who throws this has kept the secret. */
function refusal(kind: typeof ConfigurationError | typeof ConnectionError, words: RegExp): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof kind, String(error));
    assert.match(error.message, words);
    assert.doesNotMatch(JSON.stringify(error, Object.getOwnPropertyNames(error)), /hush/);
    return true;
  };
}

describe("what is a token", () => {
  const end = Date.parse("2030-01-02T03:04:05Z");
  const answers: readonly (readonly [name: string, answer: unknown, expiresAt: number | undefined])[] = [
    ["a text", "abc", undefined],
    ["a text with a line's end", " abc\n", undefined],
    ["kubectl's ExecCredential", { kind: "ExecCredential", status: { token: "abc", expirationTimestamp: "2030-01-02T03:04:05Z" } }, end],
    ["OAuth's answer", { access_token: "abc", token_type: "Bearer", expires_in: 60 }, 61_000],
    ["the same with a text for a number", { access_token: "abc", expires_in: "60" }, 61_000],
    ["a token and its end", { token: "abc", expiresAt: end }, end],
    ["an end in seconds", { token: "abc", expires_at: end / 1_000 }, end],
    ["an end as a date", { value: "abc", expiresAt: new Date(end) }, end],
    ["what Azure's program prints", { accessToken: "abc", expiresOn: "nonsense", expires_on: end / 1_000 }, end],
    ["a token alone in an object", { token: "abc" }, undefined],
  ];
  for (const [name, answer, expiresAt] of answers)
    test(name, () => assert.deepEqual(readToken(answer, "it", 1_000), { value: "abc", ...(expiresAt === undefined ? {} : { expiresAt }) }));

  test("a JSON Web Token says itself when it ends", () => {
    assert.equal(readToken(unsignedToken({ exp: end / 1_000 }), "it").expiresAt, end);
    for (const odd of ["a.b.c", "a.e30.c", `a.${Buffer.from("[]").toString("base64url")}.c`])
      assert.equal(readToken(odd, "it").expiresAt, undefined);
  });

  test("extensions of SASL come along", () =>
    assert.deepEqual(readToken({ token: "abc", extensions: { logicalCluster: "lkc-1", odd: 3 } }, "it").extensions, {
      logicalCluster: "lkc-1",
    }));

  for (const wrong of [
    undefined,
    null,
    3,
    "",
    "  ",
    "hush hush",
    "hush\u0001auth=x",
    {},
    { token: 3 },
    { status: {} },
    { token: "hush\r\nx: y" },
  ])
    test(`no token: ${JSON.stringify(wrong)}`, () =>
      assert.throws(() => readToken(wrong, "it"), refusal(ConfigurationError, /^it gives no token/)));

  test("what a program prints is JSON where it begins so", () => {
    assert.deepEqual(readOutput('\n{"token":"abc"}\n', "it"), { value: "abc" });
    assert.throws(() => readOutput("{hush", "it"), refusal(ConfigurationError, /^it prints JSON that cannot be parsed/));
  });
});

describe("a token that stays fresh", () => {
  /** Tokens that live so many milliseconds each, by a clock that the test moves. */
  function source(life: number | undefined) {
    const state = { now: 1_000_000, count: 0, fails: false };
    const ask = fresh(
      async () => {
        if (state.fails) throw new ConnectionError("away");
        state.count += 1;
        return { value: `t${state.count}`, ...(life === undefined ? {} : { expiresAt: state.now + life }) };
      },
      () => state.now,
    );
    return { state, ask: async () => (await ask()).value };
  }

  test("one request however many wait, and one token until its last fifth", async () => {
    const { state, ask } = source(600_000);
    assert.deepEqual(await Promise.all([ask(), ask(), ask()]), ["t1", "t1", "t1"]);
    state.now += 479_000;
    assert.equal(await ask(), "t1");
    state.now += 2_000;
    assert.equal(await ask(), "t2");
  });

  test("of a short life only the first second: who asks then is given all of the next", async () => {
    const { state, ask } = source(12_000);
    assert.equal(await ask(), "t1");
    state.now += 900;
    assert.equal(await ask(), "t1");
    state.now += 200;
    assert.equal(await ask(), "t2");
  });

  test("one that does not say when it ends is asked for each minute", async () => {
    const { state, ask } = source(undefined);
    await ask();
    state.now += 59_000;
    assert.equal(await ask(), "t1");
    state.now += 2_000;
    assert.equal(await ask(), "t2");
  });

  test("while the next cannot be had the old one serves, to its end and no longer", async () => {
    const { state, ask } = source(600_000);
    await ask();
    state.fails = true;
    state.now += 599_000;
    assert.equal(await ask(), "t1");
    state.now += 2_000;
    await assert.rejects(ask(), ConnectionError);
    state.fails = false;
    assert.equal(await ask(), "t2");
  });
});

describe("where tokens come from", () => {
  test("a file is read anew", async () => {
    const path = join(folder, "token");
    await writeFile(path, "one\n");
    assert.equal((await fromFile(path, "X_TOKEN_FILE")).value, "one");
    await writeFile(path, '{"token":"two"}');
    assert.equal((await fromFile(path, "X_TOKEN_FILE")).value, "two");
    await assert.rejects(
      fromFile(join(folder, "none"), "X_TOKEN_FILE"),
      refusal(ConfigurationError, /^X_TOKEN_FILE cannot be read: ENOENT/),
    );
  });

  const node = JSON.stringify(process.execPath);
  test("a program prints one", async () =>
    assert.equal((await fromCommand(`${node} -e "console.log(JSON.stringify({ token: 'abc' }))"`, "X_TOKEN_COMMAND")).value, "abc"));

  test("a program that fails is a sentence without what it printed, and is asked again later", async () => {
    const failing = `${node} -e "console.log('hush'); console.error('hush'); process.exit(3)"`;
    await assert.rejects(
      fromCommand(failing, "X_TOKEN_COMMAND"),
      refusal(ConnectionError, /^the program of X_TOKEN_COMMAND ended with 3; run it by hand/),
    );
  });

  test("a program that is not there, or prints no token, has to be mended", async () => {
    await assert.rejects(
      fromCommand("no-such-program-hush", "X_TOKEN_COMMAND"),
      refusal(ConfigurationError, /cannot be run \(exit code 127\)/),
    );
    await assert.rejects(fromCommand("echo hush hush", "X_TOKEN_COMMAND"), refusal(ConfigurationError, /gives no token/));
  });

  test("a function in code", async () => {
    assert.deepEqual(await fromCode(async () => ({ token: "abc", expiresAt: 5_000_000_000_000 }), "token"), {
      value: "abc",
      expiresAt: 5_000_000_000_000,
    });
    await assert.rejects(
      fromCode(() => Promise.reject(new Error("no network")), "token"),
      refusal(ConnectionError, /^token failed: no network/),
    );
    await assert.rejects(
      fromCode(() => undefined, "token"),
      refusal(ConfigurationError, /^token gives no token/),
    );
  });

  test("a token endpoint gets id, secret and scope as OAuth has it", async () => {
    const endpoint = await startTokenEndpoint(() => [200, { access_token: "abc", expires_in: 60 }]);
    try {
      const client = { clientId: "me & you", clientSecret: "hush: hush", scope: "a b" };
      for (const url of [endpoint.url, endpoint.discovery]) assert.equal((await fromTokenEndpoint({ url, ...client })).value, "abc");
      assert.equal(endpoint.asked.length, 2);
      for (const { authorization = "", form } of endpoint.asked) {
        assert.equal(Buffer.from(authorization.replace("Basic ", ""), "base64").toString(), "me+%26+you:hush%3A+hush");
        assert.deepEqual(form, { grant_type: "client_credentials", scope: "a b" });
      }
    } finally {
      await endpoint.close();
    }
  });

  const refusals: readonly (readonly [
    status: number,
    body: object | string,
    kind: typeof ConfigurationError | typeof ConnectionError,
    words: RegExp,
  ])[] = [
    [
      401,
      { error: "invalid_client", error_description: "hush" },
      ConfigurationError,
      /answers 401 \(invalid_client\) to the client "me"; check/,
    ],
    [400, { error: "hush hush" }, ConfigurationError, /answers 400 to the client "me"/],
    [503, "hush", ConnectionError, /answers 503 to/],
    [429, {}, ConnectionError, /answers 429 to/],
    // Where it leads nobody has said that the secret may go.
    [302, "", ConnectionError, /answers 302 to/],
    [200, "no JSON, hush", ConfigurationError, /gives no token/],
  ];
  for (const [status, body, kind, words] of refusals)
    test(`a token endpoint that answers ${status} ${JSON.stringify(body)}`, async () => {
      const endpoint = await startTokenEndpoint(() => [status, body]);
      try {
        const url = `${endpoint.url}?key=hush`;
        await assert.rejects(fromTokenEndpoint({ url, clientId: "me", clientSecret: "hush", scope: undefined }), refusal(kind, words));
        assert.equal(endpoint.asked.length, 1);
      } finally {
        await endpoint.close();
      }
    });

  test("a token endpoint that never ends its answer is hung up on, and gives no token", async () => {
    const endpoint = await startTokenEndpoint(() => [200, endlessly]);
    try {
      await assert.rejects(
        fromTokenEndpoint({ url: endpoint.url, clientId: "me", clientSecret: "hush", scope: undefined }),
        refusal(ConfigurationError, /gives no token/),
      );
    } finally {
      await endpoint.close();
    }
  });

  test("a token endpoint that is not there is waited for", async () => {
    const endpoint = await startTokenEndpoint(() => [200, {}]);
    await endpoint.close();
    await assert.rejects(
      fromTokenEndpoint({ url: endpoint.url, clientId: "me", clientSecret: "hush", scope: undefined }),
      refusal(ConnectionError, /^the token endpoint http:\/\/127\.0\.0\.1:\d+\/token does not answer: /),
    );
  });
});
