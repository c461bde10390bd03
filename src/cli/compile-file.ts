import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { compileDocument } from "../compiler/compile-document.ts";
import type { Diagnostic } from "../compiler/diagnostics/index.ts";
import { type LoadedDocument, loadDocument } from "../compiler/document/index.ts";
import { contentHash } from "../compiler/output/hash.ts";
import type { Compilation, CompileFile, Input } from "./compilation.ts";

/** Reads and compiles one document. This module brings the whole compiler along; a run that finds nothing changed never loads it. */
export const compileFile: CompileFile = async (
  document,
  { role, handlers, workflowCode, allowRef, strict, importExtension, version, source, cwd, onStep },
): Promise<Compilation> => {
  onStep?.("reading");
  const loaded = await loadDocument(document, { allowRef, cwd });
  const inputs = [...loaded.files].map(([file, text]) => toInput(resolve(cwd, file), text));
  const { root, version: asyncapi } = loaded;
  if (strict) onStep?.("asking AsyncAPI's own parser");
  const diagnostics = [...loaded.diagnostics, ...(strict && loaded.files.size > 0 ? await askOfficialParser(loaded) : [])];
  if (root === undefined || asyncapi === undefined || diagnostics.some(({ severity }) => severity === "error"))
    return { diagnostics, inputs };
  onStep?.("compiling");
  const generated = compileDocument(
    { root, version: asyncapi },
    {
      importExtension,
      version,
      source,
      ...(role === undefined ? {} : { role }),
      ...(handlers === undefined ? {} : { handlers }),
      ...(workflowCode === undefined ? {} : { workflowCode }),
    },
  );
  return { diagnostics: [...diagnostics, ...generated.diagnostics], inputs, output: { ...generated, root } };
};

/** It takes a second to load. */
async function askOfficialParser(loaded: LoadedDocument): Promise<readonly Diagnostic[]> {
  const { validateWithOfficialParser } = await import("../compiler/document/official/validate-with-official-parser.ts");
  return validateWithOfficialParser(loaded);
}

/** An editor may save while we compile: the hash is only that of the file when the file still is what was compiled. */
function toInput(path: string, text: string): Input {
  try {
    const bytes = readFileSync(path);
    return bytes.toString("utf8").replace(/^\uFEFF/, "") === text.replace(/^\uFEFF/, "") ? { path, hash: contentHash(bytes) } : { path };
  } catch {
    return { path };
  }
}
