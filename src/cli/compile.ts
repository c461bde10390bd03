import { resolve } from "node:path";
import { loadDocument } from "../compiler/document/index.ts";
import { generate } from "../compiler/generate.ts";
import type { Compilation, Compile } from "./compilation.ts";

/** Reads and compiles one document. This module brings the whole compiler along; a run that finds nothing changed never loads it. */
export const compile: Compile = async (document, { role, allowRef, importExtension, version, source, cwd }): Promise<Compilation> => {
  const loaded = await loadDocument(document, { allowRef, cwd });
  const inputs = [...loaded.files.keys()].map((file) => resolve(cwd, file));
  const { root, version: asyncapi, diagnostics } = loaded;
  if (root === undefined || asyncapi === undefined || diagnostics.some(({ severity }) => severity === "error"))
    return { diagnostics, inputs };
  const generated = generate({ root, version: asyncapi }, { importExtension, version, source, ...(role === undefined ? {} : { role }) });
  return { diagnostics: [...diagnostics, ...generated.diagnostics], inputs, output: { ...generated, root } };
};
