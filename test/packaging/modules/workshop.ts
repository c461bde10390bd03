import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "../../services/run.ts";
import type { Package } from "../installation.ts";

/** Whose compilers the matrix runs, newest last. */
export const typescripts = ["5.4.5", "5.6.3", "5.9.3", "6.0.3", "7.0.2"] as const;
export type TypeScriptVersion = (typeof typescripts)[number];

const packages = {
  "@temporalio/workflow": "1.24.0",
  "@types/jest": "30.0.0",
  "@types/node": "20.19.43",
  esbuild: "0.28.2",
  eslint: "10.15.0",
  ioredis: "6.0.0",
  jest: "30.5.2",
  "ts-jest": "29.4.15",
  "ts-loader": "9.6.2",
  tsx: "4.23.15",
  // What ts-jest, ts-loader and typescript-eslint take.
  typescript: "5.9.3",
  "typescript-eslint": "8.74.0",
  webpack: "5.113.0",
  "webpack-cli": "7.3.1",
  zod: "4.6.7",
};

/** One folder with everything installed once; services lie in folders below it and find their packages in its node_modules. */
export async function openWorkshop(folder: string, { tarball }: Package): Promise<void> {
  await mkdir(folder, { recursive: true });
  const compilers = typescripts.map((version) => [compilerOf(version), `npm:typescript@${version}`]);
  const dependencies = { ...packages, ...Object.fromEntries(compilers), "boost-gen": `file:${tarball}` };
  await writeFile(join(folder, "package.json"), JSON.stringify({ name: "workshop", private: true, dependencies }));
  await install(folder);
  const temporal = packages["@temporalio/workflow"];
  await mkdir(join(folder, workerFolder));
  const own = { "@temporalio/worker": temporal, "@temporalio/workflow": temporal };
  await writeFile(join(folder, workerFolder, "package.json"), JSON.stringify({ private: true, dependencies: own }));
  await install(join(folder, workerFolder));
}

/** Where Temporal's worker is: in reach of every bundler it would be part of every bundle, which it cannot be. */
export const workerFolder = "worker";

async function install(folder: string): Promise<void> {
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: folder, timeoutMs: 5 * 60_000 });
}

/** The package's name under which that TypeScript is installed. */
export function compilerOf(version: TypeScriptVersion): string {
  return `typescript-${version}`;
}
