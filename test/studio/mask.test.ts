import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { letterDetail } from "../../src/cli/studio/letter-view.ts";
import { maskText } from "../../src/cli/studio/mask.ts";
import type { ContractDefinition, DeadLetter } from "../../src/runtime/tools/index.ts";
import { root } from "../cli/program.ts";
import { visit } from "./browser.ts";
import { opened } from "./opened.ts";

const contract = { operations: [] } as unknown as ContractDefinition;

function letter(body: string, more: Partial<DeadLetter> = {}): DeadLetter {
  const stored = { body: Buffer.from(body), headers: new Map([["copy", ["of tea-1"]]]), key: "tea-1" };
  return {
    place: "p",
    address: "a",
    stored,
    error: "no tea-1 and no 42 here",
    issues: '[{"path":"/x","message":"is tea-1"}]',
    ...more,
  } as DeadLetter;
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
    test(`${text} of ${JSON.stringify(value)}`, () => assert.equal(maskText(text, value, ["secret"]), expected));

  test("are left out of the error, the issues, the key and the headers of a dead letter that repeat them", () => {
    const detail = letterDetail(
      letter('{"secret":"tea-1","more":{"secret":42},"open":"cup"}'),
      {},
      { contract, hidden: ["secret"], where: {} },
    );
    assert.doesNotMatch(JSON.stringify(detail), /tea-1|42/);
    assert.match(detail.payload, /cup/);
    assert.equal(detail.error, "no ••• and no ••• here");
    assert.equal(detail.editable, false);
  });

  test("hide all of a payload that has no names, and what was said of it", () => {
    const detail = letterDetail(
      letter('{"secret":"tea-1'),
      { problem: 'no JSON: {"secret":"tea-1' },
      { contract, hidden: ["secret"], where: {} },
    );
    assert.doesNotMatch(JSON.stringify(detail), /tea-1/);
  });

  test("nothing is masked where nothing is to be", () => {
    const detail = letterDetail(letter('{"secret":"tea-1"}'), {}, { contract, hidden: [], where: {} });
    assert.equal(detail.key, "tea-1");
    assert.equal(detail.error, "no tea-1 and no 42 here");
  });

  test("the key and the workflow of what is live do not repeat them", async (context) => {
    const { address } = await opened(context, root, ["try", "specs/orders.yaml", "--studio", "--mask", "order_id"]);
    const visited = await visit(context, address);
    if (visited === undefined) return;
    const { page } = visited;
    await page.getByRole("link", { name: "Try" }).click();
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByLabel("What became of it").getByText("received", { exact: true }).waitFor();
    await page.getByRole("link", { name: "Live" }).click();
    const row = page.locator("tbody tr");
    await row.getByText("order-•••").waitFor();
    assert.doesNotMatch((await row.textContent()) ?? "", /o-1001/);
  });
});
