import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Delivery } from "../../src/runtime/brokers/broker.ts";
import { type Linked, LinkedList } from "../../src/runtime/ground/linked-list.ts";
import { ConcurrencyLimit } from "../../src/runtime/subscription/concurrency-limit.ts";
import { InFlightMessage } from "../../src/runtime/subscription/in-flight-message.ts";
import { InFlightMessages } from "../../src/runtime/subscription/in-flight-messages.ts";
import { fc } from "../random/fast-check.ts";

class Item implements Linked<Item> {
  earlier: Item | undefined;
  later: Item | undefined;
}

describe("LinkedList", () => {
  test("holds what a set would, in the same order, whatever is added and deleted", () => {
    const steps = fc.array(fc.record({ item: fc.nat(9), isAdded: fc.boolean() }), { maxLength: 60 });
    fc.assert(
      fc.property(steps, (taken) => {
        const items = Array.from({ length: 10 }, () => new Item());
        const list = new LinkedList<Item>();
        const model = new Set<Item>();
        for (const { item: index, isAdded } of taken) {
          const item = items[index] as Item;
          if (!isAdded) assert.equal(list.delete(item), model.delete(item));
          else if (!model.has(item)) {
            list.add(item);
            model.add(item);
          }
          assert.deepEqual(
            list.all.map((one) => items.indexOf(one)),
            [...model].map((one) => items.indexOf(one)),
          );
          assert.equal(list.first, [...model][0]);
        }
      }),
    );
  });
});

function messageOf(signal: AbortSignal): InFlightMessage {
  return new InFlightMessage({ signal, body: null, careful: false } as Delivery);
}

describe("InFlightMessages", () => {
  test("what a signal takes away is its own messages that are still here, in their order, once", () => {
    const told: (readonly InFlightMessage[])[] = [];
    const inFlight = new InFlightMessages((messages) => told.push(messages));
    const [mine, others] = [new AbortController(), new AbortController()];
    const [first, other, settled, second] = [mine, others, mine, mine].map(({ signal }) => messageOf(signal)) as [
      InFlightMessage,
      InFlightMessage,
      InFlightMessage,
      InFlightMessage,
    ];
    for (const message of [first, other, settled, second]) inFlight.add(message);
    assert.equal(inFlight.delete(settled), true);
    assert.equal(inFlight.delete(settled), false);
    mine.abort();
    assert.deepEqual(told, [[first, second]]);
    assert.deepEqual(inFlight.all, [first, other, second]);
  });

  test("a signal that was idle for a while is still heard", () => {
    const told: (readonly InFlightMessage[])[] = [];
    const inFlight = new InFlightMessages((messages) => told.push(messages));
    const lost = new AbortController();
    const [early, late] = [messageOf(lost.signal), messageOf(lost.signal)];
    inFlight.add(early);
    inFlight.delete(early);
    inFlight.add(late);
    lost.abort();
    assert.deepEqual(told, [[late]]);
  });
});

describe("ConcurrencyLimit", () => {
  test("counts each message once, whatever is told of it twice", () => {
    const limit = new ConcurrencyLimit(2);
    const [one, two] = [messageOf(new AbortController().signal), messageOf(new AbortController().signal)];
    limit.begin(one);
    limit.begin(two);
    assert.deepEqual([limit.active, limit.busy, limit.full], [2, 2, true]);
    limit.stuck(one, true);
    limit.stuck(one, true);
    assert.deepEqual([limit.active, limit.busy, limit.full, limit.exhausted], [1, 2, true, false]);
    limit.stuck(one, false);
    limit.stuck(one, false);
    limit.settle(one);
    assert.deepEqual([limit.active, limit.busy, limit.full], [1, 2, false]);
    limit.end(one);
    limit.end(one);
    assert.deepEqual([limit.active, limit.busy, limit.idle], [1, 1, false]);
    limit.stuck(two, true);
    limit.end(two);
    assert.deepEqual([limit.active, limit.busy, limit.idle, limit.exhausted], [0, 0, true, false]);
  });
});
