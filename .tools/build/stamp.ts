import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { root } from "./root.ts";

/** Hash over the names and bytes of files, whose paths are relative to the repository. */
export async function stampOf(paths: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const path of [...paths].sort()) {
    hash.update(`${path.split(sep).join("/")}\0`).update(await readFile(join(root, path)));
  }
  return hash.digest("hex");
}

/** All files below a folder of the repository. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}

/** What a previous run wrote down under that name. */
export async function recall(name: string): Promise<unknown> {
  return readFile(recordPath(name), "utf8").then(JSON.parse, () => undefined);
}

export async function remember(name: string, value: unknown): Promise<void> {
  await mkdir(dirname(recordPath(name)), { recursive: true });
  await writeFile(recordPath(name), `${JSON.stringify(value)}\n`);
}

function recordPath(name: string): string {
  return join(root, "node_modules", ".cache", "boost-gen", `${name}.json`);
}
