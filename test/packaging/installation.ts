import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../services/run.ts";

/** The packed package and its unpacked files, from which `npx` runs the command line before anything is installed. */
export interface Package {
  readonly tarball: string;
  readonly unpacked: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly string[];
}

interface PackReport {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Builds and packs this repository into `folder`. */
export async function packPackage(folder: string): Promise<Package> {
  await npm(".", "run", "build");
  const [report]: readonly PackReport[] = JSON.parse(await npm(".", "pack", "--ignore-scripts", "--json", "--pack-destination", folder));
  if (!report) throw new Error("npm pack packed nothing");
  const tarball = join(folder, report.filename);
  await run("tar", ["-xzf", tarball, "-C", folder]);
  const { size, unpackedSize, files } = report;
  return { tarball, unpacked: join(folder, "package"), size, unpackedSize, files: files.map(({ path }) => path) };
}

/** A folder as `npm init -y` leaves it: a CommonJS project, unless its type is changed to `module`. */
export async function initProject(folder: string, type: "commonjs" | "module"): Promise<void> {
  await mkdir(folder);
  await npm(folder, "init", "-y");
  if (type === "module") await npm(folder, "pkg", "set", "type=module");
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: {
        module: "nodenext",
        target: "es2022",
        strict: true,
        skipLibCheck: false,
        types: ["node"],
        outDir: "dist",
        rootDir: ".",
      },
    }),
  );
}

/** Runs the commands of the generator's last line in the project, with this package in place of the published one. */
export async function followNextLine(folder: string, output: string, tarball: string): Promise<string> {
  const next = /^Next: (.*?)(?: {2,}then .*)?$/m.exec(output)?.[1];
  if (!next) throw new Error(`no "Next:" line in:\n${output}`);
  for (const command of next.split(" && ")) {
    const [program, ...args] = command.split(" ");
    if (program !== "npm") throw new Error(`not an npm command: ${command}`);
    await npm(folder, ...args.map((arg) => (arg === "boost-gen" ? tarball : arg)), "--no-audit", "--no-fund");
  }
  return next;
}

function npm(folder: string, ...args: readonly string[]): Promise<string> {
  return run("npm", args, { cwd: folder, timeoutMs: 5 * 60_000 });
}
