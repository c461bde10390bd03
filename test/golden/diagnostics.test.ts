import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
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
    assert.notEqual(printed, "", "a case without a complaint cannot fail for want of one");
    const own = codeOf(name);
    if (own !== undefined) assert.ok(printed.includes(`[${own}]`), `the folder is called after ${own}, which is not among\n${printed}`);
    if (process.env["UPDATE_GOLDENS"] === "1") writeFileSync(expected, printed);
    assert.equal(printed, existsSync(expected) ? readFileSync(expected, "utf8") : "", "expected.txt");
  });
}

/** The code that a folder's name begins with, the longest of several. */
function codeOf(name: string): string | undefined {
  return Object.keys(diagnosticTable)
    .filter((code) => name === code || name.startsWith(`${code}-`))
    .reduce<string | undefined>((longest, code) => (code.length > (longest ?? "").length ? code : longest), undefined);
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

test("a role that the document says is not doubted", async (context) => {
  const text = readFileSync(join(root, "document-reversed", "asyncapi.yaml"), "utf8");
  const folder = mkdtempSync(join(tmpdir(), "boost-gen-said-"));
  context.after(() => rmSync(folder, { recursive: true }));
  for (const [as, doubted] of [["", true], ["x-boost: { as: application }", false]] as const) {
    writeFileSync(join(folder, "asyncapi.yaml"), `${text}\n${as}\n`);
    assert.equal((await complaints(folder, "asyncapi.yaml")).includes("[document-reversed]"), doubted, as);
  }
});

/** Rows whose input is no text that a repository holds; test/compiler/hostile and test/compiler/document make it. */
const testedElsewhere = new Set(["diagnostics-cut", "document-missing", "document-not-a-file", "document-unreadable", "document-too-large", "document-encoding", "document-too-many-values", "ref-too-large", "ref-too-many-files", "too-many-channels", "too-many-enum-values", "structure-ambiguous", "structure-impossible", "yaml-unusual"]);

test("every complaint about a document has a case", () => {
  const printed = cases.map((name) => readFileSync(join(root, name, "expected.txt"), "utf8")).join("\n");
  const ofRuns = new Set([outputTable, officialTable].flatMap((table) => Object.keys(table)));
  const codes = Object.keys(diagnosticTable).filter((code) => !ofRuns.has(code) && !testedElsewhere.has(code));
  const missing = codes.filter((code) => !printed.includes(`[${code}]`));
  assert.deepEqual(missing, []);
});
