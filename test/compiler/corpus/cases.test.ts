import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { loadDocument } from "../../../src/compiler/document/index.ts";
import { sharedFolder, skipWithout } from "../../shared-inputs.ts";
import { type CorpusDocument, isError, outputOf } from "./documents.ts";
import { typeErrors, workspace } from "./workspace.ts";

const folder = sharedFolder("cases/documents");
const options = { module: "nodenext", moduleResolution: "nodenext" };

describe("every document of the cases", skipWithout("cases"), () => {
  for (const role of ["application", "client"] as const) {
    test(`compiles for the ${role}, with handlers and without`, async (t) => {
      const documents = await caseDocuments();
      const outputs = documents.map((document) => outputOf(document, ".js", role)).filter(({ diagnostics }) => !diagnostics.some(isError));
      t.diagnostic(`${documents.length} documents, ${outputs.length} generated`);
      assert.ok(outputs.length > 20);
      const bare = outputs.map((output) => ({ ...output, files: output.files.filter(({ path }) => path.startsWith("generated/")) }));
      const files = await workspace([...outputs, ...bare]);
      try {
        assert.deepEqual(
          await typeErrors(files, { compiler: "typescript", options, parts: [...outputs, ...bare].map((_, index) => index) }),
          [],
        );
      } finally {
        await files.remove();
      }
    });
  }
});

async function caseDocuments(): Promise<readonly CorpusDocument[]> {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(?:ya?ml|json)$/.test(path) && /^\s*[{]?\s*["']?asyncapi/m.test(readFileSync(join(folder, path), "utf8")))
    .sort();
  return await Promise.all(
    paths.map(async (path): Promise<CorpusDocument> => {
      const cwd = dirname(join(folder, path));
      const { root, version, diagnostics } = await loadDocument(join(folder, path), { cwd, allowRef: [cwd] });
      const isUsable = root !== undefined && version !== undefined && !diagnostics.some(isError);
      return { path, diagnostics, ...(isUsable ? { loaded: { root, version } } : {}) };
    }),
  );
}
