import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { printDiagnostic } from "../../src/compiler/diagnostics/index.ts";
import { type DiagnosticCode, type DiagnosticParameters, diagnostic } from "../../src/compiler/diagnostics/table.ts";
import { officialTable } from "../../src/compiler/diagnostics/tables/official.ts";
import { outputTable } from "../../src/compiler/diagnostics/tables/output.ts";

/**
 * Complaints about folders, files and the official parser have no document that makes them: what they come from is tested where it happens
 * (test/compiler/output, test/compiler/document, test/cli). Here is what each of them says.
 */
const samples: { readonly [Code in keyof typeof outputTable | keyof typeof officialTable]: DiagnosticParameters<Code> } = {
  "official-error": { message: "Object must have required property \"info\".", rule: "asyncapi-document-resolved" },
  "official-warning": { message: "Tags should be alphabetical", rule: "asyncapi-tags-alphabetical" },
  "official-information": { message: "The latest version is 3.1.0", rule: "asyncapi-latest-version" },
  "official-not-asked": {},
  "official-too-slow": { seconds: 30 },
  "official-too-large": { megabytes: 512 },
  "official-failed": { reason: "its worker ended with code 1" },
  "out-unsuitable": { out: "/" },
  "out-outside": { path: "../generated", root: "." },
  "out-other-document": { out: "generated", owner: "specs/orders.yaml", document: "specs/tasks.yaml" },
  "out-other-role": { out: "generated", owner: "application", role: "client" },
  "out-locked": { out: "generated", holder: "process 4711", lock: "generated/.boost-gen/writing/lock" },
  "out-interrupted": { out: "generated" },
  "out-healed": { out: "generated", ending: "finished" },
  "manifest-invalid": { file: "generated/.boost-gen.json", reason: "it is no JSON" },
  "manifest-newer": { file: "generated/.boost-gen.json", generator: "9.0.0" },
  "generator-newer": { out: "generated", recorded: "0.9.0", current: "1.0.0" },
  "generator-older": { out: "generated", recorded: "1.1.0", current: "1.0.0" },
  "path-unsafe": { path: "schemas/aux.ts", reason: "Windows has no file of that name" },
  "path-collision": { path: "schemas/order.ts", other: "schemas/Order.ts" },
  "path-symlink": { path: "generated" },
  "path-not-a-folder": { path: "generated" },
  "path-not-a-file": { path: "generated/index.ts" },
  "file-edited": { file: "generated/index.ts" },
  "out-reformatted": { out: "generated", count: 12 },
  "check-reformatted": { out: "generated", count: 1 },
  "file-stale-edited": { file: "generated/schemas/order.ts" },
  "file-foreign": { file: "generated/index.ts" },
  "write-no-space": { path: "generated/index.ts" },
  "write-denied": { path: "generated/index.ts", reason: "EACCES" },
  "write-failed": { path: "generated/index.ts", reason: "EIO" },
  "handler-unknown-shape": { file: "handlers/on-order.ts", members: "`orderReturned`", reason: "it exports no object `onOrder`" },
  "handler-orphan": { file: "handlers/on-order.ts", operation: "onOrder" },
  "handler-renamed": { file: "handlers/on-order.ts", from: "onOrder", to: "onPurchase", command: "git mv handlers/on-order.ts handlers/on-purchase.ts" },
};

test("every complaint about folders, files and the official parser has a sample", () => {
  const codes = [officialTable, outputTable].flatMap((table) => Object.keys(table));
  assert.deepEqual(Object.keys(samples).sort(), codes.sort());
});

test("what is said about folders, files and the official parser", () => {
  const expected = new URL("diagnostics-of-runs.txt", import.meta.url);
  const place = { file: "asyncapi.yaml", pointer: "", line: 0, column: 0 };
  const printed = Object.entries(samples)
    // The entries of an object lose which parameters belong to which code.
    .map(([code, parameters]) => printDiagnostic(diagnostic(code as DiagnosticCode, parameters as never, place)))
    .join("\n\n");
  if (process.env["UPDATE_GOLDENS"] === "1") writeFileSync(expected, `${printed}\n`);
  assert.equal(`${printed}\n`, existsSync(expected) ? readFileSync(expected, "utf8") : "");
});
