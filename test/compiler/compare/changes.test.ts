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

  test("every row of the table has a case", () =>
    assert.deepEqual(
      Object.keys(changeTable).filter((code) => !seen.has(code)),
      [],
    ));
});
