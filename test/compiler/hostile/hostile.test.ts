import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { bundled } from "../../bundle.ts";
import { hostileDocuments } from "./documents.ts";

const run = promisify(execFile);
const script = bundled(join(import.meta.dirname, "load-child.ts"));

interface Outcome {
  readonly codes: readonly string[];
  /** Of processor time, which other work on the machine lengthens less than it does the clock's. */
  readonly milliseconds: number;
  readonly megabytes: number;
}

async function load(path: string): Promise<Outcome> {
  // The limit is for a run that never ends; what a run takes is told by itself.
  const { stdout, stderr } = await run(process.execPath, [script, path], { timeout: 60_000, killSignal: "SIGKILL" });
  assert.equal(stderr, "");
  return JSON.parse(stdout) as Outcome;
}

for (const { name, make, codes } of hostileDocuments) {
  test(`${codes.length === 0 ? "accepted" : "refused"}: ${name}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "boost-gen-hostile-"));
    try {
      const outcome = await load(make(folder));
      assert.deepEqual(outcome.codes, codes);
      assert.ok(outcome.megabytes < 256, `${outcome.megabytes} MB`);
      if (process.env["PRINT_COSTS"] === "1")
        console.log(`${outcome.milliseconds.toFixed(0)} ms ${outcome.megabytes.toFixed(0)} MB ${name}`);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
