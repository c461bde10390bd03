import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { unifiedDiff } from "../../../src/compiler/output/unified-diff.ts";
import { fc } from "../../random/fast-check.ts";

describe("unifiedDiff", () => {
  test("shows three lines around each change and joins changes that are near", () => {
    const before = Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join("");
    const after = before.replace("line 5\n", "").replace("line 8\n", "line eight\nline eight and a half\n");
    assert.equal(
      unifiedDiff("schemas/order.ts", before, after),
      [
        "--- a/schemas/order.ts",
        "+++ b/schemas/order.ts",
        "@@ -2,10 +2,10 @@",
        " line 2",
        " line 3",
        " line 4",
        "-line 5",
        " line 6",
        " line 7",
        "-line 8",
        "+line eight",
        "+line eight and a half",
        " line 9",
        " line 10",
        " line 11",
        "",
      ].join("\n"),
    );
  });

  test("a file that comes or goes is compared with /dev/null", () => {
    assert.equal(unifiedDiff("a.ts", null, "x\n"), "--- /dev/null\n+++ b/a.ts\n@@ -0,0 +1 @@\n+x\n");
    assert.equal(unifiedDiff("a.ts", "x\n", null), "--- a/a.ts\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n");
  });

  test("a last line without an end is said", () => {
    assert.equal(unifiedDiff("a.ts", "x", "x\n"), "--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n");
  });

  test("equal texts have no difference", () => assert.equal(unifiedDiff("a.ts", "x\n", "x\n"), ""));

  test("`patch` turns the old text into the new one", () => {
    const folder = mkdtempSync(join(tmpdir(), "boost-gen-diff-"));
    const text = fc
      .array(fc.constantFrom("a", "b", "c", "d", "é", ""), { maxLength: 40 })
      .chain((list) => fc.constantFrom(list.join("\n"), `${list.join("\n")}\n`));
    try {
      fc.assert(
        fc.property(text, text, (before, after) => {
          fc.pre(before !== after && before !== "" && after !== "");
          writeFileSync(join(folder, "a.ts"), before);
          execFileSync("patch", ["-s", "-p1"], { cwd: folder, input: unifiedDiff("a.ts", before, after) });
          assert.equal(readFileSync(join(folder, "a.ts"), "utf8"), after);
        }),
        { numRuns: 150 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("two files with nothing in common are shown without a quadratic search", () => {
    const many = (word: string): string => Array.from({ length: 20_000 }, (_, index) => `${word} ${index}\n`).join("");
    const text = unifiedDiff("a.ts", many("old"), many("new"));
    assert.equal(text.split("\n").length, 40_000 + 4);
  });
});
