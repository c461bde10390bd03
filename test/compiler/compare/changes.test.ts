import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { changeTable } from "../../../src/compiler/compare/change.ts";
import { compareContracts } from "../../../src/compiler/compare/index.ts";
import { base, cases, property, set } from "./cases.ts";
import { contractOf } from "./contract-of.ts";

const seen = new Set<string>();

async function changes(before: object, after: object): Promise<readonly string[]> {
  const found = compareContracts(await contractOf(before), await contractOf(after));
  for (const { code, text } of found) {
    seen.add(code);
    assert.doesNotMatch(text, /undefined|\[object/);
  }
  return found.map(({ code, path, consumer, producer }) => `${code} ${path} ${consumer} ${producer}`);
}

describe("compareContracts", () => {
  for (const { name, edits, want, back } of cases) {
    test(name, async () => {
      const after = base();
      for (const edit of edits) edit(after);
      assert.deepEqual(await changes(base(), after), want);
      if (back !== undefined) assert.deepEqual(await changes(after, base()), back);
    });
  }

  test("a pattern is replaced", async () => {
    const [before, after] = [base(), base()];
    set(`${property}/id/pattern`, "^a")(before);
    set(`${property}/id/pattern`, "^b")(after);
    assert.deepEqual(await changes(before, after), ["format-changed /id breaking breaking"]);
  });

  test("the reply of an operation that sends comes, goes and changes", async () => {
    const asking = (...edits: readonly (readonly [string, Parameters<typeof set>[1]])[]): object => {
      const document = base();
      set("operations/askSpare", { action: "send", channel: { $ref: "#/channels/orders" } })(document);
      set("channels/spare/messages/other", { payload: { type: "boolean" } })(document);
      for (const [path, value] of edits) set(`operations/askSpare/${path}`, structuredClone(value))(document);
      return document;
    };
    const reply = ["reply", { channel: { $ref: "#/channels/spare" } }] as const;
    const one: readonly [string, Parameters<typeof set>[1]] = ["reply/messages", [{ $ref: "#/channels/spare/messages/spared" }]];
    assert.deepEqual(await changes(asking(), asking(reply)), ["reply-added  compatible compatible"]);
    assert.deepEqual(await changes(asking(reply), asking()), ["reply-removed  breaking breaking"]);
    assert.deepEqual(await changes(asking(reply), asking(reply, one)), ["reply-changed  breaking breaking"]);
    assert.deepEqual(await changes(asking(reply), asking(reply, ["x-boost", { request: { timeout: "1m" } }])), [
      "reply-waiting-changed  compatible compatible",
    ]);
  });

  test("a message put before those that only their place names, and one taken away: the names moved", async () => {
    const document = (...names: readonly string[]): object => ({
      asyncapi: "2.6.0",
      info: { title: "Hotel", version: "1.0.0" },
      channels: {
        booking: {
          publish: {
            operationId: "onBooking",
            message: { oneOf: names.map((name) => ({ payload: { type: "object", required: [name] } })) },
          },
        },
      },
    });
    const [before, after] = [document("made", "moved"), document("offered", "made", "moved")];
    const texts = async (from: object, to: object): Promise<readonly string[]> =>
      compareContracts(await contractOf(from), await contractOf(to))
        .filter(({ code }) => code !== "type-renamed")
        .map(({ subject, text }) => `${subject}: ${text}`);
    assert.deepEqual(await changes(before, after), [
      "message-moved  breaking breaking",
      "message-moved  breaking breaking",
      "type-renamed  cosmetic cosmetic",
      "type-renamed  cosmetic cosmetic",
      "operation-message-added  breaking compatible",
    ]);
    assert.deepEqual(await texts(before, after), [
      "message BookingPublish2: is what `BookingPublish1` was: its place in the list names it, so code under `BookingPublish1` and `BookingPublish2` has to move",
      "message BookingPublish3: is what `BookingPublish2` was: its place in the list names it, so code under `BookingPublish2` and `BookingPublish3` has to move",
      "operation onBooking: message `BookingPublish1` may come now",
    ]);
    assert.deepEqual(await texts(after, before), [
      "message BookingPublish1: is what `BookingPublish2` was: its place in the list names it, so code under `BookingPublish2` and `BookingPublish1` has to move",
      "message BookingPublish2: is what `BookingPublish3` was: its place in the list names it, so code under `BookingPublish3` and `BookingPublish2` has to move",
      "operation onBooking: message `BookingPublish1 of before` is no longer taken",
    ]);
  });

  // Those of Avro have theirs in avro-changes.test.ts, those of registries in registry-changes.test.ts.
  test("every row of the table has a case", () =>
    assert.deepEqual(
      Object.keys(changeTable)
        .filter((code) => !/^(avro|registry)-/.test(code))
        .filter((code) => !seen.has(code)),
      [],
    ));
});
