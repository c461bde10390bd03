import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { commands } from "../../src/cli/commands.ts";
import { progress } from "../../src/cli/progress.ts";
import { run } from "../../src/cli/run.ts";
import { painter, type Terminal } from "../../src/cli/terminal.ts";
import { type Workspace, workspace } from "../compiler/output/workspace.ts";
import { root } from "./program.ts";

interface Recorded {
  readonly terminal: Terminal;
  readonly out: () => string;
  readonly err: () => string;
}

function recorded(cwd: string, interactive: boolean, env: Terminal["env"] = {}, elapsed: Terminal["elapsed"] = () => 0): Recorded {
  let out = "";
  let err = "";
  const terminal: Terminal = {
    cwd,
    env,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    overwrite: (line) => {
      err += `\r\u001b[K${line}`;
    },
    paint: painter(env, interactive),
    untilStopped: () => Promise.resolve(),
    interactive,
    heard: () => true,
    elapsed,
  };
  return { terminal, out: () => out, err: () => err };
}

const options = { number: 2, total: 3, document: "specs/a.yaml", quiet: false };

describe("progress", () => {
  test("on a terminal it is one line that goes when the work is done", () => {
    const { terminal, err } = recorded(".", true, { NO_COLOR: "1" });
    const { step, end } = progress(terminal, options);
    step("reading");
    step("compiling");
    end();
    end();
    assert.equal(err(), "\r\u001b[K[2/3] specs/a.yaml: reading\r\u001b[K[2/3] specs/a.yaml: compiling\r\u001b[K");
  });

  test("has colour unless NO_COLOR says otherwise, no counter for one document, and never wraps", () => {
    const { terminal, err } = recorded(".", true);
    progress(terminal, { ...options, total: 1, document: "x".repeat(100) }).step("reading");
    assert.equal(err(), `\r\u001b[K\u001b[90m${"x".repeat(78)}…\u001b[39m`);
  });

  test("elsewhere only long work is spoken of, in plain lines", () => {
    let now = 200;
    const { terminal, err } = recorded(".", false, {}, () => now);
    const { step, end } = progress(terminal, options);
    step("reading");
    now = 1_500;
    step("compiling");
    end();
    assert.equal(err(), "[2/3] specs/a.yaml: compiling\n");
  });

  test("--quiet has none", () => {
    const { terminal, err } = recorded(".", true);
    const { step, end } = progress(terminal, { ...options, quiet: true });
    step("reading");
    end();
    assert.equal(err(), "");
  });
});

describe("progress of boost-gen", () => {
  const project = (context: TestContext): Workspace => {
    const space = workspace(context);
    space.write(
      "package.json",
      JSON.stringify({ type: "module", "boost-gen": { documents: [{ document: "a.yaml" }, { document: "b.yaml" }] } }),
    );
    for (const name of ["a", "b"]) space.write(`${name}.yaml`, readFileSync(join(root, "specs/tasks.yaml"), "utf8"));
    return space;
  };

  test("names the document and the step, counts documents, and leaves nothing behind", async (context) => {
    const { terminal, err, out } = recorded(project(context).folder, true, { NO_COLOR: "1" });
    assert.equal(await run(["--strict"], terminal, commands), 0);
    const steps = err()
      .split("\r\u001b[K")
      .filter((line) => line.startsWith("[1/2]"));
    assert.deepEqual(steps.slice(0, 3), ["[1/2] a.yaml: reading", "[1/2] a.yaml: asking AsyncAPI's own parser", "[1/2] a.yaml: compiling"]);
    assert.match(steps[3] ?? "", /^\[1\/2\] a\.yaml: writing \d+ files$/);
    assert.match(err(), /\[2\/2\] b\.yaml: compiling/);
    assert.doesNotMatch(out(), /\r/);
  });

  test("a run that finds nothing changed has none", async (context) => {
    const { folder } = project(context);
    const first = recorded(folder, true);
    await run(["--quiet"], first.terminal, commands);
    assert.equal(first.err(), "");
    const { terminal, err } = recorded(folder, true);
    assert.equal(await run([], terminal, commands), 0);
    // What the document leaves unchecked is said each time; a line that is written over would be progress.
    assert.match(err(), /^(?:[^\r]*\[formats-unchecked\]\n){2}$/);
  });
});
