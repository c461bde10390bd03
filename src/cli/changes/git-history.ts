import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { whyNotStarted } from "./git-objects.ts";

export interface Commit {
  readonly hash: string;
  /** Its first line. */
  readonly subject: string;
  readonly date: string;
}

interface Failed {
  readonly kind: "failed";
  readonly message: string;
}

/** What git printed, or why it did not. */
type Told = { readonly kind: "told"; readonly text: string } | Failed;

/** Milliseconds; a history of hundreds of thousands of commits in which few concern a file takes seconds. */
const patience = 30_000;

/** Characters; a first line may be as long as a book. */
const longestSubject = 300;

const run = promisify(execFile);

/** Only what prints is asked: commands that read no configuration of pagers, filters or signatures, and write nothing. */
async function ask(words: readonly string[], cwd: string): Promise<Told> {
  try {
    const { stdout } = await run("git", ["--literal-pathspecs", ...words], { cwd, timeout: patience, maxBuffer: 64 * 1024 * 1024 });
    return { kind: "told", text: stdout };
  } catch (error) {
    const { stderr, killed, ...other } = error as Error & { stderr?: string; killed?: boolean; code?: string };
    const said =
      killed === true
        ? `git did not answer within ${patience / 1_000} seconds`
        : stderr
            ?.replace(/^fatal: /, "")
            .trim()
            .split("\n")[0];
    return { kind: "failed", message: said || whyNotStarted(other) };
  }
}

/** The folder, absolute and real, that holds the repository which `folder` is in. */
export async function repositoryOf(folder: string): Promise<Told> {
  const told = await ask(["rev-parse", "--show-toplevel"], folder);
  return told.kind === "told" ? { kind: "told", text: told.text.replace(/\r?\n$/, "") } : told;
}

/** The last commits before `HEAD`, and itself, that changed one of the files, newest first. */
export async function commitsOf(
  paths: readonly string[],
  { cwd, most }: { readonly cwd: string; readonly most: number },
): Promise<Failed | readonly Commit[]> {
  const told = await ask(["rev-list", `--max-count=${most}`, "--encoding=UTF-8", "--format=%h%n%cI%n%s", "HEAD", "--", ...paths], cwd);
  if (told.kind === "failed") return told;
  const lines = told.text.split("\n");
  return Array.from({ length: Math.floor(lines.length / 4) }, (_, index) => {
    const [, hash = "", date = "", subject = ""] = lines.slice(index * 4);
    return { hash, date, subject: subject.length > longestSubject ? `${subject.slice(0, longestSubject)}…` : subject };
  });
}
