import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { foldPath } from "../generated-path.ts";
import { scanMembers } from "./scan.ts";

/** Where a handler object is: a file of the handlers folder or of a folder that the index imports it from, or somewhere that no file tells. */
export type HandlerPlace =
  | { readonly kind: "file" /** Relative to the handlers folder, with `/`. */; readonly name: string; readonly exportName: string }
  | { readonly kind: "elsewhere" };

/** Sources, in the order in which TypeScript looks for them. */
const extensions = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"];

/** The file of that name whatever its language, and in whatever case the folder has it; `existing`: folded name → name. */
export function sourceFile(existing: ReadonlyMap<string, string>, name: string): string | undefined {
  return extensions.map((extension) => `${name}${extension}`).find((file) => existing.has(foldPath(file)));
}

/** Handlers that the user moved: `index` brings them from another file than the one that they were made in, or has them itself. */
export function movedHandler(
  folder: string,
  index: string | undefined,
  { file, exportName }: { readonly file: string; readonly exportName: string },
): HandlerPlace | undefined {
  if (index === undefined) return undefined;
  const text = readFileSync(join(folder, index), "utf8");
  const found = importOf(text, exportName);
  if (found === undefined) return scanMembers(text, "handlers")?.has(exportName) === true ? { kind: "elsewhere" } : undefined;
  const { name, from } = found;
  if (withoutExtension(from) === `./${file}`) return undefined;
  const path = /^\.{1,2}\//.test(from) ? resolveSource(resolve(dirname(join(folder, index)), from)) : undefined;
  if (path === undefined || name === undefined) return { kind: "elsewhere" };
  return { kind: "file", name: relativeTo(folder, path), exportName: name };
}

/** `import { handlers as onOrder } from "./x.js"`: under which name the module exports it; absent for a default or all of it. */
function importOf(text: string, local: string): { readonly name: string | undefined; readonly from: string } | undefined {
  for (const [, clause = "", from = ""] of text.matchAll(/^\s*(?:import|export)\s+([^"';]*?)\s*from\s*["']([^"'\n]+)["']/gm)) {
    const [, named = ""] = /\{([^}]*)\}/.exec(clause) ?? [];
    for (const part of named.split(",")) {
      const [name = "", alias = name] = part
        .trim()
        .replace(/^type\s+/, "")
        .split(/\s+as\s+/);
      if (alias === local) return { name: name === "default" ? undefined : name, from };
    }
    const whole = clause.replace(/\{[^}]*\}/, "").split(",");
    if (whole.some((part) => part.trim() === local || part.trim() === `* as ${local}`)) return { name: undefined, from };
  }
  return undefined;
}

/** As TypeScript finds it: `./a.js` may be `a.ts`, `./a` any source, or a folder with an index. */
function resolveSource(path: string): string | undefined {
  const bare = withoutExtension(path);
  const candidates = [bare, path, join(path, "index")].flatMap((base) => extensions.map((extension) => `${base}${extension}`));
  return [...candidates, path].find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
}

function withoutExtension(path: string): string {
  return path.replace(/\.[mc]?[jt]sx?$/, "");
}

function relativeTo(folder: string, path: string): string {
  return relative(folder, path).split(sep).join("/");
}
