import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { skipWithout } from "../../shared-inputs.ts";
import { refused } from "../verdict/differences.ts";
import { type Asked, acceptedDocuments, type CorpusDocument, type CorpusOutput, isError, outputOf } from "./documents.ts";
import { importErrors, strip, typeErrors, type Workspace, workspace } from "./workspace.ts";

const compilers = [
  { name: "TypeScript 7", compiler: "typescript" },
  { name: "TypeScript 5.9", compiler: "typescript-5.9" },
] as const;
const nodeNext = { module: "nodenext", moduleResolution: "nodenext" };
const bundler = { module: "esnext", moduleResolution: "bundler" };

describe("every document of the corpus that the official parser accepts", skipWithout("corpus"), () => {
  let documents: readonly CorpusDocument[] = [];
  let outputs: readonly CorpusOutput[] = [];
  let files: Workspace;
  before(async () => {
    documents = await acceptedDocuments();
    outputs = documents.map((document) => outputOf(document, ".js"));
    files = await workspace(outputs);
  });
  after(() => files.remove());

  test("is generated, but for those that are listed with a reason", (t) => {
    const codes = outputs.map(({ diagnostics }, index) => ({
      path: documents[index]?.path ?? "",
      codes: [...new Set(diagnostics.filter(isError).map(({ code }) => code))],
    }));
    const found = Object.fromEntries(codes.filter((entry) => entry.codes.length > 0).map((entry) => [entry.path, entry.codes]));
    t.diagnostic(
      `${documents.length} documents: ${documents.length - Object.keys(found).length} generated, ${Object.keys(found).length} refused`,
    );
    assert.equal(documents.length, 431);
    assert.deepEqual(found, Object.fromEntries(Object.entries(refused).map(([path, row]) => [path, row.codes])));
    assert.ok(outputs.every(({ files, diagnostics }) => files.length > 0 || diagnostics.some(isError)));
  });

  for (const { name, compiler } of compilers) {
    test(`compiles under NodeNext with ${name}`, async () => {
      assert.deepEqual(located(await typeErrors(files, { compiler, options: nodeNext, parts: [...outputs.keys()] })), []);
    });
  }

  test("compiles for a client of what it describes, and for either side with `handlers: false`", async (t) => {
    const asked: readonly Asked[] = [{ role: "client" }, { handlers: false }, { role: "client", handlers: false }];
    const variants = asked.map((each) => documents.map((document) => outputOf(document, ".js", each)));
    const found = variants.map((outputs) => outputs.filter(({ files }) => files.length > 0).length);
    t.diagnostic(`generated: ${found.join(", ")}`);
    for (const output of [...(variants[1] ?? []), ...(variants[2] ?? [])])
      assert.ok(!output.files.some(({ path, text }) => path.startsWith("handlers/") || /^ {2}action: "receive",$/m.test(text)));
    const all = variants.flat();
    const written = await workspace(all);
    try {
      const errors = await typeErrors(written, { compiler: "typescript", options: nodeNext, parts: [...all.keys()] });
      assert.deepEqual(located(errors), []);
    } finally {
      await written.remove();
    }
  });

  test("can be imported in Node", async () => {
    await strip(files, outputs);
    const modules = outputs.flatMap((output, index) =>
      output.files.filter(({ path }) => path.endsWith("/index.ts")).map(({ path }) => `${index}/${path.replace(/ts$/, "js")}`),
    );
    assert.ok(modules.length >= outputs.filter((output) => output.files.length > 0).length);
    const half = Math.ceil(modules.length / 2);
    const errors = await Promise.all([importErrors(files, modules.slice(0, half)), importErrors(files, modules.slice(half))]);
    assert.deepEqual(located(errors.flat()), []);
  });

  describe("for a bundler", () => {
    let bundled: Workspace;
    before(async () => {
      bundled = await workspace(documents.map((document) => outputOf(document, "")));
    });
    after(() => bundled.remove());

    for (const { name, compiler } of compilers) {
      test(`compiles with ${name}`, async () => {
        assert.deepEqual(located(await typeErrors(bundled, { compiler, options: bundler, parts: [...outputs.keys()] })), []);
      });
    }
  });

  /** The numbers of folders as paths of documents. */
  function located(errors: readonly string[]): readonly string[] {
    return errors
      .slice(0, 40)
      .map((line) => line.replace(/^(?:\.\/)?(\d+)\//, (_, index) => `${documents[Number(index) % documents.length]?.path ?? index} `));
  }
});
