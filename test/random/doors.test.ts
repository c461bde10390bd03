import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

interface Door {
  readonly what: string;
  readonly pattern: RegExp;
  /** The files that may. */
  readonly through: readonly string[];
}

const doors: readonly Door[] = [
  { what: "draws with fast-check", pattern: /from "fast-check"/, through: ["random/fast-check.ts"] },
  // Ports keep test processes apart, so they must not come from a seed that these share.
  { what: "draws a number", pattern: /Math\.random\(/, through: ["services/ports.ts"] },
  { what: "reads `../shared`", pattern: /\.\.\/shared\//, through: ["shared-inputs.ts", "bench/compiler.ts"] },
];

for (const { what, pattern, through } of doors) {
  test(`whoever ${what} takes ${through[0]}, so that a run can be had again and a missing input is told`, () => {
    const test = join(import.meta.dirname, "..");
    const files = readdirSync(test, { recursive: true, encoding: "utf8" }).filter((name) => /\.(ts|mjs)$/.test(name));
    const found = files.filter((name) => pattern.test(readFileSync(join(test, name), "utf8")));
    assert.ok(found.length > 0, "the pattern finds its own door");
    assert.deepEqual(
      found.filter((name) => !name.startsWith("golden/") && name !== "random/doors.test.ts" && !through.includes(name)),
      [],
    );
  });
}
