import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { compileFile } from "../../src/cli/compile-file.ts";

type Tree = { [key: string]: unknown };

/** The document with `part` laid over it at a JSON Pointer: objects are merged, everything else is replaced, null takes away. */
export function laidOver(document: string, pointer: string, part: string): string {
  const keys = pointer
    .split("/")
    .slice(1)
    .filter((key) => key !== "")
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  const nested = keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), parse(part));
  return JSON.stringify(merged(parse(document), nested), null, 2);
}

function merged(below: unknown, above: unknown): unknown {
  if (!isTree(above)) return above;
  // A reference has nothing beside it.
  const result: Tree = isTree(below) && !("$ref" in below) ? { ...below } : {};
  for (const [key, value] of Object.entries(above)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

/** What the compiler says of a document that lies in this folder. */
export async function complaints(folder: string, document: string): Promise<string> {
  const file = join(folder, "part.yaml");
  writeFileSync(file, document);
  try {
    const { diagnostics } = await compileFile(file, {
      allowRef: [],
      strict: false,
      importExtension: ".js",
      version: "0.0.0",
      source: "asyncapi.yaml",
      cwd: folder,
    });
    return diagnostics.map(({ severity, code, message }) => `${severity} ${code}: ${message}\n`).join("");
  } finally {
    rmSync(file);
  }
}
