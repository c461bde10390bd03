import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { createTestApp } from "../../src/testing/index.ts";
import { compiled } from "../truth/compiled.ts";

const record = (name: string, ...more: readonly object[]): object => ({
  type: "record",
  name,
  fields: [{ name: "kind", type: "string" }, { name: "id", type: "string" }, ...more],
});
const avro = (schema: object): string => `{ schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema: ${JSON.stringify(schema)} }`;

interface Said {
  readonly equals: string;
  readonly payload: string;
}

const document = (messages: Readonly<Record<string, Said>>): string => `
asyncapi: 3.0.0
info: { title: Shop, version: "1" }
servers: { kafka: { host: "localhost:9092", protocol: kafka } }
channels:
  orders:
    address: orders
    messages: { ${Object.entries(messages)
      .map(
        ([name, { equals, payload }]) =>
          `${name}: { name: ${name}, x-boost: { match: { payload: /kind, equals: ${equals} } }, payload: ${payload} }`,
      )
      .join(", ")} }
operations: { onOrder: { action: receive, channel: { $ref: "#/channels/orders" } } }
`;

const alike = { Created: { equals: "c", payload: avro(record("Event")) }, Paid: { equals: "p", payload: avro(record("Event")) } };
const json = "{ type: object, required: [kind], properties: { kind: { type: string } } }";

async function outcomes(messages: Readonly<Record<string, Said>>, bodies: readonly Uint8Array[]): Promise<readonly string[]> {
  const { contract } = await compiled(document(messages));
  const handled: string[] = [];
  const members = Object.fromEntries(
    ["created", "paid", "noted"].map((name) => [name, ({ kind }: { readonly kind: string }) => void handled.push(`${name} ${kind}`)]),
  );
  const app = await createTestApp(contract as never, { onOrder: members } as never);
  try {
    const found: string[] = [];
    for (const body of bodies) {
      const { outcome, cause, error } = await app.publishRaw("orders", body);
      found.push(outcome === "handled" ? (handled.at(-1) ?? "") : `${cause}: ${(error as Error).message}`);
    }
    return found;
  } finally {
    await app.stop();
  }
}

/** Two texts in Avro. */
const bytes = (kind: string, id: string): Uint8Array =>
  Buffer.concat([kind, id].flatMap((text) => [Buffer.from([text.length * 2]), Buffer.from(text)]));

describe("messages in Avro that `match.payload` tells apart", () => {
  test("one schema for all: the value decides, and one that nobody has is told", async () => {
    const [created, paid, other] = await outcomes(alike, [bytes("c", "1"), bytes("p", "2"), bytes("x", "3")]);
    assert.deepEqual([created, paid], ["created c", "paid p"]);
    assert.match(other ?? "", /invalid: unmatched: "\/kind" of the payload is "x"; messages of this channel have "c", "p"/);
  });

  test("a schema that cannot read the bytes, or finds another value there, is none", async () => {
    const longer = avro(record("Paid", { name: "total", type: "double" }));
    const body = Buffer.concat([bytes("p", "2"), Buffer.alloc(8)]);
    assert.deepEqual(await outcomes({ ...alike, Paid: { equals: "p", payload: longer } }, [bytes("c", "1"), body]), [
      "created c",
      "paid p",
    ]);
  });

  test("beside JSON", async () => {
    const bodies = [bytes("c", "1"), Buffer.from('{"kind":"n"}')];
    assert.deepEqual(await outcomes({ Created: alike.Created, Noted: { equals: "n", payload: json } }, bodies), ["created c", "noted n"]);
  });

  test("bytes that no schema reads are told as such", async () => {
    const [found] = await outcomes(alike, [Uint8Array.of(0x80)]);
    assert.match(found ?? "", /the body is not what its Avro schema says/);
  });
});
