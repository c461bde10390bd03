import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { printDiagnostic } from "../../src/compiler/diagnostics/index.ts";
import { diagnosticTable } from "../../src/compiler/diagnostics/table.ts";
import { officialTable } from "../../src/compiler/diagnostics/tables/official.ts";
import { outputTable } from "../../src/compiler/diagnostics/tables/output.ts";
import { loadDocument } from "../../src/compiler/document/index.ts";
import { compileDocument } from "../../src/compiler/compile-document.ts";

/** One folder a case: a document, what it needs, and `expected.txt` with every complaint as it is printed. `UPDATE_GOLDENS=1` writes those. */
const root = new URL("diagnostics", import.meta.url).pathname;
const cases = readdirSync(root).sort();

for (const name of cases) {
  test(`complaints: ${name}`, async () => {
    const folder = join(root, name);
    const document = readdirSync(folder).find((file) => /^asyncapi\.(yaml|json)$/.test(file));
    assert.ok(document, "a case needs asyncapi.yaml or asyncapi.json");
    const expected = join(folder, "expected.txt");
    const printed = await complaints(folder, document);
    if (process.env["UPDATE_GOLDENS"] === "1") writeFileSync(expected, printed);
    assert.equal(printed, existsSync(expected) ? readFileSync(expected, "utf8") : "", "expected.txt");
  });
}

async function complaints(folder: string, document: string): Promise<string> {
  const loaded = await loadDocument(document, { cwd: folder });
  const diagnostics = [...loaded.diagnostics];
  const { root: node, version } = loaded;
  if (node !== undefined && version !== undefined && !diagnostics.some(({ severity }) => severity === "error")) {
    diagnostics.push(...compileDocument({ root: node, version }, { importExtension: ".js", version: "0.0.0", source: document }).diagnostics);
  }
  return diagnostics.map((diagnostic) => `${printDiagnostic(diagnostic, loaded.files.get(diagnostic.place.file))}\n`).join("\n");
}

/** Rows whose input is no text that a repository holds; test/compiler/hostile and test/compiler/document make it. */
const testedElsewhere = new Set(["diagnostics-cut", "document-missing", "document-not-a-file", "document-unreadable", "document-too-large", "document-encoding", "document-too-many-values", "ref-too-large", "ref-too-many-files", "too-many-channels", "too-many-enum-values", "structure-ambiguous", "structure-impossible", "yaml-unusual"]);

test("every complaint about a document has a case", () => {
  const printed = cases.map((name) => readFileSync(join(root, name, "expected.txt"), "utf8")).join("\n");
  const ofRuns = new Set([outputTable, officialTable].flatMap((table) => Object.keys(table)));
  const codes = Object.keys(diagnosticTable).filter((code) => !ofRuns.has(code) && !testedElsewhere.has(code));
  const missing = codes.filter((code) => !printed.includes(`[${code}]`));
  assert.deepEqual(missing, []);
});
