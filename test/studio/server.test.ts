import assert from "node:assert/strict";
import { request } from "node:http";
import { describe, type TestContext, test } from "node:test";
import { type Route, StudioServer } from "../../src/studio/server/index.ts";

const routes: readonly Route[] = [
  { method: "GET", path: "secret", answer: () => ({ secret: 42 }) },
  { method: "POST", path: "change", writes: true, answer: ({ body }) => ({ changed: body }) },
];

interface Asked {
  readonly status: number | undefined;
  readonly body: string;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
}

interface Asking {
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
}

async function studio(
  context: TestContext,
  write = true,
): Promise<{ readonly host: string; readonly token: string; readonly ask: (path: string, asking?: Asking) => Promise<Asked> }> {
  const server = new StudioServer({ port: 0, routes, write });
  const address = new URL(await server.listen());
  context.after(() => server.close());
  const token = address.hash.replace("#token=", "");
  const ask = (path: string, { method = "GET", headers = {}, body = "" }: Asking = {}): Promise<Asked> =>
    new Promise((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port: address.port, path, method, headers, agent: false }, (response) => {
        let text = "";
        response.on("data", (part) => {
          text += part;
        });
        response.on("end", () => resolve({ status: response.statusCode, body: text, headers: response.headers }));
      });
      asked.on("error", reject);
      asked.end(body);
    });
  return { host: address.host, token, ask };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const json = { "content-type": "application/json" };

describe("the studio's server", () => {
  test("answers whoever has the token", async (context) => {
    const { ask, token } = await studio(context);
    assert.deepEqual(JSON.parse((await ask("/api/secret", { headers: bearer(token) })).body), { secret: 42 });
  });

  test("tells nothing without the token, or with a wrong one", async (context) => {
    const { ask, token } = await studio(context);
    const wrongs = ["", "Bearer", `Bearer ${token}x`, `Bearer ${token.slice(1)}`, token, `Basic ${token}`];
    for (const authorization of wrongs) {
      const { status, body } = await ask("/api/secret", { headers: authorization === "" ? {} : { authorization } });
      assert.equal(status, 401, authorization);
      assert.doesNotMatch(body, /42/);
    }
  });

  test("a token in the query or in a cookie is none", async (context) => {
    const { ask, token } = await studio(context);
    assert.equal((await ask(`/api/secret?token=${token}`)).status, 401);
    assert.equal((await ask("/api/secret", { headers: { cookie: `token=${token}` } })).status, 401);
  });

  test("a name that leads here, as DNS rebinding has it, is refused with the token as well", async (context) => {
    const { ask, token, host } = await studio(context);
    const port = host.split(":")[1];
    for (const name of ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "", "evil.example@127.0.0.1"])
      for (const path of ["/", "/api/secret"])
        assert.equal((await ask(path, { headers: { ...bearer(token), host: `${name}:${port}` } })).status, 403, `${name} ${path}`);
    for (const name of ["localhost", "127.0.0.1", "[::1]"])
      assert.equal((await ask("/api/secret", { headers: { ...bearer(token), host: `${name}:${port}` } })).status, 200, name);
  });

  test("a post from another site's page is refused with the token as well", async (context) => {
    const { ask, token, host } = await studio(context);
    const post = (headers: { readonly [name: string]: string }) =>
      ask("/api/change", { method: "POST", headers: { ...bearer(token), ...json, ...headers }, body: "{}" });
    for (const headers of [
      { origin: "http://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { origin: `https://${host}` },
    ])
      assert.equal((await post(headers)).status, 403, JSON.stringify(headers));
    assert.equal((await post({ origin: `http://${host}`, "sec-fetch-site": "same-origin" })).status, 200);
  });

  test("takes JSON only, which no form can send", async (context) => {
    const { ask, token } = await studio(context);
    const post = (type: string, body: string) =>
      ask("/api/change", { method: "POST", headers: { ...bearer(token), "content-type": type }, body });
    assert.equal((await post("text/plain", "{}")).status, 400);
    assert.equal((await post("application/x-www-form-urlencoded", "a=1")).status, 400);
    assert.equal((await post("application/json", "{")).status, 400);
    assert.equal((await post("application/json", '{"a":1}')).status, 200);
  });

  test("has no route that writes where it may only read", async (context) => {
    const { ask, token } = await studio(context, false);
    const { status, body } = await ask("/api/change", { method: "POST", headers: { ...bearer(token), ...json }, body: "{}" });
    assert.equal(status, 404);
    assert.match(body, /there is no POST \/api\/change/);
  });

  test("the page is one file that may load nothing, run nothing else and stand in no frame", async (context) => {
    const { ask, token } = await studio(context);
    const { status, body, headers } = await ask("/");
    assert.equal(status, 200);
    assert.equal(body.includes(token), false);
    assert.doesNotMatch(body, /(?:src|href)="(?!data:)/);
    const policy = String(headers["content-security-policy"]);
    for (const rule of ["default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"])
      assert.ok(policy.includes(rule), rule);
    assert.doesNotMatch(policy, /unsafe/);
    assert.equal(headers["referrer-policy"], "no-referrer");
  });

  test("the packed page stays below 60 KB", async (context) => {
    const { ask } = await studio(context);
    const { gzipSync } = await import("node:zlib");
    const bytes = gzipSync((await ask("/")).body).length;
    assert.ok(bytes < 60_000, `${bytes} bytes`);
  });
});
