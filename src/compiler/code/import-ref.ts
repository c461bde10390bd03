import { type Code, fromParts, type ImportSource } from "./code.ts";
import { usableName } from "./identifier.ts";

const packageNames = ["boost-gen/runtime", "boost-gen/testing", "zod", "@temporalio/workflow", "node:assert/strict", "node:test"] as const;
const packages: ReadonlySet<string> = new Set(packageNames);
const filePath = /^[\p{L}\p{M}\p{N}]+(?:[-/][\p{L}\p{M}\p{N}]+)*$/u;

export type PackageName = (typeof packageNames)[number];

/** A name exported by a package; generated code knows no others. */
export function importRef(from: PackageName, name: string, options: { readonly typeOnly?: boolean } = {}): Code {
  if (!packages.has(from)) throw new TypeError(`Generated code does not import ${JSON.stringify(from)}.`);
  return reference({ kind: "package", specifier: from }, name, options.typeOnly ?? false);
}

/** A name exported by another output file; `path` without extension (`schemas/order`), made by `fileName`. In that file itself the bare name. */
export function fileRef(path: string, name: string, options: { readonly typeOnly?: boolean } = {}): Code {
  if (!filePath.test(path)) throw new TypeError(`Not a path of an output file: ${JSON.stringify(path)}.`);
  return reference({ kind: "file", path }, name, options.typeOnly ?? false);
}

function reference(from: ImportSource, name: string, typeOnly: boolean): Code {
  return fromParts([{ kind: "import", from, name: usableName(name), typeOnly }]);
}
