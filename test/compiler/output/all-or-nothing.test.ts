import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, type TestContext, test } from "node:test";
import { build } from "esbuild";
import { contentHash } from "../../../src/compiler/output/hash.ts";
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

/** No lock, stage, journal or empty folder is left. */
function assertTidy(space: Workspace): void {
  assert.deepEqual(
    readdirSync(space.folder).filter((name) => name !== "generated" && name !== "handlers"),
    [],
  );
  const entries = readdirSync(space.folder, { recursive: true, withFileTypes: true });
  const left = entries.filter((entry) =>
    entry.isDirectory() && entry.name !== "handlers"
      ? readdirSync(join(entry.parentPath, entry.name)).length === 0
      : /^lock$|boost-gen-new$/.test(entry.name),
  );
  assert.deepEqual(
    left.map(({ parentPath, name }) => join(parentPath, name)),
    [],
  );
}

/** What `--check` says about a folder before any run has healed it, and that it writes nothing. */
async function assertCheckTells(space: Workspace, request: Partial<OutputRequest>, isMixed: boolean): Promise<void> {
  const before = space.everything();
  const { diagnostics } = await space.run({ ...request, mode: "check" });
  if (isMixed)
    assert.ok(
      diagnostics.some(({ code }) => code === "out-interrupted"),
      "nothing says that the folder is in the middle",
    );
  assert.deepEqual(space.everything(), before);
}

/** A run that died with some of its files exchanged and some not. */
async function killedInTheMiddle(context: TestContext, { old, fresh }: ReturnType<typeof pair>): Promise<Workspace> {
  for (let fatal = 1; ; fatal++) {
    const space = workspace(context);
    await space.run(old);
    assert.equal((await start(space, fresh, fatal).end).signal, "SIGKILL");
    await space.run({ ...fresh, mode: "check", patience: 60_000 });
    const texts = Object.values(space.snapshot("generated")).join();
    if (texts.includes('"new"') && texts.includes('"old"')) return space;
  }
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
  for (const [name, first] of [
    ["over an older tree", true],
    ["into a folder that is not there", false],
  ] as const) {
    test(`before any change on disk, ${name}: the next run makes the new tree, or the old one again`, async (context) => {
      const { old, fresh } = pair(5);
      const want = await trees(context, 5);
      const probe = workspace(context);
      if (first) await probe.run(old);
      const { changes } = last((await start(probe, fresh).end).out);
      assert.ok(changes > 20);
      const told: { [ending: string]: number } = {};
      let mixed = 0;
      for (let fatal = 1 + Math.floor(random() * stride); fatal <= changes; fatal += stride) {
        for (const [request, tree] of [
          [fresh, want.fresh],
          [old, want.old],
        ] as const) {
          if (request === old && random() < 0.7) continue;
          const space = workspace(context);
          if (first) await space.run(old);
          assert.equal((await start(space, fresh, fatal).end).signal, "SIGKILL");
          const left = JSON.stringify(generatedOnly(space.snapshot()));
          const whole = [first ? want.old : {}, want.fresh].map((state) => JSON.stringify(generatedOnly(state)));
          if (!whole.includes(left)) mixed++;
          await assertCheckTells(space, request, !whole.includes(left));
          // Whoever heals may be killed as well.
          if (random() < 0.5) await start(space, request, 1 + Math.floor(random() * changes)).end;
          // A lock that was made and not filled yet counts as held for a moment.
          const report = await space.run({ ...request, patience: 60_000 });
          for (const { code, message } of report.diagnostics) if (code === "out-healed") told[message] = (told[message] ?? 0) + 1;
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
      assert.deepEqual(Object.keys(told).sort(), [
        "An earlier run was interrupted before it wrote `generated`; what it had prepared was cleared away.",
        "An earlier run was interrupted while it wrote `generated`; what it had left to do was done first.",
      ]);
      context.diagnostic(
        `${Math.ceil(changes / stride)} of ${changes} points; ${mixed} times the tree was neither old nor new until the next run`,
      );
    });
  }

  test("at 50 random moments of a run that rewrites 300 files: the old tree or the new one, or a check says that it is in the middle", async (context) => {
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
    const outcomes = { old: 0, new: 0, middle: 0 };
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
      const state = (["old", "new"] as const)[states.indexOf(JSON.stringify(generatedOnly(space.snapshot())))] ?? "middle";
      outcomes[state]++;
      await assertCheckTells(space, fresh, state === "middle");
      assert.equal((await space.run({ ...fresh, patience: 60_000 })).accepted, true);
      assert.deepEqual(space.snapshot(), want.fresh);
      assertTidy(space);
      rmSync(space.folder, { recursive: true });
    }
    context.diagnostic(`50 kills: ${outcomes.old} left the old tree, ${outcomes.new} the new one, ${outcomes.middle} the middle`);
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
      assert.equal((await space.run({ ...fresh, patience: 60_000 })).accepted, true);
      assert.equal(space.read("handlers/on-order.ts"), after);
      assert.deepEqual(readdirSync(space.path("handlers")).sort(), ["index.ts", "on-order.ts"]);
      assertTidy(space);
    }
    context.diagnostic(`${changes} points`);
  });

  test("between its list and its last rename: what the user did in between stays", async (context) => {
    const { old, fresh } = pair(5);
    const space = await killedInTheMiddle(context, { old, fresh });
    const untouched = Object.entries(space.snapshot("generated")).find(([, text]) => text.includes('"old"'))?.[0] ?? "";
    space.write(untouched, "mine\n");
    const report = await space.run(fresh);
    assert.deepEqual(
      report.diagnostics.map(({ code, place }) => [code, place.file]),
      [
        ["out-healed", "generated"],
        ["file-edited", untouched],
      ],
    );
    assert.equal(space.read(untouched), "mine\n");
  });

  test("and the folder handed to another run since, as a change of branch does: its change is dropped", async (context) => {
    const { old, fresh } = pair(5);
    const space = await killedInTheMiddle(context, { old, fresh });
    const elsewhere = workspace(context);
    await elsewhere.run({ files: [file("other.ts")] });
    for (const name of Object.keys(space.snapshot("generated"))) rmSync(space.path(name));
    for (const [name, text] of Object.entries(elsewhere.snapshot("generated"))) space.write(name, text);
    const report = await space.run({ files: [file("other.ts")] });
    assert.deepEqual([report.accepted, report.unchanged, report.created], [true, ["other.ts"], []]);
    assert.deepEqual(space.snapshot("generated"), elsewhere.snapshot("generated"));
  });

  test("and a text that is to come was lost by a power cut: what was done is undone", async (context) => {
    const { old, fresh } = pair(5);
    const want = await trees(context, 5);
    const space = await killedInTheMiddle(context, { old, fresh });
    const staged = "generated/.boost-gen/writing/change/new";
    space.write(join(staged, readdirSync(space.path(staged))[0] ?? ""), "");
    assert.equal((await space.run(old)).accepted, true);
    assert.deepEqual(generatedOnly(space.snapshot()), generatedOnly(want.old));
    assertTidy(space);
  });

  test("a journal that cannot be read, or leads outside, lists nothing", async (context) => {
    const outside = JSON.stringify([{ path: "../mine.ts", before: null, after: contentHash(Buffer.from("theirs")) }]);
    for (const journal of ["", "[", "{}", outside]) {
      const space = workspace(context);
      const { old } = pair(3);
      await space.run(old);
      const before = space.snapshot();
      space.write("generated/.boost-gen/writing/change/journal.json", journal);
      space.write("generated/.boost-gen/writing/change/new/0", "theirs");
      assert.equal((await space.run(old)).accepted, true);
      assert.deepEqual(space.snapshot(), before);
      assertTidy(space);
    }
  });
});

describe("a run that fails", () => {
  test("two at once: one waits for the other, and both end well", async (context) => {
    const space = workspace(context);
    const { old, fresh } = pair(300);
    await space.run(old);
    const runs = [fresh, fresh, old, fresh].map((request) => start(space, { ...request, patience: 60_000 }).end);
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
    space.write("generated/.boost-gen/writing/lock", `${process.pid} ${hostname()}`);
    for (const mode of ["write", "check", "dry-run"] as const) {
      const report = await space.run({ ...fresh, mode, patience: 100 });
      assert.deepEqual(
        report.diagnostics.map(({ code, message, help }) => [code, message, help]),
        [
          [
            "out-locked",
            `Another run (process ${process.pid} on ${hostname()}) is writing \`generated\` and has not finished.`,
            "Run again when it has ended. If no boost-gen is running, delete `generated/.boost-gen/writing/lock`.",
          ],
        ],
      );
    }
    assert.deepEqual(space.snapshot(), before);
  });

  for (const [name, text, age] of [
    ["a process that is gone", `${spawnSync(process.execPath, ["-e", "0"]).pid} ${hostname()}`, 0],
    ["a process that has the number of the one that is gone", `${process.pid} ${hostname()}`, 120_000],
    ["a machine that is away", "1 elsewhere", 120_000],
    ["a process that was killed before it could say who it is", "", 2_000],
  ] as const) {
    test(`a lock of ${name}: taken over, also by four runs at once`, async (context) => {
      const space = workspace(context);
      const { old, fresh } = pair(3);
      await space.run(old);
      const lock = "generated/.boost-gen/writing/lock";
      space.write(lock, text);
      utimesSync(space.path(lock), (Date.now() - age) / 1_000, (Date.now() - age) / 1_000);
      const runs = [fresh, fresh, old, fresh].map((request) => start(space, { ...request, patience: 60_000 }).end);
      for (const { out } of await Promise.all(runs)) assert.equal(last(out).accepted, true, out);
      assert.equal((await space.run(fresh)).accepted, true);
      assertTidy(space);
    });
  }

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
