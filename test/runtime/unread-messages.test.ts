import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { SchemaId } from "../../src/runtime/formats/framing.ts";
import { ConnectionError, SchemaDenied } from "../../src/runtime/ground/errors.ts";
import type { WriterSchema } from "../../src/runtime/registry/index.ts";
import { settle } from "../../src/testing/test-clock.ts";
import { engineFixture, type Fixture } from "./engine-fixture.ts";

const record = {
  type: "record",
  name: "Step",
  fields: [
    { name: "order", type: "string" },
    { name: "step", type: "int" },
  ],
};
const writer: WriterSchema = { type: "AVRO", text: JSON.stringify(record) };

/** `order` of one letter, `step` below 64. */
function framed(id: number, order: string, step: number): string {
  return String.fromCharCode(0, 0, 0, 0, id, 2) + order + String.fromCharCode(2 * step);
}

interface Setting extends Fixture {
  readonly ran: readonly string[];
  readonly asked: readonly number[];
  /** The registry answers the question that waits. */
  answer(id: number, error?: Error): Promise<void>;
}

/** Ordered by a field of the payload, so that no lane is known before the payload is read; schema 1 is known, others are asked for. */
async function ordered(): Promise<Setting> {
  const known = new Set([1]);
  const waiting = new Map<number, { readonly come: () => void; readonly fail: (error: Error) => void }>();
  const asked: number[] = [];
  const ran: string[] = [];
  const idOf = (id: SchemaId): number => (id.kind === "id" ? id.id : 0);
  const fixture = await engineFixture({
    message: { wire: { format: "avro", schema: writer.text }, registry: { framing: "confluent" } },
    settings: { orderBy: [{ from: "payload", path: ["order"] }] },
    registry: {
      schema: (id) => (known.has(idOf(id)) ? writer : undefined),
      fetch: (id) => {
        asked.push(idOf(id));
        return new Promise((resolve, reject) => waiting.set(idOf(id), { come: () => resolve(writer), fail: reject }));
      },
    },
    handle: (payload) => {
      const { order, step } = payload as { readonly order: string; readonly step: number };
      ran.push(`${order}${step}`);
    },
  });
  const answer = async (id: number, error?: Error): Promise<void> => {
    const question = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) known.add(id);
    if (error === undefined) question?.come();
    else question?.fail(error);
    await settle();
  };
  return { ...fixture, ran, asked, answer };
}

describe("a message whose schema is not known yet", () => {
  test("holds back what comes later, and the order is that in which they came", async () => {
    const { broker, ran, asked, answer } = await ordered();
    broker.deliver(framed(1, "a", 0));
    broker.deliver(framed(7, "a", 1));
    broker.deliver(framed(1, "a", 2));
    broker.deliver(framed(1, "b", 0));
    await settle();
    assert.deepEqual(ran, ["a0"]);
    assert.deepEqual(asked, [7]);
    broker.deliver(framed(1, "a", 3));
    await answer(7);
    assert.deepEqual(
      ran.filter((one) => one.startsWith("a")),
      ["a0", "a1", "a2", "a3"],
    );
    assert.ok(ran.includes("b0"));
    broker.deliver(framed(7, "a", 4));
    await settle();
    assert.equal(ran.at(-1), "a4");
    assert.deepEqual(asked, [7], "what was fetched is known");
  });

  test("a second one that waits behind it is fetched when its turn comes", async () => {
    const { broker, ran, asked, answer } = await ordered();
    broker.deliver(framed(7, "a", 0));
    broker.deliver(framed(8, "a", 1));
    broker.deliver(framed(7, "a", 2));
    await settle();
    await answer(7);
    assert.deepEqual([ran, asked], [["a0"], [7, 8]]);
    await answer(8);
    assert.deepEqual(ran, ["a0", "a1", "a2"]);
  });

  test("while the registry is away nothing behind it runs, and nothing is dead-lettered", async () => {
    const { broker, clock, ran, settlements, answer } = await ordered();
    broker.deliver(framed(7, "a", 0));
    broker.deliver(framed(1, "a", 1));
    await settle();
    await answer(7, new ConnectionError("the registry is away"));
    assert.deepEqual(ran, []);
    await clock.advance(60_000);
    await answer(7);
    await clock.advance(60_000);
    assert.deepEqual(ran, ["a0", "a1"]);
    assert.deepEqual(
      settlements.map(({ end }) => end.outcome),
      ["handled", "handled"],
    );
  });

  test("of one that the registry denies the others do not wait for its last attempt", async () => {
    const { broker, clock, ran, settlements, answer } = await ordered();
    broker.deliver(framed(7, "a", 0));
    broker.deliver(framed(1, "a", 1));
    await settle();
    await answer(7, new SchemaDenied("no schema 7"));
    assert.deepEqual(ran, ["a1"]);
    for (let attempts = 0; attempts < 6; attempts += 1) {
      await answer(7, new SchemaDenied("no schema 7"));
      await clock.advance(60_000);
    }
    assert.deepEqual(settlements.map(({ end }) => end.outcome).sort(), ["dead-lettered", "handled"]);
  });

  test("one that the broker takes away lets the others go", async () => {
    const { broker, ran, answer } = await ordered();
    const taken = broker.deliver(framed(7, "a", 0));
    broker.deliver(framed(1, "a", 1));
    await settle();
    taken.take();
    await answer(7);
    assert.deepEqual(ran, ["a1"]);
    assert.deepEqual(broker.breaches, []);
  });
});
