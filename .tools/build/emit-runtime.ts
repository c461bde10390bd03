import { execFileSync } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./root.ts";

/**
 * `boost-gen/runtime`, `boost-gen/testing` and the subpaths as plain modules with declarations, one file each, for production and for reading.
 * `isolatedDeclarations` would make the declarations checkable file by file; TypeScript refuses it for classes with a member named by
 * a symbol, which the errors need so that two copies of this package understand each other's.
 */
export async function emitRuntime(dist: string): Promise<void> {
  execFileSync(
    process.execPath,
    [join(root, "node_modules/typescript/bin/tsc"), "-p", join(root, ".tools/build/tsconfig.runtime.json"), "--outDir", dist],
    {
      stdio: "inherit",
    },
  );
  const names = await readdir(dist, { recursive: true });
  await Promise.all(names.filter((name) => name.endsWith(".d.ts")).map((name) => nameEmittedModules(join(dist, name))));
}

/** The compiler rewrites `./context.ts` to `./context.js` in modules, and leaves declarations as they are. */
async function nameEmittedModules(path: string): Promise<void> {
  const text = await readFile(path, "utf8");
  const renamed = text.replace(/(\bfrom |\bimport\(|\bimport )"(\.{1,2}\/[^"]+)\.ts"/g, '$1"$2.js"');
  if (renamed !== text) await writeFile(path, renamed);
}
