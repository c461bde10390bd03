import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { fromSource } from "./program.ts";

const folder = mkdtempSync(join(tmpdir(), "boost-gen-stdio-"));
after(() => rmSync(folder, { recursive: true }));
const document = (type: string): string => `asyncapi: 3.0.0
info: { title: T, version: '1' }
channels: { c: { address: c, messages: { m: { payload: { type: object, properties: { a: { type: ${type} } } } } } } }
operations: { o: { action: receive, channel: { $ref: '#/channels/c' } } }
`;
writeFileSync(join(folder, "a.yaml"), document("string"));
writeFileSync(join(folder, "b.yaml"), document("integer"));

interface Ended {
  readonly code: number | null;
  readonly err: string;
}

/** Standard output is a pipe whose reader is gone, or the descriptor that is given. */
async function program(words: readonly string[], output?: number): Promise<Ended> {
  const child = spawn(process.execPath, fromSource(words), { cwd: folder, stdio: ["ignore", output ?? "pipe", "pipe"] });
  child.stdout?.destroy();
  let err = "";
  child.stderr?.on("data", (data) => {
    err += String(data);
  });
  const [code] = await once(child, "close");
  return { code, err };
}

describe("when nobody reads what is printed", () => {
  const diff = ["diff", "a.yaml", "b.yaml"];

  test("the exit code is that of the work", async () => {
    assert.deepEqual(await program([...diff, "--fail-on", "breaking"]), { code: 1, err: "" });
    assert.deepEqual(await program(diff), { code: 0, err: "" });
    assert.deepEqual(await program(["validate", "none.yaml"]), {
      code: 2,
      err: "none.yaml: error: There is no file `none.yaml`. [document-missing]\n",
    });
  });

  test("--watch ends", async () => {
    assert.equal((await program(["a.yaml", "--watch"])).code, 0);
  });

  test("a disk without room is told, exit 1", { skip: process.platform !== "linux" }, async () => {
    const full = openSync("/dev/full", "w");
    const { code, err } = await program(diff, full);
    closeSync(full);
    assert.deepEqual([code, err.split("\n").length], [1, 2]);
    assert.match(err, /^error: what this prints cannot be written: .*no space left/);
  });
});
