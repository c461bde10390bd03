import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { relativePath } from "../../compiler/output/relative-path.ts";
import { repositoryOf } from "../changes/git-history.ts";
import type { ReadingOptions } from "../reading-options.ts";
import { refused } from "./refused.ts";

/** The document that is shown. */
export interface DocumentSource {
  /** Absolute path. */
  readonly document: string;
  readonly reading: ReadingOptions;
  readonly cwd: string;
}

/** Where git has the document. */
export interface InRepository extends DocumentSource {
  readonly repository: string;
  /** Of the document, below it. */
  readonly path: string;
}

/** @throws Refused where git does not know the document's folder */
export async function located(source: DocumentSource): Promise<InRepository> {
  const folder = realpathSync(dirname(source.document));
  const told = await repositoryOf(folder);
  const name = relativePath(source.cwd, source.document);
  if (told.kind === "failed") return await refused(`\`${name}\` is in no git repository that can be asked: ${told.message}`, 409);
  return {
    ...source,
    cwd: realpathSync(source.cwd),
    repository: told.text,
    path: relativePath(told.text, join(folder, basename(source.document))),
  };
}
