import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadDocument } from "../../../src/compiler/document/index.ts";
import type { DocumentNode } from "../../../src/compiler/document/node.ts";

/** Why a schema was not read. */
export interface Refused {
  readonly codes: readonly string[];
}

/** Each schema as the command line reads it: a file of its own beside a document that refers to it. */
export async function loadedSchemas(schemas: readonly unknown[]): Promise<readonly (DocumentNode | Refused)[]> {
  const folder = await mkdtemp(join(tmpdir(), "boost-gen-suite-"));
  const document = join(folder, "asyncapi.json");
  try {
    const loaded: (DocumentNode | Refused)[] = [];
    for (const [index, schema] of schemas.entries()) {
      await writeFile(join(folder, `schema-${index}.json`), JSON.stringify(schema));
      await writeFile(document, JSON.stringify(documentOf(`schema-${index}.json`)));
      const { root, diagnostics } = await loadDocument(document, { cwd: folder });
      const codes = diagnostics.filter(({ severity }) => severity === "error").map(({ code }) => code);
      const subject = root?.get("components")?.get("schemas")?.get("Wrapper")?.get("properties")?.get("subject");
      assert.ok(codes.length > 0 || subject !== undefined);
      loaded.push(codes.length > 0 || subject === undefined ? { codes } : subject.resolve());
    }
    return loaded;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function documentOf(reference: string): object {
  return {
    asyncapi: "3.0.0",
    info: { title: "suite", version: "1" },
    components: { schemas: { Wrapper: { type: "object", properties: { subject: { $ref: reference } } } } },
  };
}
