import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { describeWithPython, pythonWith } from "./python.ts";
import { temporaryFolder } from "./server-process.ts";

test("a package without a version is refused", async () => {
  await assert.rejects(pythonWith("attrs"), /a test pins the version of its packages: attrs/);
});

await describeWithPython({ packages: ["attrs==26.1.0"], services: [] }, "an environment of Python", ({ python }) => {
  test("has the package that was asked for", async () => {
    const file = join(await temporaryFolder("python"), "version.py");
    await writeFile(file, "import sys, attrs, importlib.metadata\nprint(importlib.metadata.version('attrs'), sys.argv[1])\n");
    assert.equal(await python.run(file, ["seen"]), "26.1.0 seen\n");
  });

  test("is made once", async () => {
    assert.equal((await pythonWith("attrs==26.1.0")).interpreter, python.interpreter);
  });
});
