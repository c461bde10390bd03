import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { commands } from "../../src/cli/commands.ts";
import { run } from "../../src/cli/run.ts";
import { diagnosticTable } from "../../src/compiler/diagnostics/index.ts";
import { recordedTerminal } from "../cli/recorded-terminal.ts";

/**
 * `scenes/<code>.txt`: commands that provoke a complaint which no single document has, and what the last one prints about it.
 * Lines that begin with `$ ` are run one after another in an empty folder; `UPDATE_GOLDENS=1` writes what follows them.
 */
const folder = new URL("scenes/", import.meta.url);

/** What `starter.yaml` holds in each folder, so that a scene need not write a document. */
const starter = `asyncapi: 3.0.0
info: { title: Orders, version: 1.0.0 }
servers: { main: { host: localhost:9092, protocol: kafka } }
channels:
  orders:
    address: orders
    messages:
      created: { name: OrderCreated, payload: { type: object, required: [id], properties: { id: { type: string } } } }
operations:
  onOrder: { action: receive, channel: { $ref: '#/channels/orders' } }
`;

async function play(context: TestContext, script: readonly string[], code: string): Promise<string> {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-scene-")));
  context.after(() => rmSync(cwd, { recursive: true, force: true }));
  writeFileSync(join(cwd, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(cwd, "asyncapi.yaml"), starter);
  let printed = "";
  for (const line of script) {
    const [, words] = /^npx boost-gen ?(.*)$/.exec(line) ?? [];
    if (words === undefined) {
      execFileSync("bash", ["-ec", line], { cwd, stdio: "pipe" });
      continue;
    }
    const { terminal, printed: recorded } = recordedTerminal(cwd);
    await run(words.split(" ").filter((word) => word !== ""), terminal, commands);
    printed = recorded().err;
  }
  const own = complaints(printed).filter((each) => each.includes(`[${code}]`));
  assert.notDeepEqual(own, [], `nothing says ${code}:\n${printed}`);
  return [...script.map((line) => `$ ${line}`), ...own.slice(0, 1)].join("\n").replaceAll(cwd, "/home/me/orders");
}

/** Each begins with its place, which no line of a frame or of a help does. */
function complaints(text: string): readonly string[] {
  return text.trimEnd().split(/\n(?=\S)/);
}

describe("each scene provokes its complaint", () => {
  for (const name of readdirSync(folder).sort()) {
    const code = name.replace(/\.txt$/, "");
    test(code, async (context) => {
      assert.ok(code in diagnosticTable, "the file is called after a code");
      const text = readFileSync(new URL(name, folder), "utf8");
      const script = text.split("\n").flatMap((line) => (line.startsWith("$ ") ? [line.slice(2)] : []));
      const played = `${await play(context, script, code)}\n`;
      if (process.env["UPDATE_GOLDENS"] === "1") writeFileSync(new URL(name, folder), played);
      assert.equal(readFileSync(new URL(name, folder), "utf8"), played);
    });
  }
});
