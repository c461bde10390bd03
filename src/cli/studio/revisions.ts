import { loadDocument } from "../../compiler/document/index.ts";
import { isInside } from "../../compiler/output/is-inside.ts";
import { relativePath } from "../../compiler/output/relative-path.ts";
import type { CommitView, RevisionsView } from "../../studio/shared/changes.ts";
import { commitsOf } from "../changes/git-history.ts";
import { GitObjects } from "../changes/git-objects.ts";
import { isOrigin } from "../reading-options.ts";
import type { InRepository } from "./in-repository.ts";
import { refused } from "./refused.ts";

const most = 20;

/** Path below the repository → text, of the document and what it refers to. */
type Texts = ReadonlyMap<string, string>;

/** The commits that changed the document or a file that it refers to, and the one that a person most likely asks for. */
export async function revisionsOf({ document, reading, cwd, repository, path }: InRepository): Promise<RevisionsView> {
  const { files, locations } = await loadDocument(document, { allowRef: reading.allowRef, cwd });
  const own = [...locations].filter(([, location]) => !isOrigin(location) && isInside(location, repository));
  const read = own.map(([file, location]): readonly [string, string] => [relativePath(repository, location), files.get(file) ?? ""]);
  const texts = new Map(read.length === 0 ? [[path, ""]] : read);
  const name = relativePath(cwd, document);
  const objects = new GitObjects(repository);
  try {
    if ((await objects.read("HEAD")).kind === "missing") return { document: name, commits: [], why: "The repository has no commit yet." };
    const commits = await commitsOf([...new Set([path, ...texts.keys()])], { cwd: repository, most });
    if ("kind" in commits) return await refused(`git does not list the commits: ${commits.message}`, 409);
    return { document: name, commits, ...(await usualOf(commits, { texts, path, objects })) };
  } finally {
    objects.end();
  }
}

interface Asked {
  readonly texts: Texts;
  readonly path: string;
  readonly objects: GitObjects;
}

async function usualOf([last]: readonly CommitView[], { texts, path, objects }: Asked): Promise<Pick<RevisionsView, "usual" | "why">> {
  if (last === undefined)
    return { why: "No commit of this branch has the document yet. Another branch that has it can be compared with by its name." };
  for (const [file, text] of texts) {
    const committed = await objects.read(`HEAD:./${file}`);
    if (committed.kind !== "blob" || withoutMarks(committed.text) !== withoutMarks(text))
      return { usual: "HEAD", why: "What is not committed yet." };
  }
  const before = `${last.hash}^`;
  if ((await objects.read(`${before}:./${path}`)).kind === "blob")
    return { usual: before, why: "All is committed. This is what the last commit that touched it changed." };
  return { usual: last.hash, why: "All is committed, and there is no older version." };
}

/** What git may change when it writes a file, and the reader leaves out. */
function withoutMarks(text: string): string {
  return text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
}
