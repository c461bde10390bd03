import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ConnectionError } from "../../src/runtime/ground/errors.ts";
import { engineFixture } from "./engine-fixture.ts";

const orderBy = [{ from: "payload", path: ["customer"] }] as const;
const unreadable = "{";
const careful = { careful: true, priorRuns: 1 };

describe("F58: a message that may have ended the process", () => {
  test("is counted before it is read, also to find its lane", async () => {
    const { broker, clock } = await engineFixture({ settings: { orderBy } });
    const message = broker.deliver(unreadable, careful);
    await clock.advance(0);
    assert.deepEqual(
      [message.begun, message.fate, String(broker.letters[0]?.headers.get("boost-cause"))],
      [[2], "dead", "invalid: syntax"],
    );
  });

  test("is not read any more after its attempts and five more", async () => {
    const { broker, clock } = await engineFixture({ settings: { orderBy }, attempts: 3 });
    const message = broker.deliver(unreadable, { careful: true, priorRuns: 8 });
    await clock.advance(0);
    assert.deepEqual([message.begun, message.fate, String(broker.letters[0]?.headers.get("boost-cause"))], [[], "dead", "process died"]);
  });

  test("is not read while the broker cannot take note; what came after it keeps its place", async () => {
    const handled: unknown[] = [];
    const { broker, clock, readiness } = await engineFixture({
      settings: { orderBy },
      handle: (payload) => handled.push((payload as { n: number }).n),
    });
    broker.faults.set("begins", new ConnectionError("away"));
    broker.deliver('{ "customer": "c", "n": 1 }', careful);
    broker.deliver('{ "customer": "c", "n": 2 }');
    await clock.advance(60_000);
    assert.deepEqual([handled, readiness.ready], [[], false]);
    broker.faults.delete("begins");
    await clock.advance(60_000);
    assert.deepEqual([handled, broker.breaches], [[1, 2], []]);
  });

  test("is the only one that is counted: those behind it are read when it is settled, and blamed for nothing", async () => {
    let release: () => void = () => {};
    const running = new Promise<void>((resolve) => (release = resolve));
    const { broker, clock } = await engineFixture({
      settings: { orderBy },
      handle: (payload) => ((payload as { n: number }).n === 1 ? running : undefined),
    });
    const [suspect, neighbour, fresh] = [careful, careful, {}].map((about, index) =>
      broker.deliver(`{ "customer": "c${index}", "n": ${index + 1} }`, about),
    );
    await clock.advance(0);
    assert.deepEqual([suspect?.begun, neighbour?.begun, neighbour?.fate, fresh?.fate], [[2], [], "held", "held"]);
    release();
    await clock.advance(0);
    assert.deepEqual(
      [suspect?.fate, neighbour?.fate, fresh?.fate, neighbour?.begun],
      ["acknowledged", "acknowledged", "acknowledged", [2]],
    );
  });

  test("that is stuck keeps nobody waiting", async () => {
    const { broker, clock } = await engineFixture({
      settings: { orderBy },
      timeout: 1_000,
      handle: (payload) => ((payload as { n: number }).n === 1 ? new Promise(() => {}) : undefined),
    });
    broker.deliver('{ "customer": "a", "n": 1 }', careful);
    const next = broker.deliver('{ "customer": "b", "n": 2 }', careful);
    await clock.advance(10_000);
    assert.equal(next.fate, "acknowledged");
  });

  test("is handed back when the process ends before the broker took note", async () => {
    const { broker, clock, engine } = await engineFixture({ settings: { orderBy } });
    broker.faults.set("begins", new ConnectionError("away"));
    const first = broker.deliver('{ "customer": "c" }', careful);
    const second = broker.deliver('{ "customer": "c" }');
    await clock.advance(0);
    const stopping = engine.stop({ drain: 1_000, abort: 1_000 });
    await clock.advance(10_000);
    await stopping;
    assert.deepEqual([first.fate, second.fate, broker.breaches], ["released", "released", []]);
  });
});

test("a mistake of ours about one message is that message's own, and the next one is handled", async () => {
  const { broker, clock, fatals } = await engineFixture();
  const after = clock.after.bind(clock);
  clock.after = () => {
    clock.after = after;
    throw new TypeError("not what was thought");
  };
  const message = broker.deliver("1", { key: "a" });
  const next = broker.deliver("2", { key: "b" });
  await clock.advance(0);
  assert.deepEqual([message.fate, next.fate, fatals, broker.breaches], ["dead", "acknowledged", [], []]);
  assert.equal(String(broker.letters[0]?.headers.get("boost-cause")), "internal error");
});
