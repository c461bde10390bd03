import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { Assignment } from "../../../src/runtime/brokers/kafka/assignment.ts";
import { Committer } from "../../../src/runtime/brokers/kafka/committer.ts";

test("many finished messages are committed together, none waits for the second, and what asks for a commit gets it at once", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  try {
    const assignment = new Assignment();
    assignment.join({ orders: [0] });
    const [ownership] = assignment.owned;
    assert.ok(ownership);
    ownership.opened(ownership.open(0, { offset: 0, metadata: null }, 16));
    const sent: number[] = [];
    const committer = new Committer({
      assignment,
      send: async (commits) => void sent.push(...commits.map(({ offset }) => offset)),
      stored: () => {},
      failed: assert.ifError,
    });
    let next = 0;
    const finish = async (count: number): Promise<void> => {
      for (const end = next + count; next < end; next += 1) {
        const tracked = ownership.add(next);
        assert.ok(tracked);
        ownership.tracker?.finish(tracked);
        committer.finished();
      }
      await settled();
    };
    await finish(99);
    assert.deepEqual(sent, []);
    await finish(1);
    assert.deepEqual(sent, [100]);
    await finish(1_000);
    assert.deepEqual(sent, [100]);
    mock.timers.tick(20);
    await settled();
    assert.deepEqual(sent, [100, 1_100]);
    await finish(1);
    await committer.flush();
    assert.deepEqual(sent, [100, 1_100, 1_101]);
    committer.stop();
  } finally {
    mock.timers.reset();
  }
});

/** Everything that is decided already has been done. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
