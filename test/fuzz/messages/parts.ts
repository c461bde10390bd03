import { fc } from "../../random/fast-check.ts";

// What stands in an odd message, whichever broker carries it.

/** Names that somebody gives a meaning to: us, CloudEvents, a broker, a tracer, an object of JavaScript. */
const knownNames = [
  "boost-id",
  "boost-cause",
  "boost-origin",
  "boost-attempts",
  "boost-replays",
  "content-type",
  "ce_specversion",
  "ce_id",
  "ce_source",
  "cloudEvents:id",
  "traceparent",
  "CC",
  "BCC",
  "x-death",
  "x-delivery-count",
  "x-first-death-queue",
  "expiration",
  "__proto__",
  "constructor",
  "toString",
  "",
];

export const name: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...knownNames), fc.string({ maxLength: 40, unit: "binary" }));

export const bytes: fc.Arbitrary<Buffer> = fc.uint8Array({ maxLength: 60 }).map((value) => Buffer.from(value));

export const words: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.string({ maxLength: 80, unit: "binary" }),
  fc.constantFrom(
    "application/json",
    "application/cloudevents+json",
    "application/json; charset=utf-16",
    "gzip",
    "-1",
    "NaN",
    "1e309",
    "\0",
  ),
);

const deep = fc.nat(3_000).map((depth) => `{"id":"x","a":${"[".repeat(depth)}${"]".repeat(depth)}}`);

/** An object that claims to be a CloudEvent. */
const envelope = fc
  .record(
    {
      specversion: fc.constantFrom<unknown>("1.0", "0.3", 1),
      id: fc.jsonValue(),
      source: fc.jsonValue(),
      type: fc.jsonValue(),
      data: fc.jsonValue(),
    },
    { requiredKeys: ["specversion"] },
  )
  .map((value) => JSON.stringify(value));

export const body: fc.Arbitrary<Buffer> = fc.oneof(
  bytes,
  fc
    .oneof(
      fc.json(),
      deep,
      envelope,
      fc.jsonValue().map((rest) => JSON.stringify({ id: "odd", rest })),
      fc.nat(200_000).map((length) => JSON.stringify({ id: "long", text: "ä".repeat(length) })),
    )
    .map((text) => Buffer.from(text)),
);
