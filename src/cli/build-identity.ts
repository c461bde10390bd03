import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { contentHash } from "../compiler/output/hash.ts";

/**
 * Tells two builds of one version apart, so that a run by another compiler believes nothing that an earlier one remembered. The entry of
 * the bundle names its chunks by their hashes, so its bytes stand for all of them; from source the times of the modules do.
 */
export function buildIdentity(self: string = fileURLToPath(import.meta.url)): string {
  const folder = dirname(self);
  if (!self.endsWith(".ts")) return contentHash(readFileSync(join(folder, "main.js")));
  const source = dirname(folder);
  const modules = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((name) => /[.][jt]s$/.test(name));
  const stamps = modules.sort().map((name) => `${name} ${statSync(join(source, name)).mtimeMs}`);
  return contentHash(Buffer.from(stamps.join("\n")));
}
