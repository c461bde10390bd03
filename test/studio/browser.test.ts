import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const file = fileURLToPath(new URL("fixtures/two-suites.test.ts", import.meta.url));

test("a test file whose suites come one after the other ends with the last of them, and the browser with it", async () => {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const flags = ["--conditions=boost-gen-source", "--import", "tsx"];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, file], { env, timeout: 120_000 });
  assert.match(stdout, /^# fail 0$/m);
});
