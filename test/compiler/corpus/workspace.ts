import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import type { CorpusOutput } from "./documents.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

const runtime = join(root, "src/runtime/index.ts");

export interface Workspace {
  /** The outputs stand in `0`, `1`, … in their order. */
  readonly folder: string;
  remove(): Promise<void>;
}

export async function workspace(outputs: readonly CorpusOutput[]): Promise<Workspace> {
  const folder = await mkdtemp(join(tmpdir(), "boost-gen-corpus-"));
  const made = new Set<string>();
  for (const [index, { files }] of outputs.entries()) {
    for (const file of files) {
      const path = join(folder, String(index), file.path);
      if (!made.has(dirname(path))) await mkdir(dirname(path), { recursive: true });
      made.add(dirname(path));
      await writeFile(path, file.text);
    }
  }
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export interface Check {
  /** Folder of the compiler in node_modules. */
  readonly compiler: "typescript" | "typescript-5.9";
  readonly options: Readonly<Record<string, unknown>>;
  /** Folders of the workspace, one program for all of them. */
  readonly parts: readonly number[];
}

/** The complaints of one run of `tsc`, one line each. */
export async function typeErrors({ folder }: Workspace, { compiler, options, parts }: Check): Promise<readonly string[]> {
  const config = join(folder, `tsconfig.${compiler}.${parts[0] ?? 0}.json`);
  const compilerOptions = {
    target: "es2023",
    lib: ["es2023"],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    noUnusedLocals: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
    // The runtime is read from its sources, which import each other by their file names.
    allowImportingTsExtensions: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules/@types")],
    paths: {
      "boost-gen/runtime": [runtime],
      zod: [join(root, "node_modules/zod/index.d.ts")],
      "@temporalio/workflow": [join(root, "node_modules/@temporalio/workflow/lib/index.d.ts")],
    },
    ...options,
  };
  await writeFile(config, JSON.stringify({ compilerOptions, include: parts.map((part) => `${part}/**/*.ts`) }));
  const tsc = join(root, "node_modules", compiler, "bin/tsc");
  return complaints([tsc, "-p", config, "--pretty", "false"], folder);
}

/** What goes wrong when every module is imported, one line each; `parts` share a process. */
export async function importErrors({ folder }: Workspace, modules: readonly string[]): Promise<readonly string[]> {
  const script = `for (const path of ${JSON.stringify(modules.map((path) => `./${path}`))}) await import(path).catch((error) => { console.log(path + " error TS0: " + error); });`;
  const entry = join(folder, `import-${modules.length}-${modules[0]?.replace(/\W/g, "-")}.js`);
  await writeFile(entry, script);
  return complaints([entry], folder);
}

/** Strips the types, and puts the runtime's sources where the files look for it. */
export async function strip({ folder }: Workspace, outputs: readonly CorpusOutput[]): Promise<void> {
  const packages = join(folder, "node_modules");
  await mkdir(join(packages, "boost-gen"), { recursive: true });
  for (const name of ["zod", "@temporalio"]) await symlink(join(root, "node_modules", name), join(packages, name));
  const exports = { "./runtime": "./runtime.js" };
  await writeFile(join(packages, "boost-gen/package.json"), JSON.stringify({ name: "boost-gen", type: "module", exports }));
  const shared = { format: "esm", platform: "node", logLevel: "error" } as const;
  // With the runtime's lazy imports left lazy: no client library is installed here.
  const bundle = { bundle: true, splitting: true, packages: "external" } as const;
  await build({ ...shared, ...bundle, entryPoints: { runtime }, outdir: join(packages, "boost-gen") });
  const entryPoints = outputs.flatMap(({ files }, index) => files.map(({ path }) => join(folder, String(index), path)));
  await build({ ...shared, entryPoints, outdir: folder, outbase: folder, bundle: false });
}

async function complaints(args: readonly string[], cwd: string): Promise<readonly string[]> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd, maxBuffer: 1 << 28 });
    return linesOf(stdout);
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { readonly stdout?: string; readonly stderr?: string };
    const found = linesOf(stdout);
    return found.length > 0 ? found : [`failed without a complaint: ${String(error)}\n${stdout}${stderr}`];
  }
}

const linesOf = (text: string): readonly string[] => text.split("\n").filter((line) => / error /.test(line) || /^error /.test(line));
