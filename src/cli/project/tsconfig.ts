import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { parseJsonc } from "../jsonc.ts";
import { isRecord, type Record } from "../record.ts";

export interface Tsconfig {
  readonly file: string;
  /** Of this file over those that it extends. Names as written, values untouched. */
  readonly options: Record;
  /** Why a part of it could not be read. */
  readonly problem?: string;
}

/** The nearest tsconfig.json at or above `folder`, not above `top`; reads only. */
export function findTsconfig(folder: string, top: string): Tsconfig | undefined {
  for (let current = folder; ; current = dirname(current)) {
    const file = join(current, "tsconfig.json");
    if (existsSync(file)) return readTsconfig(file, 16);
    if (current === top || dirname(current) === current) return undefined;
  }
}

/** `depth` bounds a chain of `extends` that leads back to itself. */
function readTsconfig(file: string, depth: number): Tsconfig {
  let value: unknown;
  try {
    value = parseJsonc(readFileSync(file, "utf8"));
  } catch {
    return { file, options: {}, problem: `\`${file}\` cannot be read` };
  }
  if (!isRecord(value)) return { file, options: {}, problem: `\`${file}\` is not a JSON object` };
  const bases = [value["extends"] ?? []].flat().filter((base) => typeof base === "string");
  const inherited = bases.map((base) => readBase(base, file, depth));
  const own = isRecord(value["compilerOptions"]) ? value["compilerOptions"] : {};
  const problem = inherited.find((base) => base.problem !== undefined)?.problem;
  return { file, options: Object.assign({}, ...inherited.map((base) => base.options), own), ...(problem === undefined ? {} : { problem }) };
}

function readBase(base: string, file: string, depth: number): Tsconfig {
  const found = depth === 0 ? undefined : findBase(base, file);
  return found === undefined
    ? { file, options: {}, problem: `\`${file}\` extends \`${base}\`, which cannot be found` }
    : readTsconfig(found, depth - 1);
}

function findBase(base: string, file: string): string | undefined {
  if (/^(?:\.{1,2}[\\/]|\/|[A-Za-z]:)/.test(base)) {
    const path = resolve(dirname(file), base);
    return [path, `${path}.json`, join(path, "tsconfig.json")].find((candidate) => candidate.endsWith(".json") && existsSync(candidate));
  }
  const require = createRequire(file);
  for (const request of [base, `${base}.json`, `${base}/tsconfig.json`]) {
    try {
      const path = require.resolve(request);
      if (path.endsWith(".json")) return path;
    } catch {
      // The next spelling.
    }
  }
  return undefined;
}
