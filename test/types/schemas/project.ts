import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** What `boost-gen/runtime` means in a project. */
export const runtimes = {
  /** As users see it: flat builders. */
  flat: join(root, "src/runtime/schema/index.ts"),
  /** zod's own types. */
  proof: fileURLToPath(new URL("./proof-runtime.ts", import.meta.url)),
} as const;

export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

export type TypeScriptVersion = "7" | "5.9";

const compilers: Readonly<Record<TypeScriptVersion, string>> = {
  "7": join(root, "node_modules/typescript/bin/tsc"),
  "5.9": join(root, "node_modules/typescript-5.9/bin/tsc"),
};

/** The errors of `tsc --strict` over some files, in a folder of their own. One line each. */
export async function typeErrors(
  files: readonly ProjectFile[],
  runtime: string,
  version: TypeScriptVersion = "7",
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), "boost-gen-types-"));
  try {
    for (const file of files) {
      const path = join(folder, file.path);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, file.text);
    }
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    await writeFile(join(folder, "package.json"), '{"type":"module"}');
    await writeFile(
      join(folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions: { ...compilerOptions, paths: { "boost-gen/runtime": [runtime] } }, include: ["**/*.ts"] }),
    );
    return await run(compilers[version], folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const compilerOptions = {
  target: "es2023",
  module: "nodenext",
  moduleResolution: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  isolatedDeclarations: true,
  declaration: true,
  verbatimModuleSyntax: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  types: [],
};

async function run(compiler: string, folder: string): Promise<readonly string[]> {
  try {
    await promisify(execFile)(process.execPath, [compiler, "-p", folder, "--pretty", "false"], { maxBuffer: 1 << 28 });
    return [];
  } catch (error) {
    const output = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
    const found = output.split("\n").filter((line) => / error TS\d+:/.test(line));
    return found.length > 0 ? found : [`tsc failed without an error of its own: ${String(error)}`];
  }
}
