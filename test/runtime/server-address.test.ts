import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { parseServerAddress, withoutQueryValues } from "../../src/runtime/config/server-address.ts";

const kafka = { key: "k", protocol: "kafka", wireProtocol: "kafka" } as const;
const amqp = { key: "r", protocol: "amqp", wireProtocol: "amqp" } as const;
const redis = { key: "c", protocol: "redis", wireProtocol: "redis" } as const;

const secret = "S3cret";

describe("F49 an address", () => {
  for (const [server, text, want] of [
    [kafka, "localhost", { url: "localhost" }],
    [kafka, "a:9092,b_1.local:9093/", { url: "a:9092,b_1.local:9093" }],
    [kafka, "kafka-secure://a:9092", { url: "a:9092", secure: true }],
    [kafka, "münchen.example:9092", { url: "xn--mnchen-3ya.example:9092" }],
    [amqp, "localhost:5672", { url: "amqp://localhost:5672" }],
    [amqp, "amqps://u:p%40%2F@h/vhost?heartbeat=30", { url: "amqps://h/vhost?heartbeat=30", username: "u", password: "p@/", secure: true }],
    [amqp, "amqp://[::1]:5672/%2F", { url: "amqp://[::1]:5672/%2F", secure: false }],
    [redis, "redis://:p@h:6379/1", { url: "redis://h:6379/1", password: "p", secure: false }],
    [redis, "bücher.example", { url: "redis://xn--bcher-kva.example" }],
  ] as const) {
    test(`is read: ${text}`, () => assert.deepEqual(parseServerAddress(text, server), want));
  }

  for (const [server, text, why] of [
    [amqp, `"amqp://svc:${secret}@127.0.0.1:5672"`, /quotes/],
    [redis, `'redis://svc:${secret}@h'`, /quotes/],
    [kafka, '"a:9092"', /quotes/],
    [kafka, "[::1]:9092", /IPv6/],
    [kafka, "::1", /IPv6/],
    [kafka, "fe80::1:9092", /IPv6/],
    [kafka, "a:9092, b:9092", /blank/],
    [kafka, "a:99999", /host:port/],
    [kafka, "a:port", /host:port/],
    [kafka, "a:9092,,b", /host:port/],
    [kafka, "", /host:port/],
    [kafka, `u:${secret}@a:9092`, /without a user/],
    [kafka, "a b", /blank/],
    [amqp, "amqp://a,b:5672", /several hosts/],
    [amqp, `amqp://u:${secret}@a\n`, /blank/],
    [amqp, `amqp://u:a#${secret}@h`, /%23/],
    [amqp, `amqp://u:a/${secret}@h`, /%2F/],
    [redis, `redis://u:a?${secret}@h`, /%3F/],
    [redis, `redis://h:6379?password=${secret}`, /question mark/],
    [redis, `redis://h:6379/0?db=1&auth_pass=${secret}`, /question mark/],
    [amqp, `amqp://h"${secret}`, /quotes|URL/],
    [amqp, `amqp://h"${secret}x`, /URL/],
    [amqp, "amqp://h:0", /URL/],
    [amqp, "amqp://", /URL/],
    [amqp, "redis://h", /begins with "redis:/],
    [amqp, `amqp://u:%zz${secret}@h`, /URL/],
    [redis, "redis://a:6379:1", /URL/],
  ] as const) {
    test(`is refused without being repeated: ${JSON.stringify(text)}`, () => {
      const parsed = parseServerAddress(text, server);
      assert.ok("problem" in parsed, JSON.stringify(parsed));
      assert.match(parsed.problem, why);
      assert.ok(!parsed.problem.includes(secret));
    });
  }

  test("is printed without what stands behind the question mark", () => {
    assert.equal(withoutQueryValues("redis://h/0?a=1&b=2"), "redis://h/0?a=***&b=***");
    assert.equal(withoutQueryValues("redis://h/0"), "redis://h/0");
  });
});
