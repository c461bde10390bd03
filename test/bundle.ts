import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

const cache = fileURLToPath(new URL("../node_modules/.cache/", import.meta.url));
const { devDependencies }: { readonly devDependencies: object } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);
const programs = new Map<string, string>();

/**
 * Path of a program made of a TypeScript module and the modules of ours that it imports, for tests that start it often: as sources, each
 * process takes a second of the processor to begin. It stands where it finds the packages, and goes when this process ends.
 */
export function bundled(module: string): string {
  const known = programs.get(module);
  if (known !== undefined) return known;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "boost-gen-program-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  buildSync({
    entryPoints: [module],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    conditions: ["boost-gen-source"],
    external: Object.keys(devDependencies).flatMap((name) => [name, `${name}/*`]),
    logLevel: "error",
  });
  const program = join(folder, basename(module).replace(/ts$/, "mjs"));
  programs.set(module, program);
  return program;
}
