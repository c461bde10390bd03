import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Deadlines, type Limited } from "../../src/runtime/subscription/deadlines.ts";
import { TestClock } from "../../src/testing/test-clock.ts";

class Run implements Limited {
  earlier: Limited | undefined;
  later: Limited | undefined;
  readonly begin: number;
  readonly lateAt: number[] = [];
  readonly #clock: TestClock;

  constructor(clock: TestClock) {
    this.#clock = clock;
    this.begin = clock.monotonic();
  }

  late(): void {
    this.lateAt.push(this.#clock.monotonic() - this.begin);
  }
}

describe("deadlines", () => {
  test("each run that goes on is late once, at its own time; those that are over never are", async () => {
    const clock = new TestClock();
    const deadlines = new Deadlines(clock);
    const timeouts = [100, 100, 30, 100, 30, 100];
    const runs: Run[] = [];
    for (const timeout of timeouts) {
      const run = new Run(clock);
      deadlines.begin(run, timeout);
      runs.push(run);
      await clock.advance(7);
    }
    // The first, one in the middle and the last of a timeout; one of them twice.
    for (const over of [0, 3, 5, 3]) deadlines.over(runs[over] as Run, timeouts[over] as number);
    await clock.advance(1_000);
    assert.deepEqual(
      runs.map(({ lateAt }) => lateAt),
      [[], [100], [30], [], [30], []],
    );
    for (const [index, run] of runs.entries()) deadlines.over(run, timeouts[index] as number);
    await clock.advance(1_000);
    assert.equal(runs.flatMap(({ lateAt }) => lateAt).length, 3);
  });

  test("the timer of a run that is over makes no later one late", async () => {
    const clock = new TestClock();
    const deadlines = new Deadlines(clock);
    const first = new Run(clock);
    deadlines.begin(first, 100);
    await clock.advance(60);
    deadlines.over(first, 100);
    const second = new Run(clock);
    deadlines.begin(second, 100);
    await clock.advance(99);
    assert.deepEqual([first.lateAt, second.lateAt], [[], []]);
    await clock.advance(1);
    assert.deepEqual(second.lateAt, [100]);
  });

  test("nobody is late, and nothing waits, once they are closed", async () => {
    const clock = new TestClock();
    const deadlines = new Deadlines(clock);
    const run = new Run(clock);
    deadlines.begin(run, 100);
    deadlines.close();
    assert.equal(await clock.runNext(), false);
    assert.deepEqual(run.lateAt, []);
  });
});
