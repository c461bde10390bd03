import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { parse } from "yaml";
import { type JsonValue, loadDocumentText } from "../../src/compiler/document/index.ts";
import { acceptedDocuments, type CorpusDocument, type CorpusOutput, isError, outputOf } from "../compiler/corpus/documents.ts";
import { importErrors, strip, typeErrors, type Workspace, workspace } from "../compiler/corpus/workspace.ts";
import { corpusFolder } from "../compiler/schemas/corpus.ts";
import { haveShared } from "../shared-inputs.ts";
import { harmless, hostile, type Strings, withStrings } from "./hostile-strings.ts";
import { skeletonOf } from "./skeleton.ts";

interface Pair {
  readonly path: string;
  readonly plain: CorpusOutput;
  readonly attacked: CorpusOutput;
}

describe("hostile strings everywhere in a document", () => {
  const pairs: Pair[] = [];
  let files: Workspace;
  before(async () => {
    for (const { path, value } of await documents()) {
      const plain = await compiled(path, value, harmless);
      // Where even harmless strings break something, the document compares texts that this test does not know of.
      if (plain === undefined) continue;
      const attacked = await compiled(path, value, hostile);
      assert.ok(attacked, `${path} is refused with hostile strings`);
      pairs.push({ path, plain, attacked });
    }
    files = await workspace([...pairs.map(({ attacked }) => attacked), canary]);
  });
  after(() => files.remove());

  test("change no syntax", (t) => {
    t.diagnostic(`${pairs.length} documents, ${pairs.reduce((sum, { attacked }) => sum + attacked.files.length, 0)} files`);
    assert.ok(pairs.length >= (haveShared("corpus") ? 350 : 2), String(pairs.length));
    for (const { path, plain, attacked } of pairs) assert.deepEqual(skeletonsOf(attacked), skeletonsOf(plain), path);
  });

  test("leave code that compiles", async () => {
    const options = { module: "nodenext", moduleResolution: "nodenext" };
    assert.deepEqual((await typeErrors(files, { compiler: "typescript", options, parts: [...pairs.keys()] })).slice(0, 20), []);
  });

  test("run nothing when the code is imported", async () => {
    const outputs = [...pairs.map(({ attacked }) => attacked), canary];
    await strip(files, outputs);
    const modules = outputs.map((_, index) => `${index}/generated/index.js`);
    assert.deepEqual(await importErrors(files, modules), []);
  });
});

/** Imported last: what any of the others has run would have left a mark. */
const canary: CorpusOutput = {
  files: [{ path: "generated/index.ts", text: 'if ("__pwn" in globalThis) throw new Error("something of a document was run");\n' }],
  diagnostics: [],
};

interface Sample {
  readonly path: string;
  readonly value: JsonValue;
}

async function documents(): Promise<readonly Sample[]> {
  const own = ["tasks", "orders", "notifications", "storefront"].map((name) => {
    const path = `specs/${name}.yaml`;
    return { path, value: parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8")) as JsonValue };
  });
  if (!haveShared("corpus")) return own;
  const accepted = (await acceptedDocuments()).flatMap(({ path, loaded }) =>
    loaded === undefined ? [] : [{ path, value: loaded.root.value }],
  );
  return [...own, ...accepted];
}

/** Undefined when it is refused. */
async function compiled(path: string, value: JsonValue, strings: Strings): Promise<CorpusOutput | undefined> {
  const text = JSON.stringify(withStrings(value, strings));
  const { root, version, diagnostics } = await loadDocumentText(text, "asyncapi.json", { cwd: corpusFolder });
  if (root === undefined || version === undefined || diagnostics.some(isError)) return undefined;
  const document: CorpusDocument = { path, diagnostics, loaded: { root, version } };
  const output = outputOf(document, ".js");
  return output.diagnostics.some(isError) ? undefined : output;
}

function skeletonsOf({ files }: CorpusOutput): readonly string[] {
  return files.flatMap(({ path, text }) => skeletonOf(path, text)).toSorted();
}
