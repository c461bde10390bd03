import assert from "node:assert/strict";
import { test } from "node:test";
import { longStep } from "./long-step.ts";

test("what takes long says so at once, and every 15 s how far it is", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const said: string[] = [];
  t.mock.method(console, "log", (line: string) => said.push(line));
  let finish: (what: string) => void = assert.fail;
  const step = longStep("building", (note) => {
    note("7 packages");
    return new Promise<string>((resolve) => {
      finish = resolve;
    });
  });
  assert.deepEqual(said, ["provisioning: building …"]);
  t.mock.timers.tick(30_000);
  assert.equal(said.length, 3);
  assert.match(said[2] ?? "", /^provisioning: building, \d+ s so far: 7 packages$/);
  finish("built");
  assert.equal(await step, "built");
  t.mock.timers.tick(30_000);
  assert.equal(said.length, 3);
});
