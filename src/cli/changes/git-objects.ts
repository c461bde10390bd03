import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

export type GitObject =
  | { readonly kind: "blob"; readonly text: string }
  | { readonly kind: "tree" }
  | { readonly kind: "missing"; readonly reason: string };

/** The reason of what the repository does not have. */
export const absent = "it is not there";

/** Why git, which is asked for in a folder that is there, did not run. */
export function whyNotStarted({ code, message }: NodeJS.ErrnoException): string {
  return code === "ENOENT" ? "git is not installed, or not where PATH leads" : message;
}

/** A file of a document is far smaller; what is larger is not kept. */
const mostBytes = 64 * 1024 * 1024;

/** `git cat-file --batch`: one process that is asked for one object after another. It runs nothing and writes nothing; links are followed inside the revision. */
export class GitObjects {
  readonly #git: ChildProcessWithoutNullStreams;
  readonly #closed: Promise<void>;
  readonly #output: AsyncIterator<Buffer>;
  #complaint = "";
  #rest: Buffer = Buffer.alloc(0);

  constructor(cwd: string) {
    this.#git = spawn("git", ["cat-file", "--batch", "--follow-symlinks"], { cwd });
    this.#closed = new Promise((resolve) => this.#git.once("close", () => resolve()));
    this.#git.on("error", (error: NodeJS.ErrnoException) => {
      this.#complaint ||= whyNotStarted(error);
    });
    this.#git.stdin.on("error", () => {});
    this.#git.stderr.on("data", (chunk: Buffer) => {
      this.#complaint = (this.#complaint + chunk.toString()).slice(0, 2_000);
    });
    this.#output = this.#git.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  /** `name` as `git show` takes it. One call at a time. */
  async read(name: string): Promise<GitObject> {
    if (/[\n\0]/.test(name)) return { kind: "missing", reason: "its name has a line break" };
    this.#git.stdin.write(`${name}\n`);
    const header = await this.#line();
    if (header === undefined) await this.#closed;
    if (header === undefined) return { kind: "missing", reason: this.#complaint.trim().split("\n")[0] || "git ended" };
    const [, link, rest] = /^(dangling|loop|notdir|symlink) (\d+)$/.exec(header) ?? [];
    if (link !== undefined) {
      await this.#bytes(Number(rest) + 1);
      return { kind: "missing", reason: "it is a link that leads to nothing in that revision" };
    }
    const [, type, length] = /^\S+ (blob|tree|commit|tag) (\d+)$/.exec(header) ?? [];
    if (type === undefined) return { kind: "missing", reason: header.endsWith(" missing") ? absent : header };
    const bytes = await this.#bytes(Number(length) + 1);
    if (type !== "blob") return { kind: "tree" };
    if (Number(length) > mostBytes) return { kind: "missing", reason: "it is too large" };
    return bytes === undefined ? { kind: "missing", reason: "git ended" } : { kind: "blob", text: bytes.subarray(0, -1).toString("utf8") };
  }

  end(): void {
    this.#git.stdin.end();
    this.#git.kill();
  }

  async #line(): Promise<string | undefined> {
    for (;;) {
      const end = this.#rest.indexOf(10);
      if (end >= 0)
        return this.#take(end + 1)
          .subarray(0, -1)
          .toString("utf8");
      if (!(await this.#more())) return undefined;
    }
  }

  /** Larger ones are passed over, not kept. */
  async #bytes(length: number): Promise<Buffer | undefined> {
    let missing = length;
    const parts: Buffer[] = [];
    while (missing > 0) {
      if (this.#rest.length === 0 && !(await this.#more())) return undefined;
      const part = this.#take(Math.min(missing, this.#rest.length));
      missing -= part.length;
      if (length <= mostBytes + 1) parts.push(part);
    }
    return Buffer.concat(parts);
  }

  #take(length: number): Buffer {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#output.next();
    if (done === true || value === undefined) return false;
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
    return true;
  }
}
