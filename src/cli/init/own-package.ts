import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { isRecord, type Record } from "../record.ts";

/** How a new project gets boost-gen. */
export interface OwnPackage {
  /** For `dependencies`. */
  readonly range: string;
  /** What it takes to get it otherwise; absent where the range holds on every machine. */
  readonly note?: string;
  /** The commands that take it into the project; absent where the range names no file. */
  readonly takeIn?: string;
}

/** `folder`: the project's. `self`: where this boost-gen is. */
export function ownPackage(folder: string, self: string = installed()): OwnPackage {
  const { version } = readJson(join(self, "package.json"));
  const range = `^${String(version)}`;
  const here = `file:${relative(folder, self).split(sep).join("/")}`;
  const [root] = self.split(`${sep}node_modules${sep}`);
  // What runs from its sources, or unpacked, may be a version that no registry has.
  if (root === undefined || root === self) {
    const place = here.slice("file:".length);
    const takeIn = `npm pack ${place} && npm install ./boost-gen-${String(version)}.tgz`;
    return {
      range: here,
      note: `boost-gen is taken from \`${place}\`, so the project runs beside it only. To leave it: ${takeIn}`,
      takeIn,
    };
  }
  const spec = specOf(root);
  // A global installation leaves no word of where it came from.
  if (spec === undefined) {
    return { range: here, note: `boost-gen is taken from where it is installed. Where a registry has it: npm install boost-gen@${range}` };
  }
  if (!isFile(spec)) return { range: isRange(spec) ? range : spec };
  const file = resolve(root, spec.replace(/^file:/, ""));
  if (!existsSync(file)) return { range: here };
  const place = relative(folder, file).split(sep).join("/");
  return { range: `file:${place}`, ...(place.startsWith("../") ? { takeIn: `cp ${place} . && npm install ./${basename(file)}` } : {}) };
}

function isFile(spec: string): boolean {
  return spec.startsWith("file:") || (/\.(?:tgz|tar\.gz|tar)$/.test(spec) && !/^[a-z+]+:/.test(spec));
}

/** Numbers, operators and tags: whatever names a place has a colon or a slash. */
function isRange(spec: string): boolean {
  return !/[:/]/.test(spec) || spec.startsWith("npm:");
}

/** As who installed it said it; npm writes down what it came to. */
function specOf(root: string): string | undefined {
  const manifest = readJson(join(root, "package.json"));
  for (const key of ["dependencies", "devDependencies", "optionalDependencies"]) {
    const list = manifest[key];
    const spec = isRecord(list) ? list["boost-gen"] : undefined;
    if (typeof spec === "string") return spec;
  }
  const { packages } = readJson(join(root, "node_modules/.package-lock.json"));
  const entry = isRecord(packages) ? packages["node_modules/boost-gen"] : undefined;
  const resolved = isRecord(entry) ? entry["resolved"] : undefined;
  if (typeof resolved !== "string") return undefined;
  return resolved.startsWith("file:") ? resolved : "latest";
}

function installed(): string {
  return dirname(createRequire(import.meta.url).resolve("boost-gen/package.json"));
}

function readJson(file: string): Record {
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
