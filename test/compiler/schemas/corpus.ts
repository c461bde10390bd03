import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../../../src/compiler/diagnostics/index.ts";
import { type DocumentNode, loadDocument } from "../../../src/compiler/document/index.ts";
import { printFiles } from "../../../src/compiler/emit/files.ts";
import type { GeneratedFile } from "../../../src/compiler/emit/generated-file.ts";
import { schemaScope } from "../../../src/compiler/emit/schema-scope.ts";
import { emitSchemaFiles } from "../../../src/compiler/emit/schemas.ts";
import { dialectOf, schemaLowering } from "../../../src/compiler/lower/schemas/index.ts";
import { sharedFolder } from "../../shared-inputs.ts";

export const corpusFolder: string = sharedFolder("corpus");

export interface CorpusSchemas {
  readonly path: string;
  readonly files: readonly GeneratedFile[];
  readonly diagnostics: readonly Diagnostic[];
}

interface Row {
  readonly path: string;
  readonly valid: boolean;
}

/** The schemas of every valid document of the corpus that we load, emitted. */
export async function corpusSchemas(): Promise<readonly CorpusSchemas[]> {
  const rows = readFileSync(join(corpusFolder, "index.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Row);
  const all: CorpusSchemas[] = [];
  for (const { path } of rows.filter((row) => row.valid)) {
    const { root, diagnostics } = await loadDocument(path, { cwd: corpusFolder });
    if (root !== undefined && !diagnostics.some((found) => found.severity === "error")) all.push(emitDocument(path, root));
  }
  return all;
}

function emitDocument(path: string, root: DocumentNode): CorpusSchemas {
  const diagnostics: Diagnostic[] = [];
  const lowering = schemaLowering({ report: (found) => diagnostics.push(found) });
  const lower = (node: DocumentNode, name: string): void => {
    if (node.reference === undefined) lowering.lower(node, [name]);
  };
  const schemas = root.get("components")?.get("schemas");
  for (const [key, node] of schemas?.entries() ?? []) if (dialectFits(node)) lower(node, key);
  for (const message of messagesIn(root)) {
    if (!dialectFits(message)) continue;
    for (const part of ["payload", "headers"]) {
      const node = message.get(part);
      if (node !== undefined && dialectFits(node) && node.get("schemaFormat") === undefined)
        lower(node, `${message.pointer.split("/").at(-1) ?? ""} ${part}`);
    }
  }
  const declarations = lowering.finish().named(new Set());
  return {
    path,
    diagnostics,
    files: printFiles(emitSchemaFiles(declarations, schemaScope(declarations)), { extension: ".js", header: undefined }),
  };
}

function dialectFits(node: DocumentNode): boolean {
  const format = node.kind === "object" ? node.get("schemaFormat")?.value : undefined;
  return format === undefined || (typeof format === "string" && dialectOf(format) === "asyncapi");
}

/** Objects with a payload, wherever a message can stand. */
function messagesIn(root: DocumentNode): readonly DocumentNode[] {
  const found: DocumentNode[] = [];
  const visit = (node: DocumentNode): void => {
    if (node.get("payload") !== undefined) found.push(node);
    for (const [key, child] of node.entries())
      if (key !== "examples" && key !== "schemas" && key !== "payload" && key !== "headers") visit(child);
    for (const child of node.items()) visit(child);
  };
  for (const key of ["channels", "components", "operations"]) {
    const part = root.get(key);
    if (part !== undefined) visit(part);
  }
  return found;
}
