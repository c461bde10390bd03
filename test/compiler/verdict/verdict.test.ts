import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { printDiagnostic } from "../../../src/compiler/diagnostics/index.ts";
import { loadDocument } from "../../../src/compiler/document/index.ts";
import { sharedFolder, skipWithout } from "../../shared-inputs.ts";
import { differences } from "./differences.ts";

interface Row {
  readonly path: string;
  readonly valid: boolean;
  readonly errorCodes: readonly string[];
}

const corpus = sharedFolder("corpus");

/** The recorded parser could read every file around a document, so references may lead anywhere in the corpus. */
async function verdictOf(row: Row): Promise<{ readonly verdict: "valid" | "invalid"; readonly first: string }> {
  const { diagnostics } = await loadDocument(join(corpus, row.path), { cwd: corpus, allowRef: [corpus] });
  const error = diagnostics.find((diagnostic) => diagnostic.severity === "error");
  return { verdict: error === undefined ? "valid" : "invalid", first: error === undefined ? "no error" : printDiagnostic(error) };
}

test(
  "every document of the corpus is valid for us when it is for the official parser, but for the listed differences",
  skipWithout("corpus"),
  async () => {
    const rows: readonly Row[] = readFileSync(join(corpus, "index.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const unlisted: string[] = [];
    const differing = new Set<string>();
    for (const row of rows) {
      const { verdict, first } = await verdictOf(row);
      if ((verdict === "valid") === row.valid) continue;
      differing.add(row.path);
      if (differences[row.path]?.ours !== verdict)
        unlisted.push(`${row.path}: ${verdict} for us (${first}), for the parser ${row.valid ? "valid" : row.errorCodes.join(", ")}`);
    }
    assert.equal(rows.length, 791);
    assert.deepEqual(unlisted, []);
    assert.deepEqual(
      Object.keys(differences).filter((path) => !differing.has(path)),
      [],
      "these no longer differ",
    );
  },
);
