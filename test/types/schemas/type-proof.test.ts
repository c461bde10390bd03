import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { compileSchema } from "../../compiler/schemas/compile-schemas.ts";
import { corpusSchemas } from "../../compiler/schemas/corpus.ts";
import { plainDocument } from "../../compiler/schemas/plain-node.ts";
import { schema } from "../../compiler/schemas/random-schema.ts";
import { loadSuite, metaSchema } from "../../compiler/schemas/suite.ts";
import { suiteDocument } from "../../compiler/schemas/suite-document.ts";
import { fc } from "../../random/fast-check.ts";
import { skipWithout } from "../../shared-inputs.ts";
import { type ProjectFile, runtimes, typeErrors } from "./project.ts";
import { proofText } from "./proof-text.ts";

/** `z.output` of what we emit equals the type that we declare, both ways, index signatures beside named properties aside. */
describe("types", () => {
  test("declared and real types of the draft-07 suite's schemas are equal", skipWithout("json-schema-test-suite"), async () => {
    const files = suiteFiles();
    assert.ok(files.length > 250);
    assert.deepEqual(await typeErrors(files.map(proof), runtimes.proof), []);
  });

  test("declared and real types of the corpus's schemas are equal", skipWithout("corpus"), async () => {
    const files = await corpusFiles();
    assert.ok(files.length > 1000);
    assert.deepEqual(await typeErrors(files.map(proof), runtimes.proof), []);
  });

  test("declared and real types of random schemas are equal", async () => {
    const files = fc
      .sample(schema, { numRuns: 300, seed: 20260501 })
      .flatMap((written, index) => filesOf(`random-${index}`, compileSchema(plainDocument(written)).files));
    assert.deepEqual(await typeErrors(files.map(proof), runtimes.proof), []);
    assert.deepEqual(await typeErrors(files, runtimes.flat), []);
  });

  for (const version of ["7", "5.9"] as const) {
    test(
      `all of it compiles as users compile it, with TypeScript ${version}`,
      skipWithout("json-schema-test-suite", "corpus"),
      async () => {
        assert.deepEqual(await typeErrors([...suiteFiles(), ...(await corpusFiles())], runtimes.flat, version), []);
      },
    );
  }

  test("a wrong type does not pass the proof", async () => {
    const text = `import { json, prove, z, type Validator } from "boost-gen/runtime";\n${wrong.join("\n")}\n`;
    const errors = await typeErrors([{ path: "wrong.ts", text }], runtimes.proof);
    const lines = errors.map((error) => Number(/\((\d+),/.exec(error)?.[1]));
    assert.deepEqual(
      lines,
      wrong.map((_, index) => index + 2),
    );
  });
});

const wrong = [
  "prove<{ a: string; b?: number | undefined }>()(z.looseObject({ a: z.string() }));",
  "prove<{ a?: string | undefined }>()(z.looseObject({ a: z.string() }));",
  "prove<{ a: string }>()(z.looseObject({ a: z.string().optional() }));",
  "prove<{ a: unknown }>()(z.looseObject({ a: z.string() }));",
  "prove<{ a: any }>()(z.looseObject({ a: z.string() }));",
  "prove<any>()(z.string());",
  "prove<{ a: { b: { c: string | number }[] } }>()(z.looseObject({ a: z.looseObject({ b: z.array(z.looseObject({ c: z.string() })) }) }));",
  "prove<[string, number]>()(z.tuple([z.string(), z.number().optional()]));",
  "prove<{ [key: string]: string }>()(z.record(z.string(), z.number()));",
  "prove<{ a: string } & { b: number }>()(json.allOf([z.looseObject({ a: z.string() })]));",
  "prove<string>()(json.oneOf([z.string(), z.number()]));",
];

function suiteFiles(): readonly ProjectFile[] {
  return loadSuite("draft7").flatMap((group, index) =>
    filesOf(`suite-${index}`, compileSchema(suiteDocument(group.schema, metaSchema())).files),
  );
}

async function corpusFiles(): Promise<readonly ProjectFile[]> {
  return (await corpusSchemas()).flatMap((document, index) => filesOf(`corpus-${index}`, document.files));
}

function filesOf(folder: string, files: readonly ProjectFile[]): readonly ProjectFile[] {
  return files.map((file) => ({ path: `${folder}/${file.path}`, text: file.text }));
}

function proof(file: ProjectFile): ProjectFile {
  return { path: file.path, text: proofText(file.text) };
}
