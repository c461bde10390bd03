import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ContractDefinition } from "boost-gen/tools";
import type { GeneratedFile } from "../../compiler/emit/generated-file.ts";
import { stripTypes } from "./strip-types.ts";

/**
 * The contract that a service would import: the same validators, the same addresses. What is generated, with packages by their place, is written to
 * a folder of its own outside the project, imported and removed; nothing of the user's is run.
 */
export async function importContract(files: readonly GeneratedFile[]): Promise<ContractDefinition> {
  const folder = await mkdtemp(join(tmpdir(), "boost-gen-contract-"));
  try {
    await writeFile(join(folder, "package.json"), '{"type":"module"}\n');
    for (const { path, text } of files) {
      if (!path.endsWith(".ts")) continue;
      const target = join(folder, path.replace(/\.ts$/, ".js"));
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, stripTypes(text, path));
    }
    const { contract } = await import(pathToFileURL(join(folder, "index.js")).href);
    return contract;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
