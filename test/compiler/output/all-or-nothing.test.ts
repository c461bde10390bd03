import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, type TestContext, test } from "node:test";
import { build } from "esbuild";
import type { OutputRequest } from "../../../src/compiler/output/output-request.ts";
import { randomsFrom } from "../../random/randoms.ts";
import { runSeed } from "../../random/run-seed.ts";
import { file, requestIn, stub, type Workspace, workspace } from "./workspace.ts";

const random = randomsFrom(runSeed);
let requests = 0;

// Below node_modules, so that the bundle finds ts-morph.
const cache = join(import.meta.dirname, "../../../node_modules/.cache");
mkdirSync(cache, { recursive: true });
const tools = mkdtempSync(join(cache, "boost-gen-killed-"));
const program = join(tools, "killed-run.mjs");
before(async () => {
  const entryPoints = [join(import.meta.dirname, "killed-run.ts")];
  await build({
    entryPoints,
    outdir: tools,
    outExtension: { ".js": ".mjs" },
    splitting: true,
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["ts-morph"],
    logLevel: "warning",
  });
});
after(() => rmSync(tools, { recursive: true }));

interface Ending {
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
}

function start(
  space: Workspace,
  request: Partial<OutputRequest>,
  fatal = 0,
  options: { readonly uid?: number } = {},
): { readonly child: ChildProcess; readonly end: Promise<Ending>; readonly started: Promise<void> } {
  const requestFile = join(tools, `${requests++}.json`);
  writeFileSync(requestFile, JSON.stringify(requestIn(space.folder, request)));
  const child = spawn(process.execPath, [program, requestFile, String(fatal)], { stdio: ["ignore", "pipe", "inherit"], ...options });
  let out = "";
  const started = new Promise<void>((resolve) => {
    child.stdout.on("data", (chunk) => {
      out += chunk;
      resolve();
    });
  });
  const end = new Promise<Ending>((resolve) => void child.on("close", (_, signal) => resolve({ signal, out })));
  return { child, end, started };
}

function last(out: string): { readonly accepted: boolean; readonly changes: number; readonly codes: readonly string[] } {
  return JSON.parse(out.trim().split("\n").at(-1) ?? "");
}

/** Old and new tree, with a file that stays, one that goes, one that comes, and handlers that are made. */
function pair(count: number): { readonly old: Partial<OutputRequest>; readonly fresh: Partial<OutputRequest> } {
  const files = (word: string): ReturnType<typeof file>[] =>
    Array.from({ length: count }, (_, index) => file(`schemas/s${index}.ts`, `export const word = "${word}";`));
  return {
    old: { files: [...files("old"), file("same.ts"), file("gone/gone.ts")] },
    fresh: { files: [...files("new"), file("same.ts"), file("come/come.ts")], stubs: [stub("onRefund", ["refunded"], "refunds")] },
  };
}

/** Every how many changes on disk a run is killed; 1 takes a minute. */
const stride = Number(process.env["BOOST_KILL_STRIDE"] ?? 4);

/** No lock, stage or journal is left. */
function assertTidy(space: Workspace): void {
  assert.deepEqual(
    readdirSync(space.folder).filter((name) => name !== "generated" && name !== "handlers"),
    [],
  );
}

/** What the old run leaves, and what the new run leaves. */
async function trees(context: TestContext, count: number): Promise<{ readonly old: object; readonly fresh: object }> {
  const space = workspace(context);
  const { old, fresh } = pair(count);
  await space.run(old);
  const before = space.snapshot();
  await space.run(fresh);
  return { old: before, fresh: space.snapshot() };
}

/** The manifest is left out: a run that goes back to the old document finds the handlers of the new one orphaned. */
function generatedOnly(tree: object): object {
  return Object.fromEntries(Object.entries(tree).filter(([path]) => path.startsWith("generated/") && !path.endsWith(".json")));
}

describe("a run that is killed", () => {
  for (const [way, count] of [
    ["renames files one by one", 3],
    ["exchanges the folder", 20],
  ] as const) {
    test(`before any change on disk, where it ${way}: the next run makes the new tree, or the old one again`, async (context) => {
      const { old, fresh } = pair(count);
      const want = await trees(context, count);
      const probe = workspace(context);
      await probe.run(old);
      const { changes } = last((await start(probe, fresh).end).out);
      assert.ok(changes > 20);
      let mixed = 0;
      const first = 1 + Math.floor(random() * stride);
      for (let fatal = first; fatal <= changes; fatal += stride) {
        for (const [request, tree] of [
          [fresh, want.fresh],
          [old, want.old],
        ] as const) {
          if (request === old && random() < 0.7) continue;
          const space = workspace(context);
          await space.run(old);
          const { signal } = await start(space, fresh, fatal).end;
          assert.equal(signal, "SIGKILL");
          const left = generatedOnly(space.snapshot());
          if (![want.old, want.fresh].some((state) => JSON.stringify(generatedOnly(state)) === JSON.stringify(left))) mixed++;
          const report = await space.run(request);
          assert.deepEqual(
            [report.accepted, report.diagnostics.filter(({ severity }) => severity === "error")],
            [true, []],
            `change ${fatal}`,
          );
          const healed = space.snapshot();
          assert.deepEqual(generatedOnly(healed), generatedOnly(tree), `change ${fatal}`);
          if (request === fresh) assert.deepEqual(healed, tree, `change ${fatal}`);
          assertTidy(space);
        }
      }
      context.diagnostic(
        `${Math.ceil(changes / stride)} of ${changes} points; ${mixed} times the tree was neither old nor new until the next run`,
      );
      // Between the two renames of an exchange the folder is absent: that is one point of all.
      if (count === 20) assert.ok(mixed <= 2, `${mixed}`);
    });
  }

  test("at 50 random moments of a run that rewrites 300 files: the old tree or the new one", async (context) => {
    const { old, fresh } = pair(300);
    const want = await trees(context, 300);
    const states = [JSON.stringify(generatedOnly(want.old)), JSON.stringify(generatedOnly(want.fresh))];
    const probe = workspace(context);
    await probe.run(old);
    const run = start(probe, fresh);
    await run.started;
    const begin = performance.now();
    const { changes } = last((await run.end).out);
    const length = performance.now() - begin;
    const outcomes = [0, 0];
    for (let trial = 0; trial < 50; trial++) {
      const space = workspace(context);
      await space.run(old);
      // By the clock and, because most of the time goes into staging, by the count of changes.
      const byClock = trial % 2 === 0;
      const { child, end, started } = start(space, fresh, byClock ? 0 : 1 + Math.floor(random() * changes));
      await started;
      if (byClock) await new Promise((resolve) => setTimeout(resolve, random() * length));
      if (byClock) child.kill("SIGKILL");
      await end;
      const state = states.indexOf(JSON.stringify(generatedOnly(space.snapshot())));
      assert.notEqual(state, -1, "neither the old tree nor the new one");
      outcomes[state] = (outcomes[state] ?? 0) + 1;
      assert.equal((await space.run(fresh)).accepted, true);
      assert.deepEqual(space.snapshot(), want.fresh);
      rmSync(space.folder, { recursive: true });
    }
    context.diagnostic(`50 kills: ${outcomes[0]} left the old tree, ${outcomes[1]} the new one`);
  });

  test("before any change on disk of a run that extends a handler: the handler is the old one or the new one", async (context) => {
    const old = { stubs: [stub("onOrder", ["orderCreated"])] };
    const fresh = { stubs: [stub("onOrder", ["orderCreated", "orderCancelled"])] };
    const probe = workspace(context);
    await probe.run(old);
    const before = probe.read("handlers/on-order.ts");
    const { changes } = last((await start(probe, fresh).end).out);
    const after = probe.read("handlers/on-order.ts");
    for (let fatal = 1; fatal <= changes; fatal += 4) {
      const space = workspace(context);
      await space.run(old);
      assert.equal((await start(space, fresh, fatal).end).signal, "SIGKILL");
      assert.ok([before, after].includes(space.read("handlers/on-order.ts")));
      assert.equal((await space.run(fresh)).accepted, true);
      assert.equal(space.read("handlers/on-order.ts"), after);
      assert.deepEqual(readdirSync(space.path("handlers")).sort(), ["index.ts", "on-order.ts"]);
      assertTidy(space);
    }
    context.diagnostic(`${changes} points`);
  });

  test("check says that a run was interrupted", async (context) => {
    const space = workspace(context);
    const { old, fresh } = pair(20);
    await space.run(old);
    await start(space, fresh, 70).end;
    assert.ok(existsSync(space.path(".generated.boost-gen/tree")));
    const report = await space.run({ ...old, mode: "check" });
    assert.deepEqual(
      report.diagnostics.map(({ code }) => code),
      ["out-interrupted"],
    );
  });
});

describe("a run that fails", () => {
  test("two at once: one waits for the other, and both end well", async (context) => {
    const space = workspace(context);
    const { old, fresh } = pair(300);
    await space.run(old);
    const runs = [fresh, fresh, old, fresh].map((request) => start(space, { ...request, patience: 10_000 }).end);
    for (const { out } of await Promise.all(runs)) assert.equal(last(out).accepted, true);
    const { accepted } = await space.run(fresh);
    assert.equal(accepted, true);
    assertTidy(space);
  });

  test("a living holder of the lock: a sentence after the patience is over", async (context) => {
    const space = workspace(context);
    const { old, fresh } = pair(3);
    await space.run(old);
    const before = space.snapshot();
    space.write(
      ".generated.boost-gen/lock",
      JSON.stringify({ pid: process.pid, host: execFileSync("hostname", { encoding: "utf8" }).trim(), started: "" }),
    );
    const report = await space.run({ ...fresh, patience: 100 });
    assert.deepEqual(
      report.diagnostics.map(({ code, message, help }) => [code, message, help]),
      [
        [
          "out-locked",
          `Another run (process ${process.pid} on ${execFileSync("hostname", { encoding: "utf8" }).trim()}) is writing \`generated\` and has not finished.`,
          "Run again when it has ended. If no boost-gen is running, delete `.generated.boost-gen/lock`.",
        ],
      ],
    );
    rmSync(space.path(".generated.boost-gen"), { recursive: true });
    assert.deepEqual(space.snapshot(), before);
  });

  test("a full disk", async (context) => {
    const mount = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-full-")));
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", mount], { stdio: "ignore" });
    } catch {
      rmSync(mount, { recursive: true });
      context.skip("mounting a file system takes root");
      return;
    }
    context.after(() => {
      execFileSync("umount", [mount]);
      rmSync(mount, { recursive: true });
    });
    for (const out of ["generated", "."]) {
      const space = workspace(context, mount);
      const { old } = pair(3);
      await space.run(old);
      const before = space.snapshot();
      const big = {
        files: Array.from({ length: 40 }, (_, index) => file(`s${index}.ts`, "x".repeat(10_000))),
        stubs: [stub("onRefund", ["refunded"])],
      };
      const report = await space.run(out === "." ? { ...big, out: space.path("generated/deep/er") } : big);
      assert.deepEqual([report.accepted, report.diagnostics.at(-1)?.code], [false, "write-no-space"]);
      assert.match(report.diagnostics.at(-1)?.message ?? "", /no space left to write `[.\w/-]*generated/);
      assert.deepEqual(space.snapshot(), before);
      assertTidy(space);
    }
  });

  test("an output folder that is a mount point of its own", async (context) => {
    const space = workspace(context);
    space.write("generated/.keep", "");
    rmSync(space.path("generated/.keep"));
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=8m", "tmpfs", space.path("generated")], { stdio: "ignore" });
    } catch {
      context.skip("mounting a file system takes root");
      return;
    }
    try {
      const { old, fresh } = pair(40);
      for (const request of [old, fresh]) assert.equal((await space.run(request)).accepted, true);
      assert.deepEqual(generatedOnly(space.snapshot()), generatedOnly((await trees(context, 40)).fresh));
      assertTidy(space);
    } finally {
      execFileSync("umount", [space.path("generated")]);
    }
  });

  for (const locked of ["generated", "generated/schemas", "."]) {
    test(`a read-only folder: ${locked}`, async (context) => {
      if (process.getuid?.() !== 0) {
        context.skip("needs another user to be locked out, so it takes root");
        return;
      }
      const nobody = 65_534;
      const space = workspace(context);
      mkdirSync(space.path("handlers"));
      const { old, fresh } = pair(3);
      await space.run(old);
      execFileSync("chown", ["-R", String(nobody), space.folder]);
      chmodSync(space.path(locked), 0o555);
      chmodSync(tools, 0o755);
      const before = space.snapshot();
      const run = await start(space, fresh, 0, { uid: nobody }).end;
      const { accepted, codes } = last(run.out);
      chmodSync(space.path(locked), 0o755);
      // A read-only project folder does not hinder: the output folder itself can be written.
      if (locked === ".") {
        assert.deepEqual([accepted, codes], [true, []]);
        assertTidy(space);
      } else {
        assert.deepEqual([accepted, codes], [false, ["write-denied"]]);
        assert.deepEqual(space.snapshot(), before);
        assertTidy(space);
      }
    });
  }
});
