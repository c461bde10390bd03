import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

/** For this test temporary files go to a folder of its own, in which nobody else leaves any. */
export function ownTemporaryFolder(context: Pick<TestContext, "after">): string {
  const before = process.env["TMPDIR"];
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-own-")));
  process.env["TMPDIR"] = folder;
  context.after(() => {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
    rmSync(folder, { recursive: true });
  });
  return folder;
}
