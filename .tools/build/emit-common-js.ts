import { cp, mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { build } from "esbuild";

/**
 * The runtime once more as CommonJS, in `dist/cjs`, file by file as it is in `dist`. Node never loads it: `exports` names the ES modules first,
 * under `module-sync`, which every Node with `require(esm)` takes for `import` and `require` alike, so that a process has one copy of each class.
 * It is there for programs that play Node's part and cannot require an ES module: jest, TypeScript before 5.8.
 */
export async function emitCommonJs(dist: string): Promise<void> {
  const target = join(dist, "cjs");
  const files = await readdir(dist, { recursive: true });
  await build({
    absWorkingDir: dist,
    entryPoints: files.filter((file) => file.endsWith(".js")),
    outdir: target,
    outbase: dist,
    format: "cjs",
    platform: "node",
    target: "node20",
    // `createRequire` takes the one as well as the other.
    define: { "import.meta.url": "__filename" },
    // jest knows no `import()` without a flag of Node's.
    supported: { "dynamic-import": false },
    logLevel: "warning",
  });
  for (const file of files.filter((name) => name.endsWith(".d.ts"))) {
    await mkdir(dirname(join(target, file)), { recursive: true });
    await cp(join(dist, file), join(target, file));
  }
  await writeFile(join(target, "package.json"), '{"type":"commonjs"}\n');
}
