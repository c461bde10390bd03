import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, normalize } from "node:path/posix";
import { absent, type GitObject, GitObjects } from "./git-objects.ts";

export type Checkout = { readonly kind: "made"; readonly folder: string } | { readonly kind: "failed"; readonly message: string };

/**
 * Puts a document as a revision has it, and the files that it refers to, into a folder of their own below the same relative paths. The caller
 * removes the folder; of a checkout that failed none is left. git is started once.
 */
export async function checkOut(revision: string, path: string, cwd: string): Promise<Checkout> {
  const first = normalize(path);
  if (revision.startsWith("-")) return { kind: "failed", message: `\`${revision}\` is not a revision.` };
  if (first.startsWith("../") || first.startsWith("/")) return { kind: "failed", message: `\`${path}\` must be below the working folder.` };
  const folder = folderFor();
  if (folder === undefined) return { kind: "failed", message: `no folder can be made in \`${tmpdir()}\`, where revisions are put.` };
  const objects = new GitObjects(cwd);
  try {
    const document = await objects.read(`${revision}:./${first}`);
    if (document.kind === "blob") {
      await putThere(first, document.text, { folder, ask: (file) => objects.read(`${revision}:./${file}`) });
      return { kind: "made", folder };
    }
    rmSync(folder, { recursive: true, force: true });
    const isKnown = document.kind === "tree" || (await objects.read(revision)).kind === "tree";
    return { kind: "failed", message: whyNot(document, { revision, path, isKnown }) };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  } finally {
    objects.end();
  }
}

function folderFor(): string | undefined {
  try {
    return realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-revision-")));
  } catch {
    return undefined;
  }
}

interface Asked {
  readonly revision: string;
  readonly path: string;
  /** Whether git knows the revision. */
  readonly isKnown: boolean;
}

function whyNot(found: Exclude<GitObject, { kind: "blob" }>, { revision, path, isKnown }: Asked): string {
  if (!isKnown && found.kind === "missing" && found.reason === absent)
    return `git knows no revision \`${revision}\`; a shallow clone has the last ones only.`;
  if (found.kind === "tree") return `\`${path}\` of \`${revision}\` is a folder; name the document in it.`;
  const more = found.reason === absent ? "; it did not exist then, or had another name." : "";
  return `git cannot show \`${path}\` of \`${revision}\`: ${found.reason}${more}`;
}

interface Target {
  readonly folder: string;
  readonly ask: (file: string) => Promise<GitObject>;
}

/** What is missing is the loader's to report, with its place; a folder is put there as one, so that it says that too. */
async function putThere(first: string, text: string, { folder, ask }: Target): Promise<void> {
  const open: { readonly file: string; readonly text: string }[] = [{ file: first, text }];
  const seen = new Set([first]);
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    mkdirSync(join(folder, dirname(next.file)), { recursive: true });
    writeFileSync(join(folder, next.file), next.text);
    for (const file of referencedFiles(next.text, dirname(next.file))) {
      if (seen.has(file)) continue;
      seen.add(file);
      const found = await ask(file);
      if (found.kind === "blob") open.push({ file, text: found.text });
      else if (found.kind === "tree") mkdirSync(join(folder, file), { recursive: true });
    }
  }
}

/** Relative files that look like the target of a `$ref`. Too many do no harm: they are only put there to be found. */
function referencedFiles(text: string, folder: string): readonly string[] {
  const targets = [...text.matchAll(/\$ref["']?\s*:\s*(?:"([^"#\n]+)|'([^'#\n]+)|([^"'#\n,}]+))/g)].map(([, double, single, plain]) =>
    (double ?? single ?? plain ?? "").trim(),
  );
  const local = targets.filter((target) => !/^[A-Za-z][\w+.-]*:/.test(target) && !target.startsWith("/"));
  return local
    .map((target) => normalize(join(folder, decode(target))).replace(/\/$/, ""))
    .filter((target) => target !== "." && target !== ".." && !target.startsWith("../") && !target.includes("\0"));
}

function decode(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}
