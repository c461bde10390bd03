import assert from "node:assert/strict";
import { test } from "node:test";
import { fileRef, identifier, importRef, printLayout, stringLiteral } from "../../../src/compiler/code/index.ts";

const log = importRef("@temporalio/workflow", "log");
const type = fileRef("generated/workflows", "log", { typeOnly: true });
const workflow = { name: identifier("log"), type, signals: [], updates: [], log, started: stringLiteral('"log" started') };

test("imports of a laid out file come from its holes, under a name of their own where the file declares theirs", () => {
  const holes = { workflows: [workflow] };
  assert.equal(
    printLayout("project/workflows", { path: "workflows", holes, declared: ["log"] }, { extension: ".js" }),
    `import { log as log2 } from "@temporalio/workflow";
import type { log as logType } from "./generated/workflows.js";

/** Write here what it does. It is replayed, so it reads no clock, file or network itself; activities do. */
export const log: logType = async (...args) => {
  log2.info("\\"log\\" started", { args });
};
`,
  );
});

test("a text in a hole is refused, also behind a cast", () => {
  const holes = { workflows: [{ ...workflow, started: "evil()" as never }] };
  assert.throws(() => printLayout("project/workflows", { path: "workflows", holes, declared: [] }, { extension: ".js" }), TypeError);
});
