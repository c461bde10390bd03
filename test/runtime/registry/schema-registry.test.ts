import assert from "node:assert/strict";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, type TestContext, test } from "node:test";
import { ConnectionError, kindOf, PauseSource, SchemaDenied, ServerSideError } from "../../../src/runtime/ground/errors.ts";
import { SchemaRegistry } from "../../../src/runtime/registry/schema-registry.ts";
import { makeCertificates } from "../../faults/certificates.ts";
import { always, type FakeRegistry, fakeRegistry } from "./fake-registry.ts";

const text = '{"type":"record","name":"Order","namespace":"shop","fields":[]}';
const one = { "GET /schemas/ids/1": { schema: text } };
const id = { kind: "id", id: 1 } as const;

async function start(t: TestContext, known: Readonly<Record<string, object>> = one): Promise<FakeRegistry> {
  const fake = await fakeRegistry(known);
  t.after(() => fake.close());
  return fake;
}

function client(...urls: readonly string[]): SchemaRegistry {
  return new SchemaRegistry({ server: "kafka", urls });
}

describe("a schema by its id", () => {
  test("is asked for once, however many wait, and then known", async (t) => {
    const fake = await start(t);
    const registry = client(fake.url);
    assert.equal(registry.schema(id), undefined);
    await Promise.all(Array.from({ length: 20 }, () => registry.fetch(id)));
    await registry.fetch(id);
    assert.deepEqual(fake.asked, ["GET /schemas/ids/1"]);
    assert.deepEqual(registry.schema(id), { text, type: "AVRO", name: "shop.Order" });
  });

  test("comes by its GUID as well", async (t) => {
    const guid = "00112233-4455-6677-8899-aabbccddeeff";
    const fake = await start(t, { [`GET /schemas/guids/${guid}`]: { schema: '"string"', guid } });
    const registry = client(fake.url);
    await registry.fetch({ kind: "guid", guid });
    assert.equal(registry.schema({ kind: "guid", guid })?.text, '"string"');
    assert.equal(registry.schema(id), undefined);
  });

  test("of Apicurio's own count comes from its own API beside the other", async (t) => {
    const fake = await start(t, {
      "GET /apis/registry/v2/ids/globalIds/1": { type: "string" },
      "GET /apis/registry/v2/ids/globalIds/1/references": [],
    });
    for (const base of ["", "/", "/apis/ccompat/v7", "/apis/registry/v2"]) {
      const registry = client(`${fake.url}${base}`);
      assert.equal((await registry.fetch({ kind: "global", id: 1 })).text, '{"type":"string"}');
    }
  });

  test("comes with everything that it refers to, each after what it needs itself", async (t) => {
    const fake = await start(t, {
      "GET /schemas/ids/1": { schema: text, references: [{ name: "shop.Line", subject: "line", version: 2 }] },
      "GET /subjects/line/versions/2": {
        schema: "line",
        references: [
          { name: "shop.Sku", subject: "sku", version: 1 },
          { name: "shop.Line", subject: "line", version: 2 },
        ],
      },
      "GET /subjects/sku/versions/1": { schema: "sku" },
    });
    assert.deepEqual((await client(fake.url).fetch(id)).references, ["sku", "line"]);
  });

  test("that refers to something that is not there is denied", async (t) => {
    const fake = await start(t, { "GET /schemas/ids/1": { schema: text, references: [{ name: "x", subject: "gone", version: 1 }] } });
    await assert.rejects(client(fake.url).fetch(id), SchemaDenied);
  });

  test("that it does not have is denied, asked for again the next time, and nobody's outage", async (t) => {
    const fake = await start(t, {});
    const registry = client(fake.url);
    for (let round = 0; round < 2; round += 1)
      await assert.rejects(registry.fetch(id), (error) => error instanceof SchemaDenied && kindOf(error) === "transient");
    assert.deepEqual(fake.asked, ["GET /schemas/ids/1", "GET /schemas/ids/1"]);
  });

  test("keeps a bounded number of them", async (t) => {
    const fake = await start(t, {});
    fake.answer = always(200, JSON.stringify({ schema: '"string"' }));
    const registry = client(fake.url);
    for (let next = 1; next <= 1_001; next += 1) await registry.fetch({ kind: "id", id: next });
    assert.equal(registry.schema(id), undefined);
    assert.notEqual(registry.schema({ kind: "id", id: 1_001 }), undefined);
  });

  test("keeps a bounded number of bytes, and always the newest", async (t) => {
    const fake = await start(t, {});
    fake.answer = always(200, JSON.stringify({ schema: "x".repeat(7_000_000) }));
    const registry = client(fake.url);
    for (let next = 1; next <= 6; next += 1) await registry.fetch({ kind: "id", id: next });
    assert.deepEqual(
      [1, 2, 3, 6].map((next) => registry.schema({ kind: "id", id: next }) !== undefined),
      [false, false, true, true],
    );
  });
});

describe("a registry that cannot answer", () => {
  const cases: readonly (readonly [string, FakeRegistry["answer"], RegExp])[] = [
    ["is overloaded", always(429, "{}", { "retry-after": "7" }), /answers 429/],
    ["fails", always(500, '{"error_code":50001,"message":"store"}'), /answers 500 \(store\)/],
    ["is behind a proxy that is down", always(503, "<html>"), /answers 503/],
    ["does not know us", always(401, '{"message":"who?"}'), /refuses us: it answers 401 \(who\?\)/],
    ["does not permit it", always(403, ""), /refuses us: it answers 403/],
    ["is none, but a page that says yes", always(200, "<html>"), /does not answer as a schema registry does/],
    ["is none, and has no such page", always(404, "<html>"), /does not answer as a schema registry does/],
    [
      "sends us to another host",
      always(307, "", { location: "http://example.test/schemas/ids/1" }),
      /sends us on to http:\/\/example\.test, which is not followed/,
    ],
    ["sends us round in circles", always(307, "", { location: "/again" }), /sends us on without end/],
    ["says more than fits", always(200, "x".repeat(9_000_000)), /more than 8388608 bytes/],
    ["hangs up", (_, response) => Boolean(response.socket?.destroy()), /cannot be reached/],
  ];
  for (const [name, answer, message] of cases)
    test(`${name}: the source pauses until the same question is answered`, async (t) => {
      const fake = await start(t);
      fake.answer = answer;
      const registry = client(fake.url);
      const error = await registry.fetch(id).then(
        () => assert.fail("answered"),
        (caught: unknown) => caught,
      );
      assert.ok(error instanceof ConnectionError, String(error));
      assert.equal(kindOf(error), "infrastructure");
      assert.match(error.message, message);
      await assert.rejects(async () => error.probe?.(), PauseSource);
      fake.answer = undefined;
      await error.probe?.();
      assert.equal(registry.schema(id)?.text, text);
    });

  const referring = { "GET /schemas/ids/1": { schema: text, references: [{ name: "shop.Line", subject: "line", version: 2 }] } };
  const native = "/apis/registry/v2/ids/globalIds/1";
  const globally = { [`GET ${native}`]: { type: "string" }, [`GET ${native}/references`]: [] };
  for (const [name, known, path, wanted] of [
    [
      "a schema that another refers to",
      { ...referring, "GET /subjects/line/versions/2": { schema: '"int"' } },
      "/subjects/line/versions/2",
      id,
    ],
    ["a schema of Apicurio's own count", globally, native, { kind: "global", id: 1 }],
    ["what that one refers to", globally, `${native}/references`, { kind: "global", id: 1 }],
  ] as const)
    for (const [status, listed] of [
      [200, "[]"],
      [404, "<html>"],
    ] as const)
      test(`a page that says ${status} for ${name}: the source pauses, and nothing of it is kept`, async (t) => {
        const fake = await start(t, known);
        fake.answer = (request, response) => {
          if (request.url !== path && request.url !== "/subjects") return false;
          response.writeHead(status).end(request.url === path ? "<html>" : listed);
          return true;
        };
        const registry = client(fake.url);
        const error = await registry.fetch(wanted).then(
          () => assert.fail("answered"),
          (caught: unknown) => caught,
        );
        assert.ok(error instanceof ConnectionError, String(error));
        assert.match(error.message, /does not answer as a schema registry does/);
        fake.answer = undefined;
        await error.probe?.();
        assert.notEqual(registry.schema(wanted), undefined);
      });

  test("schemas that refer to each other are asked for once", async (t) => {
    const fake = await start(t, {
      ...referring,
      "GET /subjects/line/versions/2": { schema: "line", references: [{ name: "shop.Sku", subject: "sku", version: 1 }] },
      "GET /subjects/sku/versions/1": { schema: "sku", references: [{ name: "shop.Line", subject: "line", version: 2 }] },
    });
    assert.deepEqual((await client(fake.url).fetch(id)).references, ["sku", "line"]);
    assert.equal(fake.asked.length, 3);
  });

  test("says when to ask again", async (t) => {
    const fake = await start(t);
    fake.answer = always(429, "{}", { "retry-after": "7" });
    await assert.rejects(client(fake.url).fetch(id), (error: PauseSource) => error.retryAfter === 7_000);
  });

  test("is back and has no such schema: the probe is content, the message is not", async (t) => {
    const fake = await start(t, {});
    fake.answer = always(500, "");
    const registry = client(fake.url);
    const error = await registry.fetch(id).catch((caught: unknown) => caught as PauseSource);
    fake.answer = undefined;
    await (error as PauseSource).probe?.();
    await assert.rejects(registry.fetch(id), SchemaDenied);
  });

  test("a 404 without a code of the registry's counts where there is a registry", async (t) => {
    const fake = await start(t);
    fake.answer = (request, response) => {
      response.writeHead(request.url === "/subjects" ? 200 : 404);
      response.end(request.url === "/subjects" ? "[]" : "not found");
      return true;
    };
    await assert.rejects(client(fake.url).fetch({ kind: "id", id: 2 }), SchemaDenied);
  });
});

describe("several addresses", () => {
  test("the next is asked where one fails, and first from then on", async (t) => {
    const [broken, whole] = [await start(t), await start(t, { ...one, "GET /schemas/ids/2": { schema: '"int"' } })];
    broken.answer = always(500, "");
    const registry = client(broken.url, whole.url);
    await registry.fetch(id);
    await registry.fetch({ kind: "id", id: 2 });
    assert.deepEqual([broken.asked.length, whole.asked.length], [1, 2]);
  });

  for (const answer of [always(200, "<html>"), always(404, "<html>")])
    test("one that answers and is no registry does not keep the others from being asked", async (t) => {
      const [page, whole] = [await start(t), await start(t)];
      page.answer = answer;
      const registry = client(page.url, whole.url);
      const error = await registry.fetch(id).catch((caught: unknown) => caught);
      assert.ok(error instanceof ConnectionError, String(error));
      await error.probe?.();
      assert.equal(registry.schema(id)?.text, text);
    });

  test("all of them away is one sentence that names each", async () => {
    await assert.rejects(client("http://127.0.0.1:1", "http://127.0.0.1:2").fetch(id), (error: Error) => {
      assert.match(error.message, /127\.0\.0\.1:1.*127\.0\.0\.1:2/);
      return true;
    });
  });
});

describe("what a registry is shown", () => {
  for (const [name, credentials, header] of [
    ["a user and a password", { username: "ann", password: "s:ecret" }, `Basic ${Buffer.from("ann:s:ecret").toString("base64")}`],
    ["a token", { token: "t0ken", username: "ann" }, "Bearer t0ken"],
    ["nothing", {}, undefined],
  ] as const)
    test(name, async (t) => {
      const fake = await start(t);
      await new SchemaRegistry({ server: "kafka", urls: [fake.url], ...credentials }).fetch(id);
      assert.equal(fake.headers.authorization, header);
    });
});

test("TLS: an authority of one's own is trusted, a client certificate is shown, and a stranger is infrastructure", async (t) => {
  const certificates = await makeCertificates();
  t.after(() => certificates.remove());
  const { ca, server, client: own } = certificates;
  const registry = createServer({ ...server, ca, requestCert: true, rejectUnauthorized: true }, (_, response) =>
    response.end(JSON.stringify({ schema: '"string"' })),
  );
  await new Promise<void>((resolve) => registry.listen(0, "127.0.0.1", resolve));
  t.after(() => void registry.close());
  const urls = [`https://127.0.0.1:${(registry.address() as AddressInfo).port}`];
  assert.equal((await new SchemaRegistry({ server: "kafka", urls, tls: { ca, ...own } }).fetch(id)).text, '"string"');
  await assert.rejects(client(...urls).fetch(id), ConnectionError);
  await assert.rejects(new SchemaRegistry({ server: "kafka", urls, tls: { ca } }).fetch(id), ConnectionError);
});

describe("publishing looks its schema up by subject", () => {
  const schema = { subject: "orders-value", type: "AVRO", text } as const;

  test("and finds it once", async (t) => {
    const fake = await start(t, {
      "POST /subjects/orders-value?normalize=true": { id: 5, version: 2, subject: "orders-value", guid: "g" },
    });
    const registry = client(fake.url);
    assert.deepEqual(await registry.find(schema, "id"), { kind: "id", id: 5 });
    assert.deepEqual(registry.idOf(schema, "id"), { kind: "id", id: 5 });
    assert.deepEqual(await registry.find(schema, "guid"), { kind: "guid", guid: "g" });
    assert.deepEqual(fake.asked, ["POST /subjects/orders-value?normalize=true", "POST /subjects/orders-value?normalize=true"]);
  });

  test("a comment or a spelling is no difference", async (t) => {
    const spelt = '{"doc":"an order","name":"shop.Order","fields":[],"type":"record"}';
    const fake = await start(t, { "GET /subjects/orders-value/versions/latest": { id: 6, version: 1, schema: spelt } });
    assert.deepEqual(await client(fake.url).find(schema, "id"), { kind: "id", id: 6 });
  });

  test("what the registry keeps in several subjects is no difference", async (t) => {
    const line = { type: "record", name: "shop.Line", fields: [{ name: "sku", type: "string" }] };
    const order = (lines: unknown): string =>
      JSON.stringify({ type: "record", name: "shop.Order", fields: [{ name: "lines", type: { type: "array", items: lines } }] });
    const known = {
      "GET /subjects/orders-value/versions/latest": {
        id: 6,
        version: 1,
        schema: order("shop.Line"),
        references: [{ name: "shop.Line", subject: "line", version: 2 }],
      },
      "GET /subjects/line/versions/2": { schema: JSON.stringify(line) },
    };
    const whole = { ...schema, text: order(line) };
    assert.deepEqual(await client((await start(t, known)).url).find(whole, "id"), { kind: "id", id: 6 });
    const otherLine = { ...line, fields: [] };
    const other = await start(t, { ...known, "GET /subjects/line/versions/2": { schema: JSON.stringify(otherLine) } });
    await assert.rejects(client(other.url).find(whole, "id"), /does not have this schema in the subject/);
  });

  test("of JSON the newest version is taken", async (t) => {
    const fake = await start(t, { "GET /subjects/orders-value/versions/latest": { id: 7, version: 1, schema: "{}" } });
    assert.deepEqual(await client(fake.url).find({ subject: "orders-value", type: "JSON" }, "id"), { kind: "id", id: 7 });
  });

  test("registers nothing, and says what is missing and what would mend it", async (t) => {
    const fake = await start(t, { "GET /subjects/other/versions/latest": { id: 7, version: 1, schema: '"int"' } });
    const registry = client(fake.url);
    await assert.rejects(registry.find(schema, "id"), (error: Error) => {
      assert.ok(error instanceof ServerSideError);
      assert.match(error.message, /has no subject "orders-value", so nothing was published.*doctor --create/);
      return true;
    });
    await assert.rejects(registry.find({ ...schema, subject: "other" }, "id"), /does not have this schema in the subject "other"/);
    assert.equal(
      fake.asked.some((question) => question.endsWith("/versions") && question.startsWith("POST")),
      false,
    );
  });
});
