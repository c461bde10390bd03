import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { commands } from "../../src/cli/commands.ts";
import { run } from "../../src/cli/run.ts";
import { workflowView } from "../../src/cli/studio/workflow-view.ts";
import { type ContractDefinition, type DeadLetter, Mask } from "../../src/runtime/tools/index.ts";
import type { FiledLetter } from "../../src/runtime/tools/letter-file.ts";
import { letterList } from "../../src/runtime/tools/letter-list.ts";
import { letterDetail, letterView } from "../../src/runtime/tools/letter-view.ts";
import { root } from "../cli/program.ts";
import { recordedTerminal } from "../cli/recorded-terminal.ts";
import { visit } from "./browser.ts";
import { opened } from "./opened.ts";

const [secret, open] = [new Mask(["secret"]), new Mask([])];
const contract = { operations: [] } as unknown as ContractDefinition;

function letter(body: string, mask: Mask, more: Partial<DeadLetter> = {}): FiledLetter {
  const stored = { body: Buffer.from(body), headers: new Map([["copy", ["of tea-1"]]]), key: "tea-1" };
  const issues = '[{"path":"/x","message":"is tea-1"}]';
  const found = { place: "p", address: "a", stored, error: "no tea-1 and no 42 here", issues, ...more } as unknown as DeadLetter;
  return { letter: found, contract, handle: "p", safe: mask.said(Buffer.from(body)) } as unknown as FiledLetter;
}

describe("fields that are masked", () => {
  for (const [text, value, expected] of [
    ["a b", { secret: "a" }, "••• b"],
    ["a b 7", { x: [{ secret: ["b", 7] }] }, "a ••• •••"],
    ['{"s":"q\\"r"}', { secret: 'q"r' }, '{"s":"•••"}'],
    ["abc ab", { secret: ["ab", "abc"] }, "••• •••"],
    ["true null", { secret: [true, null, ""] }, "true null"],
    ["a", { other: "a" }, "a"],
  ] as const)
    test(`${text} of ${JSON.stringify(value)}`, () => assert.equal(new Mask(["secret"]).text(text, value), expected));

  test("are left out of the error, the issues, the key and the headers of a dead letter that repeat them", () => {
    const detail = letterDetail(letter('{"secret":"tea-1","more":{"secret":42},"open":"cup"}', secret), {}, { mask: secret, where: {} });
    assert.doesNotMatch(JSON.stringify(detail), /tea-1|42/);
    assert.match(detail.payload, /cup/);
    assert.equal(detail.error, "no ••• and no ••• here");
    assert.equal(detail.editable, false);
  });

  test("are left out of an id, of where it came from and goes to, and of what was done with it", () => {
    const filed = letter('{"secret":"tea-1"}', secret, { id: "order tea-1", origin: "orders.tea-1" });
    const where = { target: "orders.tea-1", refusal: 'p came from "orders.tea-1"' };
    const { id, origin, target, refusal } = letterDetail(filed, {}, { mask: secret, where });
    assert.deepEqual([id, origin, target, refusal], ["order •••", "orders.•••", "orders.•••", 'p came from "orders.•••"']);
    assert.equal(letterView(filed).id, "order •••");
  });

  test("leave an address alone that stands in the contract, whatever the payload is", () => {
    const known = { operations: [{ channel: { address: "orders" }, messages: {} }] } as unknown as ContractDefinition;
    const filed = { ...letter("no JSON", secret, { id: "tea-1", origin: "orders" }), contract: known };
    const { id, origin, target } = letterDetail(filed, {}, { mask: secret, where: { target: "orders" } });
    assert.deepEqual([id, origin, target], ["•••", "orders", "orders"]);
  });

  test("an answer about a value is masked in all of its texts, and in no word of ours", () => {
    const answer = {
      tone: "good",
      word: "good",
      headers: [["key", "a good b"]],
      workflow: { status: "good", workflowId: "w-good" },
      bytes: 4,
    };
    assert.deepEqual(secret.answer(answer, { secret: "good" }), {
      ...answer,
      headers: [["key", "a ••• b"]],
      workflow: { status: "good", workflowId: "w-•••" },
    });
    assert.equal(open.answer(answer, { secret: "good" }), answer);
  });

  test("an id that a letter is found by is stood for, by one that only this studio knows", () => {
    assert.equal(open.standIn("tea-1"), "tea-1");
    assert.equal(secret.standIn("tea-1"), secret.standIn("tea-1"));
    assert.notEqual(secret.standIn("tea-1"), secret.standIn("tea-2"));
    assert.notEqual(secret.standIn("tea-1"), new Mask(["secret"]).standIn("tea-1"));
    assert.doesNotMatch(secret.standIn("tea-1"), /tea/);
  });

  test("are left out of the texts of a payload that repeat them", () => {
    const value = { secret: "tea-1", note: ["for tea-1, 42"], more: { secret: 42, count: 42 } };
    assert.deepEqual(secret.value(value), { secret: "•••", note: ["for •••, •••"], more: { secret: "•••", count: 42 } });
    assert.equal(open.value(value), value);
  });

  test("hide all of a payload that has no names, and what was said of it", () => {
    const detail = letterDetail(letter('{"secret":"tea-1', secret), { problem: 'no JSON: {"secret":"tea-1' }, { mask: secret, where: {} });
    assert.doesNotMatch(JSON.stringify(detail), /tea-1/);
  });

  test("nothing is masked where nothing is to be", () => {
    const detail = letterDetail(letter('{"secret":"tea-1"}', open), {}, { mask: open, where: {} });
    assert.equal(detail.key, "tea-1");
    assert.equal(detail.error, "no tea-1 and no 42 here");
  });

  test("a failure of a workflow is hidden whole: any message may have brought what it repeats", () => {
    const state = { workflowId: "w", runId: "r", type: "T", taskQueue: "q", status: "FAILED", startedAt: "2026-01-01" };
    const failed = { ...state, failure: "card tea-1 was refused", result: { secret: "tea-1", open: "cup" } };
    const view = workflowView(failed, new Mask(["secret"]));
    assert.deepEqual([view.failure, view.result], ["•••", '{"secret":"•••","open":"cup"}']);
    assert.equal(workflowView(failed, new Mask([])).failure, failed.failure);
  });

  for (const [body, text, expected] of [
    [Buffer.from('{"secret":"tea-1"}'), "about tea-1", "about •••"],
    [Buffer.from('{"secret":"tea-1'), "about tea-1", "•••"],
    [Buffer.from(JSON.stringify({ secret: "tea-1", rest: "x".repeat(300_000) })), "about tea-1", "•••"],
    [null, "key tea-1", "•••"],
  ] as const)
    test(`${text}, of a body of ${body?.length ?? "no"} bytes: ${expected}`, () => {
      assert.equal(new Mask(["secret"]).said(body)(text), expected);
      assert.equal(new Mask([]).said(body)(text), text);
    });

  for (const fields of ["a,,b", "/a/b", "$.a"])
    test(`--mask ${JSON.stringify(fields)} is refused with a sentence`, async () => {
      const { terminal, printed } = recordedTerminal(root);
      assert.equal(await run(["try", "specs/orders.yaml", "--studio", `--mask=${fields}`], terminal, commands), 2);
      assert.match(printed().err, /--mask needs names of payload fields, separated by commas/);
    });

  for (const [hidden, text, found] of [
    [[], "TEA-1 q", 1],
    [[], "42", 1],
    [[], "tea-1 cup", 0],
    [["secret"], "tea-1", 0],
    [["secret"], "q open", 1],
    [["secret"], "no and here", 1],
  ] as const)
    test(`a search for "${text}" finds ${found} where ${hidden.length === 0 ? "nothing" : hidden} is hidden`, async () => {
      const find = async function* (): AsyncGenerator<FiledLetter> {
        yield letter('{"secret":"tea-1","open":"q"}', mask);
      };
      const mask = new Mask(hidden);
      const file = { find, operations: [], places: [], notes: [] };
      const { letters: list } = await letterList(file, { filter: { text }, limit: 10, mask });
      assert.equal(list.length, found);
    });

  test("the key and the workflow of what is live do not repeat them", async (context) => {
    const { address } = await opened(context, root, ["try", "specs/orders.yaml", "--studio", "--mask", "order_id,customer_id"]);
    const visited = await visit(context, address);
    if (visited === undefined) return;
    const { page } = visited;
    await page.getByRole("link", { name: "Try" }).click();
    await page.getByRole("button", { name: "Send" }).click();
    const steps = page.getByLabel("What became of it");
    await steps.getByText("handled", { exact: true }).waitFor();
    assert.doesNotMatch((await steps.textContent()) ?? "", /o-1001/);
    await page.getByRole("link", { name: "Live" }).click();
    const row = page.locator("tbody tr");
    await row.getByText("order-•••").waitFor();
    assert.doesNotMatch((await row.textContent()) ?? "", /o-1001/);
  });
});
