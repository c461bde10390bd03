import { execFileSync } from "node:child_process";

/** git with an author of its own, whatever the machine has. */
export function git(folder: string, ...words: readonly string[]): void {
  const own = ["user.name=a", "user.email=a@b", "init.defaultBranch=main", "commit.gpgsign=false"];
  execFileSync("git", [...own.flatMap((one) => ["-c", one]), ...words], { cwd: folder, stdio: "ignore" });
}
