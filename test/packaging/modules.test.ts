import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { describeWithServices, uniqueName } from "../services/index.ts";
import { run } from "../services/run.ts";
import { packPackage } from "./installation.ts";
import { type Cell, cells, settings } from "./modules/cells.ts";
import { lintGenerated } from "./modules/lint.ts";
import { page, withTables } from "./modules/page.ts";
import { makeService } from "./modules/service.ts";
import { openWorkshop } from "./modules/workshop.ts";

await describeWithServices(["redis"], "a small service", ({ redis }) => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "boost-gen-modules-"));
    await openWorkshop(folder, await packPackage(folder));
    const prefix = uniqueName("modules");
    for (const [name, setting] of Object.entries(settings)) {
      await makeService(join(folder, name), setting, prefix);
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const ran = new Map<Cell, "yes" | "skipped">();

  describe("is built and runs", { concurrency: 2 }, () => {
    for (const cell of cells) {
      const { row, column, steps, node } = cell;
      if (steps === undefined) continue;
      const reason = node === undefined || isAtLeast(node) ? false : `this Node is ${process.versions.node}`;
      if (reason !== false) ran.set(cell, "skipped");
      test(`${row}: ${column}`, { skip: reason }, async () => {
        await build(cell);
        ran.set(cell, "yes");
      });
    }
  });

  test("an ES module bundle that holds a CommonJS client says so, and what to do", async () => {
    const project = join(folder, "module");
    const steps = ["main.ts", "--bundle", "--platform=node", "--format=esm", "--outfile=out-whole/main.mjs"];
    await run(join(folder, "node_modules/.bin/esbuild"), steps, { cwd: project });
    const env = { SERVICE_NAME: uniqueName("whole"), BOOST_REDIS_URL: redis.address, NODE_TEST_CONTEXT: undefined };
    await assert.rejects(
      run(process.execPath, ["out-whole/main.mjs"], { cwd: project, env }),
      /is CommonJS and calls require .*--external:ioredis/,
    );
  });

  test("typescript-eslint's strictest sets find nothing in what is generated, stubs included", async () => {
    const wrong = "export async function wrong() {\n  return 1;\n}\n";
    const { files, findings } = await lintGenerated(join(folder, "linted"), wrong);
    assert.ok(files > 100, `${files} files were looked at`);
    // The one that is wrong on purpose shows that the rules are on.
    assert.deepEqual(findings, ["wrong.ts:1 @typescript-eslint/require-await Async function 'wrong' has no 'await' expression."]);
  });

  test("the page says of each what came of it; BOOST_UPDATE=1 writes the tables", () => {
    for (const cell of cells) if (cell.steps !== undefined) assert.ok(ran.has(cell), `${cell.row}: ${cell.column} did not run`);
    const text = readFileSync(page, "utf8");
    const wanted = withTables(text, cells);
    if (process.env["BOOST_UPDATE"]) writeFileSync(page, wanted);
    else assert.equal(text, wanted);
  });

  async function build({ row, column, setting, steps = [], files = {}, client }: Cell): Promise<void> {
    const project = join(folder, setting);
    const name = uniqueName(`cell ${row} ${column}`.replace(/[^A-Za-z0-9]+/g, "-"));
    const env = {
      SERVICE_NAME: name,
      BOOST_REDIS_URL: client === true ? redis.address : `memory://${name}`,
      BOOST_LOG_LEVEL: "error",
      NODE_OPTIONS: undefined,
      NODE_TEST_CONTEXT: undefined,
    };
    for (const [path, text] of Object.entries(files)) await writeFile(join(project, path), text);
    let last = "";
    for (const [program = "", ...words] of steps) {
      const path = join(folder, "node_modules", program);
      const [file, args] =
        program === "node"
          ? [process.execPath, words]
          : program.includes("/")
            ? [process.execPath, [path, ...words]]
            : [join(folder, "node_modules/.bin", program), words];
      last = await run(file, args, { cwd: project, env, timeoutMs: 180_000 });
    }
    if (!row.startsWith("jest")) assert.equal(last, `Hello ${name}\n`);
  }
});

function isAtLeast([major, minor]: readonly [number, number]): boolean {
  const [ownMajor = 0, ownMinor = 0] = process.versions.node.split(".").map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}
