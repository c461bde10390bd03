import assert from "node:assert/strict";
import { test } from "node:test";
import { ServiceError } from "@temporalio/client";
import { ConnectionError, InvalidMessage, kindOf, PauseSource, sentence, TransientFailure } from "../../../src/runtime/ground/errors.ts";
import { failureOf, isNotFound } from "../../../src/runtime/temporal/failure.ts";
import { CodecFailure, guardedCodecs } from "../../../src/runtime/temporal/guarded-codecs.ts";
import { loadSdk } from "../../../src/runtime/temporal/sdk.ts";

await loadSdk();

const where = { address: "temporal:7233", namespace: "default", ping: async () => {} };

interface Codec {
  encode(payloads: object[], ...context: unknown[]): Promise<object[]>;
  decode(payloads: object[], ...context: unknown[]): Promise<object[]>;
}

const message = { metadata: {}, data: Buffer.from("of a message") };

/** Of a codec that throws for the message's own payloads, and for a sample only when it is `broken`. */
async function thrownBy(error: unknown, broken = false): Promise<Error> {
  const encode = async (payloads: object[]): Promise<object[]> => {
    if (broken || payloads.includes(message)) throw error;
    return payloads;
  };
  return failureOf(await caught(guardedOne({ encode, decode: async (payloads) => payloads }).encode([message])), where);
}

function guardedOne(codec: Codec, patience = 60_000): Codec {
  const [guarded] = guardedCodecs({ payloadCodecs: [codec] }, patience).payloadCodecs ?? [];
  return guarded as Codec;
}

async function caught(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => assert.fail("it did not fail"),
    (error: unknown) => error,
  );
}

const own = new PauseSource("the vault is sealed");
const invalid = new InvalidMessage("more than the key may encrypt");
const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:8200"), { code: "ECONNREFUSED" });
const aborted = AbortSignal.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError")).reason as unknown;

for (const [what, error, want] of [
  ["a refused connection", refused, ConnectionError],
  ["fetch, whose cause is one", new TypeError("fetch failed", { cause: refused }), ConnectionError],
  ["one for each address of a name", new AggregateError([refused, refused]), ConnectionError],
  ["a name that cannot be looked up", Object.assign(new Error("getaddrinfo"), { code: "EAI_AGAIN" }), ConnectionError],
  ["a timeout of fetch's", Object.assign(new Error("Headers Timeout"), { code: "UND_ERR_HEADERS_TIMEOUT" }), ConnectionError],
  ["`AbortSignal.timeout`", aborted, ConnectionError],
  ["a key service by gRPC that is away", Object.assign(new Error("14 UNAVAILABLE"), { code: 14, details: "" }), ConnectionError],
  ["what says that it may be tried again", Object.assign(new Error("busy"), { retryable: true }), ConnectionError],
  ["AWS, which throttles", Object.assign(new Error("slow down"), { $retryable: { throttling: true } }), ConnectionError],
  ["a mistake", new TypeError("undefined is not a function"), TransientFailure],
  ["a number outside of a range", new RangeError("offset"), TransientFailure],
  ["what is no error", "no", TransientFailure],
] as const) {
  test(`a codec that throws ${what} for one message: ${want.name}`, async () => {
    const failure = await thrownBy(error);
    assert.equal(failure.constructor, want);
    assert.equal(failure.message, `the codec of the data converter fails: ${sentence(error)}`);
    assert.equal(failure.cause, error);
  });
}

test("what a codec throws with a kind of its own keeps it", async () => {
  for (const error of [own, invalid]) assert.equal(await thrownBy(error), error);
});

test("a codec that fails for a value of ours as well is away, whatever it throws", async () => {
  assert.equal((await thrownBy(new Error("the vault answers 503"), true)).constructor, ConnectionError);
  const oneWay = { encode: async (payloads: object[]) => payloads, decode: async () => Promise.reject(new Error("no")) };
  assert.equal(kindOf(failureOf(await caught(guardedOne(oneWay).decode([message])), where)), "infrastructure");
});

test("its probe succeeds once the codec works again", async () => {
  let away = true;
  class Vault {
    readonly #name = "vault";
    async encode(payloads: object[]): Promise<object[]> {
      if (away) throw new Error(`${this.#name} is sealed`);
      return payloads;
    }
    async decode(payloads: object[]): Promise<object[]> {
      return payloads;
    }
  }
  const failure = failureOf(await caught(guardedOne(new Vault()).encode([message])), where);
  assert.ok(failure instanceof ConnectionError);
  assert.equal(failure.message, "the codec Vault of the data converter fails: vault is sealed");
  await assert.rejects(async () => failure.probe?.(), /vault is sealed/);
  away = false;
  await failure.probe?.();
});

test("a codec that does not answer is away", async () => {
  const hangs = { encode: () => new Promise<never>(() => {}), decode: async (payloads: object[]) => payloads };
  const failure = failureOf(await caught(guardedOne(hangs, 50).encode([message])), where);
  assert.ok(failure instanceof ConnectionError);
  assert.match(failure.message, /did not answer within 0\.05 s/);
});

test("a status of gRPC that a key service gives is not Temporal's", async () => {
  const status = Object.assign(new Error("5 NOT_FOUND: no such key"), { code: 5, details: "no such key", metadata: {} });
  const error = await caught(guardedOne({ encode: async () => Promise.reject(status), decode: async () => [] }).encode([message]));
  assert.ok(error instanceof CodecFailure);
  const wrapped = new ServiceError("Unexpected error", { cause: error });
  assert.equal(isNotFound(wrapped), false);
  assert.equal(failureOf(wrapped, where), error.verdict);
});

test("the serialization context of the SDK reaches the codec", async () => {
  const seen: unknown[] = [];
  const note = async (payloads: object[], ...context: unknown[]) => {
    seen.push(...context);
    return payloads;
  };
  const codec = guardedOne({ encode: note, decode: note });
  await codec.decode(await codec.encode([message], "there"), "and back");
  assert.deepEqual(seen, ["there", "and back"]);
});
