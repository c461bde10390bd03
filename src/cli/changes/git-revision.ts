import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path/posix";
import { promisify } from "node:util";

export type Checkout = { readonly kind: "made"; readonly folder: string } | { readonly kind: "failed"; readonly message: string };

/**
 * Puts a document as a revision has it, and the files that it refers to, into a folder of their own below the same relative paths. The caller
 * removes the folder. Runs nothing but `git show`.
 */
export async function checkOut(revision: string, path: string, cwd: string): Promise<Checkout> {
  const first = normalize(path);
  if (revision.startsWith("-")) return { kind: "failed", message: `\`${revision}\` is not a revision.` };
  if (first.startsWith("../") || first.startsWith("/")) return { kind: "failed", message: `\`${path}\` must be below the working folder.` };
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-revision-")));
  const open = [first];
  const seen = new Set(open);
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    const shown = await show(revision, file, cwd);
    // A missing file is the loader's to report, with its place; only the document itself must be there.
    if (shown.kind === "failed" && file === first)
      return { kind: "failed", message: `git cannot show \`${path}\` of \`${revision}\`: ${shown.reason}` };
    if (shown.kind === "failed") continue;
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), shown.text);
    for (const target of referencedFiles(shown.text, dirname(file))) {
      if (!seen.has(target)) open.push(target);
      seen.add(target);
    }
  }
  return { kind: "made", folder };
}

/** Relative files that look like the target of a `$ref`. Too many do no harm: they are only put there to be found. */
function referencedFiles(text: string, folder: string): readonly string[] {
  const targets = [...text.matchAll(/\$ref["']?\s*:\s*["']?([^#"'\s,}]+)/g)].map((match) => match[1] ?? "");
  const local = targets.filter((target) => !/^[A-Za-z][\w+.-]*:/.test(target) && !target.startsWith("/"));
  return local.map((target) => normalize(join(folder, decode(target)))).filter((target) => !target.startsWith("../"));
}

function decode(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

type Shown = { readonly kind: "shown"; readonly text: string } | { readonly kind: "failed"; readonly reason: string };

async function show(revision: string, file: string, cwd: string): Promise<Shown> {
  try {
    const { stdout } = await promisify(execFile)("git", ["show", `${revision}:./${file}`], { cwd, maxBuffer: 64 * 1024 * 1024 });
    return { kind: "shown", text: stdout };
  } catch (error) {
    const output = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
    return { kind: "failed", reason: output.trim().split("\n")[0] ?? "" };
  }
}
