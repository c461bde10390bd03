import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ConnectionError,
  FatalError,
  InvalidMessage,
  PauseSource,
  RejectMessage,
  ServerSideError,
} from "../../src/runtime/ground/errors.ts";
import { settle } from "../../src/testing/test-clock.ts";
import { engineFixture } from "./engine-fixture.ts";
import { ScriptedBroker } from "./scripted-broker.ts";

const header = (record: { headers: ReadonlyMap<string, readonly unknown[]> } | undefined, name: string): unknown =>
  record?.headers.get(name)?.[0];

test("invalid and rejected messages are dead after one look, transient ones after their attempts", async () => {
  const failures: { readonly [payload: string]: unknown } = {
    invalid: new InvalidMessage("no", { code: "workflow" }),
    rejected: new RejectMessage("no"),
    transient: new Error("no"),
    string: "no",
    nothing: undefined,
  };
  const { broker, clock, settlements } = await engineFixture({
    attempts: 3,
    handle: (payload) => {
      throw failures[payload as string];
    },
  });
  for (const kind of Object.keys(failures)) broker.deliver(JSON.stringify(kind), { key: kind });
  await clock.advance(60_000);
  const ends = settlements.map(({ delivery, end, attempts }) => [
    JSON.parse(Buffer.from(delivery.body ?? "").toString()),
    end.outcome === "dead-lettered" ? end.cause : end.outcome,
    attempts,
  ]);
  assert.deepEqual(ends.sort(), [
    ["invalid", "invalid: workflow", 1],
    ["nothing", "attempts exhausted", 3],
    ["rejected", "rejected", 1],
    ["string", "attempts exhausted", 3],
    ["transient", "attempts exhausted", 3],
  ]);
  assert.equal(
    header(
      broker.letters.find((letter) => header(letter, "boost-cause") === "rejected"),
      "boost-attempts",
    ),
    "1",
  );
});

test("other keys go on while one waits for its retry, and its place is free", async () => {
  const order: unknown[] = [];
  const { broker, clock } = await engineFixture({
    plan: { concurrency: 1 },
    handle: (payload, held) => {
      order.push(payload);
      if (payload === "a1" && held.attempt === 1) throw new Error("later");
    },
  });
  for (const payload of ["a1", "a2", "b1"]) broker.deliver(JSON.stringify(payload), { key: payload.slice(0, 1) });
  await settle();
  assert.deepEqual(order, ["a1", "b1"]);
  await clock.advance(1_000);
  assert.deepEqual(order, ["a1", "b1", "a1", "a2"]);
});

test("a failed run is told to the broker before the next one", async () => {
  const { broker, clock } = await engineFixture({
    attempts: 4,
    handle: () => {
      throw new Error("again");
    },
  });
  const scripted = broker.deliver("1");
  await settle();
  assert.equal(scripted.failures, 1);
  await clock.advance(1_000);
  assert.equal(scripted.failures, 2);
});

test("earlier runs count: at `attempts` one more without retry, at `attempts + 5` none", async () => {
  const runs: unknown[] = [];
  const { broker, clock, settlements } = await engineFixture({
    attempts: 3,
    handle: (payload) => {
      runs.push(payload);
      throw new Error("again");
    },
  });
  broker.deliver('"last"', { key: "a", priorRuns: 3, careful: true });
  broker.deliver('"none"', { key: "b", priorRuns: 8, careful: true });
  await clock.advance(60_000);
  assert.deepEqual(runs, ["last"]);
  assert.deepEqual(
    settlements.map(({ end }) => end.outcome === "dead-lettered" && end.cause),
    ["attempts exhausted", "process died"],
  );
});

test("an upper bound of earlier runs never condemns a message without a run", async () => {
  const runs: unknown[] = [];
  const { broker, clock } = await engineFixture({
    broker: new ScriptedBroker({ countsAttempts: "upper-bound" }),
    handle: (payload) => void runs.push(payload),
  });
  const scripted = broker.deliver("1", { priorRuns: 100, careful: true });
  await clock.advance(1_000);
  assert.deepEqual(runs, [1]);
  assert.equal(scripted.fate, "acknowledged");
});

test("of an upper bound, the runs that certainly began do condemn", async () => {
  const runs: unknown[] = [];
  const { broker, clock, settlements } = await engineFixture({
    broker: new ScriptedBroker({ countsAttempts: "upper-bound" }),
    attempts: 3,
    handle: (payload) => void runs.push(payload),
  });
  broker.deliver("1", { priorRuns: 8, provenRuns: 4, careful: true });
  broker.deliver("2", { priorRuns: 8, provenRuns: 5, careful: true });
  await clock.advance(1_000);
  assert.deepEqual(runs, [1]);
  assert.deepEqual(
    settlements.map(({ end }) => (end.outcome === "dead-lettered" ? end.cause : end.outcome)),
    ["handled", "process died"],
  );
});

test("the broker remembers a careful run before it begins; where it cannot, the source pauses and nothing runs", async () => {
  const runs: unknown[] = [];
  const { broker, clock } = await engineFixture({ attempts: 5, handle: (payload) => void runs.push(payload) });
  const plain = broker.deliver("0", { key: "a" });
  broker.faults.set("begins", new ConnectionError("away"));
  broker.faults.set("ping", new ConnectionError("away"));
  const careful = broker.deliver("1", { key: "b", priorRuns: 2, careful: true });
  await clock.advance(10_000);
  assert.deepEqual(runs, [0]);
  assert.deepEqual([...plain.begun, ...careful.begun], []);
  broker.faults.clear();
  await clock.advance(60_000);
  assert.deepEqual(runs, [0, 1]);
  assert.deepEqual(careful.begun, [3]);
  assert.equal(careful.fate, "acknowledged");
});

test("infrastructure failures pause the source, spend no attempt, and end with a green probe", async () => {
  let away = true;
  let runs = 0;
  const { broker, clock, readiness } = await engineFixture({
    attempts: 2,
    ping: async () => {
      if (away) throw new ConnectionError("Temporal is away");
    },
    handle: () => {
      runs += 1;
      if (away) throw new ConnectionError("Temporal is away");
    },
  });
  const scripted = broker.deliver("1", { key: "a" });
  broker.deliver("2", { key: "b" });
  await settle();
  assert.equal(readiness.ready, false);
  assert.match(JSON.stringify(readiness.reasons), /Temporal is away/);
  await clock.advance(600_000);
  assert.equal(runs, 2, "nothing runs while the source is paused");
  away = false;
  await clock.advance(30_000);
  assert.equal(scripted.fate, "acknowledged");
  assert.equal(runs, 4);
  assert.deepEqual(broker.letters, []);
  assert.deepEqual(broker.events, ["pause", "resume"]);
  assert.equal(readiness.ready, true);
});

test("one message that keeps failing so while the probe is green ends as transient; it pauses the source twice, no more", async () => {
  let runs = 0;
  const { broker, clock, settlements } = await engineFixture({
    attempts: 2,
    handle: (payload) => {
      if (payload !== "poison") return;
      runs += 1;
      throw new ConnectionError("Temporal refuses");
    },
  });
  broker.deliver('"poison"', { key: "a" });
  await clock.advance(120_000);
  // Two free runs, then the third and one more that count.
  assert.equal(runs, 4);
  const [end] = settlements.map((settlement) => settlement.end);
  assert.equal(end?.outcome === "dead-lettered" && end.cause, "attempts exhausted");
  assert.deepEqual(broker.events.filter((event) => event === "pause").length, 2);
});

test("what a handler says is away, without a probe, is away for as long as it says so, and nothing is dead-lettered", async () => {
  let away = true;
  const { broker, clock } = await engineFixture({
    plan: { concurrency: 4 },
    attempts: 2,
    handle: () => {
      if (away) throw new PauseSource("upstream is away");
    },
  });
  const scripted = Array.from({ length: 20 }, (_, index) => broker.deliver(String(index), { key: String(index) }));
  await clock.advance(60 * 60_000);
  assert.deepEqual([broker.letters.length, scripted.filter(({ fate }) => fate === "held").length], [0, 20]);
  away = false;
  await clock.advance(60_000);
  assert.deepEqual([broker.letters.length, scripted.filter(({ fate }) => fate === "acknowledged").length], [0, 20]);
});

test("a message that alone pauses the source without a probe lets the others go first, and ends as its own failure", async () => {
  let runs = 0;
  const { broker, clock, settlements } = await engineFixture({
    attempts: 2,
    handle: (payload) => {
      if (payload !== "poison") return;
      runs += 1;
      throw new PauseSource("upstream is away");
    },
  });
  const poison = broker.deliver('"poison"', { key: "poison" });
  const before = broker.deliver("1", { key: "a" });
  await clock.advance(5_000);
  assert.equal(before.fate, "acknowledged", "it does not wait for the poison to be given up");
  await clock.advance(10 * 60_000);
  assert.equal(poison.fate, "held", "nothing was handled since, so nothing tells whose fault it is");
  for (let index = 0; index < 10; index += 1) {
    broker.deliver(String(index), { key: String(index) });
    await clock.advance(60_000);
  }
  assert.equal(poison.fate, "dead");
  const last = settlements.map(({ end }) => end).find(({ outcome }) => outcome === "dead-lettered");
  assert.equal(last?.outcome === "dead-lettered" && last.cause, "attempts exhausted");
  assert.ok(runs > 4);
});

test("a limit that hits the same message again and again is not the message's fault", async () => {
  let runs = 0;
  const { broker, clock } = await engineFixture({
    attempts: 2,
    handle: () => {
      runs += 1;
      if (runs <= 20) throw new ServerSideError("Temporal limits us", { retryAfter: 1_000 });
    },
  });
  const scripted = broker.deliver("1");
  await clock.advance(30 * 60_000);
  assert.deepEqual([scripted.fate, runs, broker.letters.length], ["acknowledged", 21, 0]);
});

test("a PauseSource names when to ask first and what to ask", async () => {
  const asked: number[] = [];
  let ready = false;
  let failed = false;
  const fixture = await engineFixture({
    handle: () => {
      if (failed) return;
      failed = true;
      throw new PauseSource("maintenance", {
        retryAfter: 10_000,
        probe: async () => {
          asked.push(fixture.clock.now());
          if (!ready) throw new Error("not yet");
        },
      });
    },
  });
  const begin = fixture.clock.now();
  const scripted = fixture.broker.deliver("1");
  await fixture.clock.advance(15_000);
  // Once at the failure, to know whether the message is the suspect; then after ten seconds and by the back-off.
  assert.deepEqual(
    asked.map((time) => time - begin),
    [0, 10_000, 12_000],
  );
  ready = true;
  await fixture.clock.advance(10_000);
  assert.equal(scripted.fate, "acknowledged");
});

test("concurrency falls to one after a pause and grows with each message that goes through", async () => {
  let away = true;
  let running = 0;
  const peaks: number[] = [];
  const fixture = await engineFixture({
    plan: { concurrency: 4 },
    handle: async () => {
      if (away) throw new ConnectionError("away");
      running += 1;
      peaks.push(running);
      await new Promise<void>((resolve) => void fixture.clock.after(10, resolve));
      running -= 1;
    },
  });
  for (let index = 0; index < 30; index += 1) fixture.broker.deliver(String(index), { key: String(index) });
  await settle();
  away = false;
  await fixture.clock.advance(60_000);
  assert.equal(peaks[0], 1);
  assert.equal(peaks[1], 1, "the second place opens when the first message went through");
  assert.equal(Math.max(...peaks), 4);
  assert.ok(fixture.broker.scripted.every(({ fate }) => fate === "acknowledged"));
});

test("a dead letter that is not confirmed acknowledges nothing, pauses, and is tried again until it is stored", async () => {
  const { broker, clock, readiness } = await engineFixture({
    plan: { concurrency: 2 },
    handle: () => {
      throw new RejectMessage("no");
    },
  });
  broker.faults.set("deadLetter", new Error("queue is gone"));
  const first = broker.deliver("1", { key: "a" });
  const second = broker.deliver("2", { key: "b" });
  const third = broker.deliver("3", { key: "c" });
  await clock.advance(120_000);
  for (const { fate } of [first, second, third]) assert.equal(fate, "held");
  assert.equal(readiness.ready, false);
  assert.deepEqual(broker.events, ["pause"]);
  broker.faults.delete("deadLetter");
  await clock.advance(60_000);
  for (const { fate } of [first, second, third]) assert.equal(fate, "dead");
  assert.equal(broker.letters.length, 3);
  assert.equal(readiness.ready, true);
});

test("an acknowledgement that fails is tried again without a second run", async () => {
  let runs = 0;
  const { broker, clock } = await engineFixture({
    handle: () => {
      runs += 1;
    },
  });
  broker.faults.set("acknowledge", new Error("connection lost"));
  const scripted = broker.deliver("1");
  await clock.advance(5_000);
  assert.equal(scripted.fate, "held");
  broker.faults.delete("acknowledge");
  await clock.advance(30_000);
  assert.equal(scripted.fate, "acknowledged");
  assert.equal(runs, 1);
});

test("`deadLetter: false` ends the process instead", async () => {
  const { broker, clock, fatals } = await engineFixture({ plan: { deadLetter: false } });
  const scripted = broker.deliver("{");
  await clock.advance(1_000);
  assert.equal(scripted.fate, "held");
  assert.ok(fatals[0] instanceof FatalError);
  assert.match((fatals[0] as Error).message, /topic\/0\/0 cannot be handled \(invalid: syntax/);
});

test("a fatal error from a handler ends the process and leaves the message with the broker", async () => {
  const { broker, clock, fatals } = await engineFixture({
    handle: () => {
      throw new FatalError("disk gone");
    },
  });
  const scripted = broker.deliver("1");
  await clock.advance(1_000);
  assert.equal(scripted.fate, "held");
  assert.equal((fatals[0] as Error).message, "disk gone");
});

test("a run that passes its timeout is aborted, retried only when it has settled, and has failed even if it returns", async () => {
  const times: number[] = [];
  let aborted = 0;
  const fixture = await engineFixture({
    timeout: 1_000,
    attempts: 2,
    handle: (_payload, _held, signal) => {
      times.push(fixture.clock.now());
      signal.addEventListener("abort", () => (aborted += 1));
      return new Promise<void>((resolve) => void fixture.clock.after(3_000, resolve));
    },
  });
  const scripted = fixture.broker.deliver("1");
  await fixture.clock.advance(60_000);
  // 3 s until the run settled, then the back-off of one second.
  assert.deepEqual(
    times.map((time) => time - (times[0] ?? 0)),
    [0, 4_000],
  );
  assert.equal(aborted, 2);
  assert.equal(scripted.fate, "dead");
  assert.match(String(header(fixture.broker.letters[0], "boost-error")), /longer than its timeout of 1000 ms/);
});

test("runs that never settle take their places; others go on; when all places are taken the process ends", async () => {
  const { broker, clock, fatals } = await engineFixture({
    plan: { concurrency: 2 },
    timeout: 1_000,
    handle: (payload) => (payload === "hang" ? new Promise(() => {}) : undefined),
  });
  broker.deliver('"hang"', { key: "a" });
  await clock.advance(10_000);
  const other = broker.deliver("1", { key: "b" });
  const careful = broker.deliver("2", { key: "c", careful: true, priorRuns: 1 });
  await clock.advance(100);
  assert.equal(other.fate, "acknowledged");
  assert.equal(careful.fate, "acknowledged", "a stuck run does not hold up careful mode");
  assert.deepEqual(fatals, []);
  broker.deliver('"hang"', { key: "d" });
  await clock.advance(10_000);
  assert.match(String(fatals[0]), /all 2 handler places are taken/);
});

test("a message that the broker took away is forgotten: its run is aborted, its result void, its lane goes on", async () => {
  const seen: unknown[] = [];
  const fixture = await engineFixture({
    handle: async (payload, _held, signal) => {
      if (payload !== "gone") return;
      await new Promise<void>((resolve) => void fixture.clock.after(500, resolve));
      seen.push(signal.aborted);
      throw new Error("too late to matter");
    },
  });
  const gone = fixture.broker.deliver('"gone"', { key: "a" });
  const queued = fixture.broker.deliver('"queued"', { key: "a" });
  const kept = fixture.broker.deliver('"kept"', { key: "a" });
  await fixture.clock.advance(100);
  gone.take();
  queued.take();
  await fixture.clock.advance(10_000);
  assert.deepEqual(seen, [true]);
  assert.equal(gone.fate, "held");
  assert.equal(queued.fate, "held");
  assert.equal(kept.fate, "acknowledged");
  assert.equal(fixture.engine.inFlight, 0);
});

test("a message taken away while it waits for a retry, a probe or a dead letter leaves nothing behind", async () => {
  const { broker, clock, engine } = await engineFixture({
    handle: (payload) => {
      if (payload === "retry") throw new Error("again");
      if (payload === "dead") throw new RejectMessage("no");
      if (payload === "pause") throw new ConnectionError("away");
    },
  });
  broker.faults.set("deadLetter", new Error("gone"));
  const taken = ["retry", "dead", "pause"].map((payload) => broker.deliver(JSON.stringify(payload), { key: payload }));
  await clock.advance(10);
  for (const scripted of taken) scripted.take();
  assert.equal(engine.inFlight, 0);
  broker.faults.delete("deadLetter");
  await clock.advance(600_000);
  assert.deepEqual(broker.letters, []);
  const next = broker.deliver('"fine"', { key: "retry" });
  await clock.advance(10);
  assert.equal(next.fate, "acknowledged");
});

test("careful mode: the message runs alone, retries included, and is found behind lanes that became ready before it", async () => {
  const running = new Set<unknown>();
  const together: unknown[] = [];
  const fixture = await engineFixture({
    plan: { concurrency: 4 },
    handle: async (payload, held) => {
      running.add(payload);
      if (running.has("careful") && running.size > 1) together.push(...running);
      await new Promise<void>((resolve) => void fixture.clock.after(100, resolve));
      running.delete(payload);
      if (payload === "careful" && held.begun === 1) throw new Error("again");
      if (payload === "other" && held.begun === 1) throw new Error("again");
    },
  });
  fixture.broker.deliver('"other"', { key: "o" });
  fixture.broker.deliver('"careful"', { key: "c", careful: true, priorRuns: 1 });
  for (let index = 0; index < 10; index += 1) fixture.broker.deliver(String(index), { key: String(index) });
  await fixture.clock.advance(60_000);
  assert.deepEqual(together, []);
  assert.ok(fixture.broker.scripted.every(({ fate }) => fate === "acknowledged"));
});

test("at-most-once: the broker is told before the run, the dead letter is published by itself", async () => {
  const fates: unknown[] = [];
  const { broker, clock } = await engineFixture({
    settings: { atMostOnce: true },
    handle: (payload) => {
      fates.push(broker.scripted.map(({ fate }) => fate));
      if (payload === "no") throw new RejectMessage("no");
    },
  });
  broker.deliver('"no"');
  await clock.advance(1_000);
  assert.deepEqual(fates, [["acknowledged"]]);
  assert.deepEqual(broker.breaches, []);
  assert.equal(broker.published[0]?.address, "topic-dlq");
  assert.deepEqual(broker.letters, []);
});

test("room follows what is held, in messages and bytes; regained at half", async () => {
  let called = 0;
  const blocks: (() => void)[] = [];
  const { engine, broker } = await engineFixture({
    plan: { concurrency: 1, buffer: { messages: 4, bytes: 100 } },
    handle: () => new Promise<void>((resolve) => void blocks.push(resolve)),
  });
  engine.onRoom(() => (called += 1));
  for (let index = 0; index < 4; index += 1) broker.deliver(String(index), { key: String(index) });
  assert.equal(engine.room(), 0);
  for (let index = 0; index < 2; index += 1) {
    blocks.shift()?.();
    await settle();
  }
  assert.equal(called, 1);
  assert.equal(engine.room(), 2);
  broker.deliver(JSON.stringify("x".repeat(120)), { key: "big" });
  assert.equal(engine.room(), 0, "bytes count too");
});

test("a settled delivery says when it arrived, whatever is logged", async () => {
  const { broker, clock, settlements } = await engineFixture();
  const before = performance.now();
  broker.deliver("1");
  const after = performance.now();
  await clock.advance(1_000);
  const [since = 0] = settlements.map((settlement) => settlement.since);
  assert.ok(before <= since && since <= after, `arrived at ${since}, not between ${before} and ${after}`);
});
