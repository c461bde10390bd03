import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Assignment } from "../../../src/runtime/brokers/kafka/assignment.ts";
import { OffsetTracker } from "../../../src/runtime/brokers/kafka/offset-tracker.ts";
import { decodeRunCount, encodeRunCount } from "../../../src/runtime/brokers/kafka/run-count.ts";
import { fc } from "../../random/fast-check.ts";
import { ModelConsumer, ModelGroup, topic } from "./group-model.ts";

const plain = { priorRuns: 0, careful: false, counted: false };

describe("OffsetTracker", () => {
  test("commits the end of the contiguous finished prefix, whatever the order of finishing", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: 30 }),
        fc.infiniteStream(fc.nat()),
        fc.nat(5),
        (unsorted, choices, tail) => {
          const offsets = [...unsorted].sort((a, b) => a - b);
          const [start = 0] = offsets;
          const tracker = new OffsetTracker(start);
          const open = offsets.flatMap((offset) => tracker.add(offset, plain) ?? []);
          const end = (offsets.at(-1) ?? 0) + 1 + tail;
          tracker.arrived(end);
          const finished = new Set<number>();
          while (open.length > 0) {
            const [next] = open.splice((choices.next().value ?? 0) % open.length, 1);
            assert.ok(next);
            tracker.finish(next);
            finished.add(next.offset);
            const firstOpen = offsets.find((offset) => !finished.has(offset));
            assert.equal(tracker.position, firstOpen ?? end);
            assert.equal(tracker.unfinished, offsets.length - finished.size);
            assert.equal(
              tracker.finishedPastGap,
              firstOpen === undefined ? 0 : [...finished].filter((offset) => offset > firstOpen).length,
            );
          }
        },
      ),
    );
  });

  test("knows what it has seen, and counts a message once", () => {
    const tracker = new OffsetTracker(10);
    const first = tracker.add(12, plain);
    assert.ok(first);
    assert.equal(tracker.add(12, plain), undefined);
    assert.equal(tracker.add(9, plain), undefined);
    assert.equal(tracker.position, 10);
    tracker.finish(first);
    tracker.finish(first);
    assert.equal(tracker.unfinished, 0);
    assert.equal(tracker.position, 13);
  });

  test("forgets what was committed long ago", () => {
    const tracker = new OffsetTracker(0);
    for (let offset = 0; offset < 10_000; offset++) {
      const tracked = tracker.add(offset, plain);
      assert.ok(tracked);
      tracker.finish(tracked);
    }
    assert.equal(tracker.position, 10_000);
    assert.equal(tracker.finishedPastGap, 0);
  });
});

describe("the count of runs beside an offset", () => {
  test("reads what it wrote, for that offset only", () => {
    assert.equal(decodeRunCount(encodeRunCount(7, 3), 7), 3);
    assert.equal(decodeRunCount(encodeRunCount(7, 3), 8), 0);
    assert.equal(encodeRunCount(7, 0), "");
  });

  for (const metadata of [
    null,
    "",
    "{",
    "somebody else's",
    '{"o":7,"n":-1}',
    '{"o":7,"n":1.5}',
    '{"o":7,"n":"9"}',
    '{"o":7}',
    "[]",
    '{"o":7,"n":1e99}',
  ]) {
    test(`is 0 for ${JSON.stringify(metadata)}`, () => assert.equal(decodeRunCount(metadata, 7), 0));
  }
});

describe("a partition's lives", () => {
  /** Opens the only partition as a new consumer of the group would. */
  const open = (group: ModelGroup): { consumer: ModelConsumer; prior: () => number[] } => {
    const consumer = new ModelConsumer(group);
    group.generation += 1;
    consumer.join([0]);
    consumer.read();
    return { consumer, prior: () => consumer.inFlight.map(({ tracked }) => tracked.priorRuns) };
  };

  test("a process that dies counts a run of the first message, which then runs alone", () => {
    const group = new ModelGroup([[0, 1, 2, 3, 4, 5]]);
    open(group).consumer.fetch(0, 4);
    const second = open(group);
    second.consumer.fetch(0, 4);
    assert.deepEqual(second.prior(), [1]);
    const third = open(group);
    third.consumer.fetch(0, 4);
    assert.deepEqual(third.prior(), [2]);
    third.consumer.finish(0);
    third.consumer.fetch(0, 4);
    assert.deepEqual(third.prior(), [], "the next one waits for the commit");
    third.consumer.commit();
    third.consumer.answer(true);
    third.consumer.fetch(0, 4);
    assert.deepEqual(third.prior(), [0]);
    const fourth = open(group);
    fourth.consumer.fetch(0, 4);
    assert.deepEqual(fourth.prior(), [1], "in careful mode each message is counted before it runs");
  });

  test("progress clears the count", () => {
    const group = new ModelGroup([[0, 1, 2, 3, 4, 5]]);
    const first = open(group);
    first.consumer.fetch(0, 4);
    first.consumer.finish(0);
    first.consumer.commit();
    const second = open(group);
    second.consumer.fetch(0, 4);
    assert.deepEqual(second.prior(), [0, 0, 0, 0]);
  });

  test("an orderly end counts what ran, not what was handed back", () => {
    const { consumer } = open(new ModelGroup([[0, 1, 2]]));
    consumer.fetch(0, 2);
    const [first] = consumer.inFlight;
    assert.ok(first);
    const stored = (): number[] => consumer.assignment.commits(true).map(({ offset, metadata }) => decodeRunCount(metadata, offset));
    assert.deepEqual(stored(), [], "it may still be running: the count that stands is right");
    first.tracked.released = true;
    assert.deepEqual(stored(), [0]);
    first.tracked.failedRuns = 2;
    assert.deepEqual(stored(), [2]);
  });

  test("what another member moved is dropped, what agrees is kept", () => {
    const group = new ModelGroup([[0, 1, 2, 3]]);
    const { consumer } = open(group);
    consumer.fetch(0, 3);
    const [life] = consumer.inFlight.map((held) => held.life);
    const again = (): void => {
      group.generation += 1;
      consumer.join([0]);
      consumer.read();
    };
    again();
    assert.equal(life?.aborted, false);
    group.handled.add("0/0").add("0/1").add("0/2");
    group.committed[0] = { offset: 3, metadata: "" };
    again();
    assert.equal(life?.aborted, true);
    assert.deepEqual(consumer.assignment.commits(), []);
  });

  test("an operator who sets the group back is obeyed", () => {
    const group = new ModelGroup([[0, 1, 2, 3]]);
    const { consumer } = open(group);
    consumer.fetch(0, 3);
    consumer.finish(0);
    consumer.finish(0);
    consumer.commit();
    consumer.answer(true);
    group.committed[0] = { offset: 0, metadata: "" };
    group.generation += 1;
    consumer.join([0]);
    consumer.read();
    consumer.inFlight = [];
    consumer.fetch(0, 3);
    assert.deepEqual(
      consumer.inFlight.map(({ tracked }) => tracked.offset),
      [0, 1, 2],
    );
  });

  test("an assignment between generations commits nothing", () => {
    const group = new ModelGroup([[0, 1]]);
    const { consumer } = open(group);
    consumer.fetch(0, 2);
    consumer.finish(0);
    assert.equal(consumer.assignment.commits().length, 1);
    consumer.assignment.suspend();
    assert.deepEqual(consumer.assignment.commits(), []);
    assert.equal(new Assignment().commits().length, 0);
  });
});

const consumers = 2;
const partitions = 2;
const step = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant("fetch" as const),
      who: fc.nat(consumers - 1),
      index: fc.nat(partitions - 1),
      count: fc.integer({ min: 1, max: 6 }),
    }),
  },
  { weight: 10, arbitrary: fc.record({ kind: fc.constant("finish" as const), who: fc.nat(consumers - 1), index: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("fail" as const), who: fc.nat(consumers - 1), index: fc.nat(20) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("commit" as const), who: fc.nat(consumers - 1) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("answer" as const), who: fc.nat(consumers - 1), heard: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("read" as const), who: fc.nat(consumers - 1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("suspend" as const), who: fc.nat(consumers - 1) }) },
  // Each partition goes to one of the two; a member that is not `told` lives on in the old generation, frozen or cut off.
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("rebalance" as const),
      owners: fc.array(fc.nat(consumers - 1), { minLength: partitions, maxLength: partitions }),
      told: fc.array(fc.boolean(), { minLength: consumers, maxLength: consumers }),
      read: fc.array(fc.boolean(), { minLength: consumers, maxLength: consumers }),
    }),
  },
  // A process that is frozen, then goes on where it was: meanwhile the other one has had everything.
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("freeze" as const), who: fc.nat(consumers - 1), count: fc.nat(10), read: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("crash" as const), who: fc.nat(consumers - 1) }) },
);

const logOf = fc.array(
  fc.uniqueArray(fc.nat(40), { minLength: 10, maxLength: 25 }).map((offsets) => offsets.sort((a, b) => a - b)),
  { minLength: partitions, maxLength: partitions },
);

describe("two consumers of a group, with rebalances, stale members, lost answers and crashes", () => {
  test("G5: no commit passes an unfinished message, none sets the group back, and in the end everything was handled", () => {
    fc.assert(
      fc.property(logOf, fc.array(step, { minLength: 40, maxLength: 160, size: "max" }), (log, steps) => {
        const group = new ModelGroup(log);
        const members = Array.from({ length: consumers }, () => new ModelConsumer(group));
        const member = (who: number): ModelConsumer => members[who] ?? assert.fail();
        const divide = (owners: readonly number[], told: readonly boolean[]): void => {
          group.generation += 1;
          for (const [who, one] of members.entries()) {
            if (told[who] !== false) one.join(owners.flatMap((owner, partition) => (owner === who ? [partition] : [])));
          }
        };
        divide([0, 1], []);
        for (const one of steps) {
          if (one.kind === "fetch") member(one.who).fetchNext(one.index, one.count);
          else if (one.kind === "finish") member(one.who).finish(one.index);
          else if (one.kind === "fail") member(one.who).fail(one.index);
          else if (one.kind === "commit") member(one.who).commit();
          else if (one.kind === "answer") member(one.who).answer(one.heard);
          else if (one.kind === "read") member(one.who).read();
          else if (one.kind === "freeze") {
            const other = member(1 - one.who);
            divide([1 - one.who, 1 - one.who], [one.who !== 0, one.who !== 1]);
            other.read();
            for (const partition of [0, 1]) other.fetch(partition, one.count);
            other.finishAll();
            other.answer(false);
            other.commit();
            divide([one.who, one.who], []);
            if (one.read) member(one.who).read();
          } else if (one.kind === "suspend") member(one.who).assignment.suspend();
          else if (one.kind === "crash") member(one.who).crash();
          else {
            divide(one.owners, one.told);
            for (const [who, reader] of members.entries()) if (one.read[who] === true) reader.read();
          }
        }
        // The faults are over: one member takes everything and works until the end.
        divide([0, 0], [true, true]);
        const survivor = member(0);
        survivor.read();
        for (let round = 0; round < 200; round++) {
          for (let partition = 0; partition < partitions; partition++) survivor.fetch(partition, 4);
          survivor.finishAll();
          survivor.commit();
          survivor.answer(true);
        }
        for (const [partition, offsets] of log.entries()) {
          for (const offset of offsets) assert.ok(group.handled.has(`${partition}/${offset}`), `${partition}/${offset} was lost`);
          if (offsets.length > 0) assert.equal(group.committed[partition]?.offset, group.end(partition), topic);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
