import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { loadDocument } from "../../../src/compiler/document/index.ts";
import { sharedFolder, skipWithout } from "../../shared-inputs.ts";
import { type Asked, type CorpusDocument, isError, outputOf } from "./documents.ts";
import { typeErrors, workspace } from "./workspace.ts";

const folder = sharedFolder("cases/documents");
const options = { module: "nodenext", moduleResolution: "nodenext" };

describe("every document of the cases", skipWithout("cases"), () => {
  test("compiles for either side, with handlers and with `handlers: false`", async (t) => {
    const documents = await caseDocuments();
    const asked: readonly Asked[] = (["application", "client"] as const).flatMap((role) => [{ role }, { role, handlers: false }]);
    const outputs = asked.flatMap((each) =>
      documents.map((document) => outputOf(document, ".js", each)).filter(({ diagnostics }) => !diagnostics.some(isError)),
    );
    t.diagnostic(`${documents.length} documents, ${outputs.length} outputs`);
    assert.ok(outputs.length > 80);
    const files = await workspace(outputs);
    try {
      assert.deepEqual(await typeErrors(files, { compiler: "typescript", options, parts: [...outputs.keys()] }), []);
    } finally {
      await files.remove();
    }
  });
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
