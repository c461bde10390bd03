import assert from "node:assert/strict";
import { test } from "node:test";
import { PauseSource, RejectMessage } from "../../src/runtime/ground/errors.ts";
import { settle } from "../../src/testing/test-clock.ts";
import { fc } from "../random/fast-check.ts";
import { engineFixture, type Fixture } from "./engine-fixture.ts";

/** One message of a random history: its key, and for each run how long it takes and how it ends. */
interface Scenario {
  readonly key: string;
  readonly runs: readonly { readonly latency: number; readonly end: "return" | "throw" | "reject" | "pause" | "late" }[];
  readonly careful: boolean;
  /** The broker takes it away after this many virtual milliseconds. */
  readonly taken: number | undefined;
}

const scenario: fc.Arbitrary<Scenario> = fc.record({
  key: fc.constantFrom("a", "b", "c", "d", "e"),
  runs: fc.array(
    fc.record({
      latency: fc.integer({ min: 0, max: 400 }),
      end: fc.oneof(
        { weight: 8, arbitrary: fc.constant("return" as const) },
        { weight: 3, arbitrary: fc.constant("throw" as const) },
        { weight: 1, arbitrary: fc.constantFrom("reject" as const, "pause" as const, "late" as const) },
      ),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  careful: fc.boolean().map((value) => value && false),
  taken: fc.constant(undefined),
});

const withCareful: fc.Arbitrary<Scenario> = scenario.chain((base) =>
  fc.record({
    key: fc.constant(base.key),
    runs: fc.constant(base.runs),
    careful: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    taken: fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 3_000 }) }),
  }),
);

interface Journal {
  readonly begun: { readonly index: number; readonly key: string }[];
  readonly broken: string[];
}

const timeout = 1_000;

async function play(scenarios: readonly Scenario[], concurrency: number): Promise<Journal & Fixture> {
  const journal: Journal = { begun: [], broken: [] };
  const runningKeys = new Set<string>();
  const runs = new Map<number, number>();
  let running = 0;
  let alone = false;
  const fixture: Fixture = await engineFixture({
    plan: { concurrency },
    timeout,
    attempts: 4,
    handle: async (payload, _held, signal) => {
      const index = payload as number;
      const { key, runs: planned, careful } = scenarios[index] as Scenario;
      const run = runs.get(index) ?? 0;
      runs.set(index, run + 1);
      if (runningKeys.has(key)) journal.broken.push(`${index}: two runs of key ${key} at once`);
      if (running >= concurrency) journal.broken.push(`${index}: more than ${concurrency} runs at once`);
      if (alone || (careful && running > 0)) journal.broken.push(`${index}: a careful run was not alone`);
      running += 1;
      alone = careful;
      runningKeys.add(key);
      journal.begun.push({ index, key });
      const { latency, end } = planned[Math.min(run, planned.length - 1)] as Scenario["runs"][number];
      await new Promise<void>((resolve) => void fixture.clock.after(end === "late" ? timeout + 200 : latency, resolve));
      running -= 1;
      alone = false;
      runningKeys.delete(key);
      if (signal.aborted && end !== "late" && scenarios[index]?.taken === undefined)
        journal.broken.push(`${index}: aborted without a reason`);
      // The last run of a plan that only ever pauses would go on for ever, as it should.
      if (end === "pause" && run < 5) throw new PauseSource("away");
      if (end === "throw") throw new Error("again");
      if (end === "reject") throw new RejectMessage("no");
    },
  });
  for (const [index, { key, careful, taken }] of scenarios.entries()) {
    const scripted = fixture.broker.deliver(String(index), { key, careful, priorRuns: careful ? 1 : 0 });
    if (taken !== undefined) fixture.clock.after(taken, () => scripted.take());
  }
  await fixture.clock.advance(3_600_000);
  await settle();
  return { ...journal, ...fixture };
}

test("G4: random keys, latencies, failures, careful and taken messages: order per key, bounds, nothing lost, nothing settled twice", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(withCareful, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 8 }),
      async (scenarios, concurrency) => {
        const { begun, broken, broker, engine, fatals } = await play(scenarios, concurrency);
        assert.deepEqual(broken, []);
        assert.deepEqual(fatals, []);
        assert.deepEqual(broker.breaches, []);
        for (const [index, { taken }] of scenarios.entries()) {
          const { fate } = broker.scripted[index] ?? {};
          if (taken === undefined) assert.ok(fate === "acknowledged" || fate === "dead", `message ${index} is ${fate}`);
        }
        assert.equal(engine.inFlight, 0);
        assert.equal(broker.letters.length, broker.scripted.filter(({ fate }) => fate === "dead").length);
        // Of one key nothing begins before everything that came earlier has had its last run.
        for (const key of new Set(scenarios.map((one) => one.key))) {
          const order = begun.filter((run) => run.key === key).map(({ index }) => index);
          assert.deepEqual(
            order,
            [...order].sort((a, b) => a - b),
            `order of key ${key}`,
          );
        }
      },
    ),
    { numRuns: 150 },
  );
});

test("stopped at a random moment: whatever was not acknowledged or dead-lettered is handed back", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(scenario, { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 0, max: 5_000 }),
      async (scenarios, concurrency, moment) => {
        const fixture: Fixture = await engineFixture({
          plan: { concurrency },
          timeout,
          attempts: 4,
          handle: async (payload, held) => {
            const { runs } = scenarios[payload as number] as Scenario;
            const { latency, end } = runs[Math.min(held.begun - 1, runs.length - 1)] as Scenario["runs"][number];
            await new Promise<void>((resolve) => void fixture.clock.after(end === "late" ? timeout + 200 : latency, resolve));
            if (end === "pause") throw new PauseSource("away");
            if (end === "throw") throw new Error("again");
            if (end === "reject") throw new RejectMessage("no");
          },
        });
        for (const [index, { key }] of scenarios.entries()) fixture.broker.deliver(String(index), { key });
        await fixture.clock.advance(moment);
        const letters = fixture.broker.letters.length;
        const stopped = fixture.engine.stop({ drain: 300, abort: 100 });
        await fixture.clock.advance(60_000);
        await stopped;
        assert.deepEqual(fixture.broker.breaches, []);
        assert.equal(fixture.broker.letters.length, letters, "shutdown never dead-letters");
        for (const { fate } of fixture.broker.scripted) assert.notEqual(fate, "held");
        assert.equal(fixture.engine.inFlight, 0);
        assert.deepEqual(
          fixture.broker.events.filter((event) => event === "stop" || event === "close"),
          ["stop", "close"],
        );
      },
    ),
    { numRuns: 150 },
  );
});
