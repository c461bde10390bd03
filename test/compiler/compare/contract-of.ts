import assert from "node:assert/strict";
import { DiagnosticSink } from "../../../src/compiler/diagnostics/index.ts";
import { loadDocumentText } from "../../../src/compiler/document/index.ts";
import { lowerDocument } from "../../../src/compiler/lower/index.ts";
import type { Contract } from "../../../src/compiler/model/index.ts";

export async function contractOf(document: object): Promise<Contract> {
  const loaded = await loadDocumentText(JSON.stringify(document), "asyncapi.json");
  const sink = new DiagnosticSink();
  sink.add(...loaded.diagnostics);
  assert.ok(loaded.root !== undefined && loaded.version !== undefined, JSON.stringify(loaded.diagnostics));
  const contract = lowerDocument(loaded.root, loaded.version, { sink });
  assert.deepEqual(
    sink.diagnostics.filter(({ severity }) => severity === "error"),
    [],
  );
  return contract;
}
