import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { codes, file, stub, workspace } from "./workspace.ts";

const two = [file("index.ts", "export const a = 1;"), file("schemas/order.ts")];
const onOrder = stub("onOrder", ["orderCreated"]);

describe("machine-owned zone", () => {
  test("first run writes everything, second nothing", async (context) => {
    const space = workspace(context);
    const first = await space.run({ files: two });
    assert.deepEqual([first.accepted, first.created, first.changed, first.unchanged], [true, ["index.ts", "schemas/order.ts"], [], []]);
    assert.deepEqual(Object.keys(space.snapshot()), ["generated/.boost-gen.json", "generated/index.ts", "generated/schemas/order.ts"]);
    const times = space.times();
    const second = await space.run({ files: two });
    assert.deepEqual([second.created, second.changed, second.unchanged], [[], [], ["index.ts", "schemas/order.ts"]]);
    assert.deepEqual(space.times(), times);
  });

  test("only where bytes differ", async (context) => {
    const space = workspace(context);
    await space.run({ files: two });
    for (const name of Object.keys(space.snapshot())) utimesSync(space.path(name), 1_000, 1_000);
    const report = await space.run({ files: [two[0] ?? file("x.ts"), file("schemas/order.ts", "export const b = 2;")] });
    assert.deepEqual([report.changed, report.unchanged], [["schemas/order.ts"], ["index.ts"]]);
    assert.equal(space.times()["generated/index.ts"], 1_000_000);
  });

  test("many changes leave the times of unchanged files", async (context) => {
    const space = workspace(context);
    const many = (word: string): ReturnType<typeof file>[] =>
      Array.from({ length: 40 }, (_, index) => file(`schemas/s${index}.ts`, `export const x = "${index === 7 ? "" : word}";`));
    await space.run({ files: [...many("a"), file("stale/gone.ts")] });
    for (const name of Object.keys(space.snapshot())) utimesSync(space.path(name), 1_000, 1_000);
    const report = await space.run({ files: many("b") });
    assert.deepEqual([report.changed.length, report.unchanged, report.removed], [39, ["schemas/s7.ts"], ["stale/gone.ts"]]);
    assert.equal(space.times()["generated/schemas/s7.ts"], 1_000_000);
    assert.match(space.read("generated/schemas/s8.ts"), /"b"/);
    assert.deepEqual(readdirSync(space.path("generated")).sort(), [".boost-gen", ".boost-gen.json", "schemas"]);
    assert.deepEqual(readdirSync(space.path("generated/.boost-gen")), [".gitignore"]);
    assert.deepEqual(readdirSync(space.folder), ["generated"]);
  });

  test("many changes beside a file of the user keep it", async (context) => {
    const space = workspace(context);
    const many = (word: string): ReturnType<typeof file>[] => Array.from({ length: 40 }, (_, index) => file(`s${index}.ts`, word));
    await space.run({ files: many("a") });
    space.write("generated/mine.ts", "mine");
    space.write("generated/deep/mine.ts", "mine too");
    const report = await space.run({ files: many("b") });
    assert.equal(report.changed.length, 40);
    assert.deepEqual([space.read("generated/mine.ts"), space.read("generated/deep/mine.ts")], ["mine", "mine too"]);
  });

  test("a stale file goes, and its folder with it", async (context) => {
    const space = workspace(context);
    await space.run({ files: two });
    const report = await space.run({ files: two.slice(0, 1) });
    assert.deepEqual(report.removed, ["schemas/order.ts"]);
    assert.deepEqual(Object.keys(space.snapshot()), ["generated/.boost-gen.json", "generated/index.ts"]);
  });

  test("an edited stale file stays and is named on every run until it is gone", async (context) => {
    const space = workspace(context);
    await space.run({ files: two });
    space.write("generated/schemas/order.ts", "mine");
    for (let run = 0; run < 2; run++) {
      const report = await space.run({ files: two.slice(0, 1) });
      assert.deepEqual([report.accepted, report.removed, codes(report)], [true, [], ["file-stale-edited"]]);
      assert.equal(space.read("generated/schemas/order.ts"), "mine");
    }
    rmSync(space.path("generated/schemas"), { recursive: true });
    assert.deepEqual(codes(await space.run({ files: two.slice(0, 1) })), []);
  });

  test("an edited file stops the run and is shown; --force overwrites it", async (context) => {
    const space = workspace(context);
    await space.run({ files: two });
    space.write("generated/index.ts", `${space.read("generated/index.ts")}// mine\n`);
    const before = space.snapshot();
    const changed = [file("index.ts", "export const a = 2;"), file("new.ts")];
    const report = await space.run({ files: changed });
    assert.deepEqual([report.accepted, codes(report)], [false, ["file-edited"]]);
    assert.match(report.differences[0]?.diff ?? "", /^--- a\/generated\/index.ts\n[^]*\n-\/\/ mine\n/);
    assert.deepEqual(space.snapshot(), before);
    const forced = await space.run({ files: changed, force: true });
    assert.deepEqual([forced.accepted, forced.changed, forced.created], [true, ["index.ts"], ["new.ts"]]);
    assert.equal(space.read("generated/index.ts"), file("index.ts", "export const a = 2;").text);
  });

  test("a formatter over the folder is one finding with the way out, also where a file was edited beside it", async (context) => {
    const space = workspace(context);
    const files = ["a", "b", "c"].map((name) => file(`${name}.ts`, `export const ${name}: "x" | "y" = ("it's \\"${name}\\"");`));
    await space.run({ files });
    const format = (text: string): string =>
      text.replace(/: "x" \| "y" = .*/, (rest) => `:\n    | 'x'\n    | 'y' =\n  'it\\'s "${/"(\w)\\"/.exec(rest)?.[1] ?? ""}"'`);
    for (const { path } of files) {
      const before = space.read(`generated/${path}`);
      space.write(`generated/${path}`, format(before));
      assert.notEqual(space.read(`generated/${path}`), before);
    }
    space.write("generated/c.ts", `${space.read("generated/c.ts")}export const mine = 1;\n`);
    const refused = await space.run({ files });
    assert.deepEqual(
      [refused.accepted, refused.diagnostics.map(({ code, message }) => [code, /2 files differ in layout only/.test(message)])],
      [
        false,
        [
          ["file-edited", false],
          ["out-reformatted", true],
        ],
      ],
    );
    assert.deepEqual(
      refused.differences.map(({ file: name }) => name),
      ["generated/c.ts"],
    );
    const checked = await space.run({ files, mode: "check" });
    assert.deepEqual(codes(checked), ["check-reformatted"]);
    assert.deepEqual(
      checked.differences.map(({ file: name }) => name),
      ["generated/c.ts"],
    );
    const forced = await space.run({ files, force: true });
    assert.deepEqual([forced.accepted, forced.changed, codes(forced)], [true, ["a.ts", "b.ts", "c.ts"], []]);
  });

  test("an edit that is what the run would write is no edit", async (context) => {
    const space = workspace(context);
    await space.run({ files: two });
    space.write("generated/index.ts", file("", "export const a = 2;").text);
    const report = await space.run({ files: [file("index.ts", "export const a = 2;")] });
    assert.deepEqual([report.accepted, report.unchanged], [true, ["index.ts"]]);
  });

  test("CRLF from a checkout is neither an edit nor a difference", async (context) => {
    const space = workspace(context);
    await space.run({ files: two });
    for (const [name, text] of Object.entries(space.snapshot())) space.write(name, text.replaceAll("\n", "\r\n"));
    const report = await space.run({ files: two });
    assert.deepEqual([report.accepted, report.unchanged.length], [true, 2]);
    const changed = await space.run({ files: [file("index.ts", "export const a = 2;"), ...two.slice(1)] });
    assert.deepEqual([changed.accepted, changed.changed], [true, ["index.ts"]]);
  });

  test("a file that boost-gen did not write is never overwritten", async (context) => {
    const space = workspace(context);
    space.write("generated/index.ts", "mine");
    for (const force of [false, true]) {
      const report = await space.run({ files: two, force });
      assert.deepEqual([report.accepted, codes(report)], [false, ["file-foreign"]]);
    }
    assert.deepEqual(space.snapshot(), { "generated/index.ts": "mine" });
  });

  test("a lost manifest: equal files are taken over, others count as edited", async (context) => {
    const space = workspace(context);
    await space.run({ files: two });
    rmSync(space.path("generated/.boost-gen.json"));
    const changed = [file("index.ts", "export const a = 2;"), ...two.slice(1)];
    assert.deepEqual(codes(await space.run({ files: changed })), ["file-edited"]);
    assert.equal((await space.run({ files: two })).accepted, true);
    assert.ok(existsSync(space.path("generated/.boost-gen.json")));
  });

  test("another document or role stops; --force hands the folder over", async (context) => {
    const space = workspace(context);
    await space.run({ files: two, stubs: [stub("onRefund", ["refunded"])] });
    // Its operations are others, which says nothing about the handlers of the first.
    const other = { files: two, stubs: [], document: space.path("specs/other.yaml"), role: "client" } as const;
    const report = await space.run(other);
    assert.deepEqual(codes(report), ["out-other-document", "out-other-role"]);
    assert.match(report.diagnostics[0]?.message ?? "", /`generated` holds the output of `asyncapi.yaml`, not of `specs\/other.yaml`/);
    assert.equal((await space.run({ ...other, force: true })).accepted, true);
    assert.deepEqual(codes(await space.run({ files: two })), ["out-other-document", "out-other-role"]);
  });

  test("a manifest with conflict marks stops; --force writes it anew", async (context) => {
    const space = workspace(context);
    await space.run({ files: two });
    space.write("generated/.boost-gen.json", `<<<<<<< HEAD\n${space.read("generated/.boost-gen.json")}`);
    assert.deepEqual(codes(await space.run({ files: two })), ["manifest-invalid"]);
    assert.equal((await space.run({ files: two, force: true })).accepted, true);
    assert.deepEqual(codes(await space.run({ files: two })), []);
  });

  test("a manifest in a form of later versions stops, also with --force", async (context) => {
    const space = workspace(context);
    await space.run({ files: two });
    const manifest = JSON.parse(space.read("generated/.boost-gen.json")) as object;
    space.write("generated/.boost-gen.json", JSON.stringify({ ...manifest, format: 2, generator: "9.0.0" }));
    const before = space.snapshot();
    for (const force of [false, true]) {
      const report = await space.run({ files: [file("other.ts")], force });
      assert.deepEqual(codes(report), ["manifest-newer"]);
      assert.match(report.diagnostics[0]?.message ?? "", /9\.0\.0/);
    }
    assert.deepEqual(space.snapshot(), before);
  });

  test("a newer major version is announced, an older program warns", async (context) => {
    const space = workspace(context);
    await space.run({ files: two, generator: "1.9.0" });
    assert.deepEqual(codes(await space.run({ files: two, generator: "2.0.0", mode: "dry-run" })), ["generator-newer"]);
    assert.deepEqual(codes(await space.run({ files: two, generator: "1.10.0", mode: "dry-run" })), []);
    assert.deepEqual(codes(await space.run({ files: two, generator: "0.9.0", mode: "dry-run" })), ["generator-older"]);
  });
});

describe("places that are refused", () => {
  test("a folder with a name that the file system does not take", async (context) => {
    const space = workspace(context);
    const report = await space.run({ files: two, out: space.path("x".repeat(300)) });
    assert.deepEqual(codes(report), ["write-failed"]);
    assert.match(report.diagnostics[0]?.message ?? "", /ENAMETOOLONG/);
    assert.deepEqual(space.snapshot(), {});
  });

  const paths: readonly (readonly [string, RegExp])[] = [
    ["../x.ts", /leads out/],
    ["a/../../x.ts", /leads out/],
    ["/etc/x.ts", /absolute/],
    ["a//b.ts", /empty part/],
    ["a\\b.ts", /characters other/],
    ["C:x.ts", /characters other/],
    ["a\0b.ts", /characters other/],
    ["%2e%2e/x.ts", /characters other/],
    ["con.ts", /device/],
    ["schemas/LPT1.x.ts", /device/],
    ["a./x.ts", /ends in a dot/],
    [".git/hooks/x", /starts with a dot/],
    [`${"a".repeat(250)}.ts`, /longer/],
  ];
  for (const [path, reason] of paths) {
    test(`path ${JSON.stringify(path).slice(0, 40)}`, async (context) => {
      const space = workspace(context);
      const report = await space.run({ files: [file(path)] });
      assert.deepEqual([report.accepted, codes(report)], [false, ["path-unsafe"]]);
      assert.match(report.diagnostics[0]?.message ?? "", reason);
      assert.deepEqual(readdirSync(space.folder), []);
    });
  }

  test("two files that differ in case only", async (context) => {
    const space = workspace(context);
    assert.deepEqual(codes(await space.run({ files: [file("Order.ts"), file("order.ts")] })), ["path-collision"]);
  });

  test("a file of the user that differs in case only", async (context) => {
    const space = workspace(context);
    space.write("generated/Order.ts", "mine");
    assert.deepEqual(codes(await space.run({ files: [file("order.ts")] })), ["path-collision"]);
    space.write("handlers/On-Order.ts", "mine");
    assert.deepEqual(codes(await space.run({ out: space.path("other"), stubs: [onOrder] })), ["path-collision"]);
  });

  test("a stale file that differs in case only is replaced", async (context) => {
    const space = workspace(context);
    await space.run({ files: [file("Order.ts")] });
    const report = await space.run({ files: [file("order.ts")] });
    assert.deepEqual([report.created, report.removed], [["order.ts"], ["Order.ts"]]);
    assert.deepEqual(Object.keys(space.snapshot("generated")), ["generated/.boost-gen.json", "generated/order.ts"]);
  });

  for (const link of ["generated", "generated/schemas", "generated/schemas/order.ts", "handlers", "generated/.boost-gen"]) {
    test(`a link at ${link}`, async (context) => {
      const space = workspace(context);
      const elsewhere = workspace(context);
      elsewhere.write("order.ts", "elsewhere");
      mkdirSync(join(space.path(link), ".."), { recursive: true });
      symlinkSync(link.endsWith(".ts") ? elsewhere.path("order.ts") : elsewhere.folder, space.path(link));
      const report = await space.run({ files: two, stubs: [onOrder] });
      assert.equal(report.accepted, false);
      assert.ok(
        codes(report).every((code) => code === "path-symlink" || code === "out-outside"),
        codes(report).join(),
      );
      assert.deepEqual(elsewhere.snapshot(), { "order.ts": "elsewhere" });
      assert.deepEqual(
        readdirSync(space.folder).filter((name) => name !== link.split("/")[0]),
        [],
      );
    });
  }

  test("a link above the folder that leads outside", async (context) => {
    const space = workspace(context);
    const elsewhere = workspace(context);
    symlinkSync(elsewhere.folder, space.path("src"));
    const report = await space.run({ files: two, out: space.path("src/generated") });
    assert.deepEqual([report.accepted, codes(report)], [false, ["out-outside"]]);
    assert.deepEqual(readdirSync(elsewhere.folder), []);
  });

  test("the root of the file system and the home folder", async (context) => {
    const space = workspace(context);
    for (const out of ["/", process.env["HOME"] ?? "/"])
      assert.deepEqual(codes(await space.run({ files: two, out, roots: {}, mode: "dry-run" })).slice(0, 1), ["out-unsuitable"]);
  });

  test("a file where a folder should be, a folder where a file should be", async (context) => {
    const space = workspace(context);
    space.write("generated/schemas", "mine");
    space.write("generated/index.ts/x", "mine");
    space.write("handlers", "mine");
    const before = space.snapshot();
    const report = await space.run({ files: two, stubs: [onOrder] });
    assert.equal(report.accepted, false);
    assert.deepEqual([...codes(report)].sort(), ["path-not-a-file", "path-not-a-folder", "path-not-a-folder"]);
    assert.deepEqual(space.snapshot(), before);
  });

  test("handlers inside an output folder that is not there yet: both are written", async (context) => {
    const space = workspace(context);
    const handlers = space.path("generated/mine/handlers");
    assert.equal((await space.run({ files: two, stubs: [onOrder], handlers })).accepted, true);
    assert.match(space.read("generated/mine/handlers/index.ts"), /from "\.\.\/\.\.\/index\.js"/);
    const many = Array.from({ length: 30 }, (_, index) => file(`many/m${index}.ts`));
    assert.equal((await space.run({ files: [...two, ...many], stubs: [onOrder], handlers })).accepted, true);
    assert.ok(existsSync(space.path("generated/mine/handlers/on-order.ts")));
  });

  test("a file above the output folder", async (context) => {
    const space = workspace(context);
    space.write("src", "mine");
    const report = await space.run({ files: two, out: space.path("src/generated") });
    assert.deepEqual([report.accepted, codes(report)], [false, ["path-not-a-folder"]]);
  });
});

describe("user-owned zone", () => {
  test("handlers and their index are created once", async (context) => {
    const space = workspace(context);
    const report = await space.run({ files: two, stubs: [onOrder] });
    assert.deepEqual(report.handlers, [
      { kind: "created", file: "handlers/on-order.ts", exportName: "onOrder", required: ["orderCreated"], members: ["orderCreated"] },
      { kind: "created", file: "handlers/index.ts", exportName: "handlers", required: ["onOrder"], members: ["onOrder"] },
    ]);
    assert.match(space.read("handlers/on-order.ts"), /from "\.\.\/generated\/operations\.js"/);
    assert.match(space.read("handlers/index.ts"), /\nexport const handlers: ContractHandlers = \{ onOrder \};\n$/);
    space.write("handlers/on-order.ts", space.read("handlers/on-order.ts").replace("await", "/* mine */ await"));
    const before = space.snapshot("handlers");
    assert.deepEqual(
      (await space.run({ files: two, stubs: [onOrder] })).handlers.map(({ kind }) => kind),
      ["unchanged", "unchanged"],
    );
    assert.deepEqual(space.snapshot("handlers"), before);
  });

  test("a message and an operation come", async (context) => {
    const space = workspace(context);
    await space.run({ files: two, stubs: [onOrder] });
    chmodSync(space.path("handlers/on-order.ts"), 0o640);
    const report = await space.run({
      files: two,
      stubs: [stub("onOrder", ["orderCreated", "orderCancelled"]), stub("onRefund", ["refunded"], "refunds")],
    });
    assert.deepEqual(
      report.handlers.map(({ kind, file: name }) => [kind, name]),
      [
        ["extended", "handlers/on-order.ts"],
        ["created", "handlers/on-refund.ts"],
        ["extended", "handlers/index.ts"],
      ],
    );
    assert.match(space.read("handlers/on-order.ts"), /orderCancelled/);
    assert.match(space.read("handlers/index.ts"), /\{ onOrder, onRefund \}/);
    assert.deepEqual(readdirSync(space.path("handlers")).sort(), ["index.ts", "on-order.ts", "on-refund.ts"]);
  });

  test("a shape that cannot be read is asked only for what is new, once, with the imports that it takes", async (context) => {
    const space = workspace(context);
    await space.run({ stubs: [onOrder] });
    space.write("handlers/on-order.ts", "export const onOrder = new Orders();\n");
    assert.deepEqual((await space.run({ stubs: [onOrder] })).diagnostics, []);
    const { members, ...rest } = stub("onOrder", ["orderCreated", "orderLost"]);
    const grown = {
      ...rest,
      members: members.map((member) => ({ ...member, imports: [{ name: "RejectMessage", from: "boost-gen/runtime" }] })),
    };
    const { handlers } = await space.run({ stubs: [grown] });
    assert.deepEqual(
      handlers.flatMap((outcome) => (outcome.kind === "manual" ? [[outcome.members, outcome.imports, outcome.into, outcome.paste]] : [])),
      [
        [
          ["orderLost"],
          'import { RejectMessage } from "boost-gen/runtime";\nimport type { OnOrderHandlers } from "../generated/operations.js";',
          "the class `Orders`",
          'orderLost: OnOrderHandlers["orderLost"] = async (message, context) => {\n  await context.workflows.dispatch(message);\n};',
        ],
      ],
    );
    assert.deepEqual((await space.run({ stubs: [grown] })).diagnostics, []);
    assert.equal(space.read("handlers/on-order.ts"), "export const onOrder = new Orders();\n");
  });

  for (const [name, text, paste] of [
    [
      "on-order.ts",
      "export const onOrder = makeOrders();\n",
      ["`onOrder`", "async orderLost(message, context) {\n  await context.workflows.dispatch(message);\n},"],
    ],
    [
      "on-order.js",
      "class Orders {}\nexport const onOrder = new Orders();\n",
      ["the class `Orders`", "async orderLost(message, context) {\n  await context.workflows.dispatch(message);\n}"],
    ],
    [
      "on-order.cjs",
      "exports.onOrder = { async orderCreated() {} };\n",
      ["`onOrder`", "async orderLost(message, context) {\n  await context.workflows.dispatch(message);\n},"],
    ],
  ] as const) {
    test(`what is to paste into ${name} fits there: ${text.split("\n").at(-2)}`, async (context) => {
      const space = workspace(context);
      await space.run({ stubs: [onOrder] });
      rmSync(space.path("handlers/on-order.ts"));
      space.write(`handlers/${name}`, text);
      const { handlers } = await space.run({ stubs: [stub("onOrder", ["orderCreated", "orderLost"])] });
      assert.deepEqual(
        handlers.flatMap((outcome) => (outcome.kind === "manual" ? [[outcome.file, outcome.into, outcome.paste]] : [])),
        [[`handlers/${name}`, ...paste]],
      );
    });
  }

  for (const extension of ["js", "mjs", "cjs", "jsx", "tsx", "mts"]) {
    test(`a handler in on-order.${extension} is there: no stub shadows it, and it gains members`, async (context) => {
      const space = workspace(context);
      await space.run({ stubs: [onOrder] });
      renameSync(space.path("handlers/on-order.ts"), space.path(`handlers/on-order.${extension}`));
      space.write(`handlers/on-order.${extension}`, "export const onOrder = {\n  async orderCreated() {},\n};\n");
      const report = await space.run({ stubs: [onOrder] });
      assert.deepEqual(
        report.handlers.map(({ kind, file: name }) => [kind, name]),
        [
          ["unchanged", `handlers/on-order.${extension}`],
          ["unchanged", "handlers/index.ts"],
        ],
      );
      const grown = await space.run({ stubs: [stub("onOrder", ["orderCreated", "orderLost"])] });
      assert.equal(grown.handlers[0]?.kind, "extended");
      assert.match(space.read(`handlers/on-order.${extension}`), /async orderLost\(message, context\)/);
      assert.deepEqual(readdirSync(space.path("handlers")).sort(), ["index.ts", `on-order.${extension}`]);
      const orphaned = await space.run({ stubs: [] });
      assert.deepEqual(orphaned.handlers, [{ kind: "orphaned", file: `handlers/on-order.${extension}`, operation: "onOrder" }]);
    });
  }

  const moves: readonly (readonly [string, string, string, string])[] = [
    [
      "to a folder below",
      "features/orders.ts",
      'import { onOrder } from "./features/orders.js";',
      "export const onOrder = { async orderCreated() {} };",
    ],
    [
      "beside the folder",
      "../orders/handlers.ts",
      'import { onOrder } from "../orders/handlers.js";',
      "export const onOrder = { async orderCreated() {} };",
    ],
    [
      "and renamed",
      "orders.ts",
      'import { handlers as onOrder } from "./orders.js";',
      "export const handlers = { async orderCreated() {} };",
    ],
    [
      "into a folder with an index",
      "orders/index.ts",
      "import { onOrder } from './orders';",
      "export const onOrder = { async orderCreated() {} };",
    ],
    ["and exported as default", "orders.ts", 'import onOrder from "./orders.js";', "export default { async orderCreated() {} };"],
    ["into the index", "index.ts", "const onOrder = { async orderCreated() {} };", ""],
    ["into a package", "index.ts", 'import { onOrder } from "@acme/orders";', ""],
  ];
  for (const [how, file, statement, text] of moves) {
    test(`a handler that was moved ${how} is there: no stray stub`, async (context) => {
      const space = workspace(context);
      await space.run({ stubs: [onOrder] });
      const index = space.read("handlers/index.ts").replace(/import \{ onOrder \}.*/, statement);
      rmSync(space.path("handlers/on-order.ts"));
      if (text !== "") space.write(`handlers/${file}`, `${text}\n`);
      space.write("handlers/index.ts", index);
      const before = space.snapshot();
      const report = await space.run({ stubs: [onOrder] });
      assert.deepEqual(
        report.handlers.filter(({ kind }) => kind !== "unchanged"),
        [],
      );
      assert.deepEqual([codes(report), space.snapshot()], [[], before]);
    });
  }

  test("a handler that was moved is asked for what the operation gains, and left alone", async (context) => {
    const space = workspace(context);
    await space.run({ stubs: [onOrder] });
    space.write("handlers/features/orders.ts", space.read("handlers/on-order.ts"));
    space.write("handlers/index.ts", space.read("handlers/index.ts").replace("./on-order.js", "./features/orders.js"));
    rmSync(space.path("handlers/on-order.ts"));
    const report = await space.run({ stubs: [stub("onOrder", ["orderCreated", "orderLost"])] });
    assert.deepEqual(
      report.handlers.flatMap((outcome) => (outcome.kind === "manual" ? [[outcome.file, outcome.members, outcome.reason]] : [])),
      [["handlers/features/orders.ts", ["orderLost"], "it was moved"]],
    );
    assert.equal(existsSync(space.path("handlers/on-order.ts")), false);
  });

  test("a handler file that was deleted while its import stays is made anew", async (context) => {
    const space = workspace(context);
    await space.run({ stubs: [onOrder] });
    rmSync(space.path("handlers/on-order.ts"));
    assert.equal((await space.run({ stubs: [onOrder] })).handlers[0]?.kind, "created");
  });

  test("a link to a handler file may be read, not written through", async (context) => {
    const space = workspace(context);
    await space.run({ stubs: [onOrder] });
    renameSync(space.path("handlers/on-order.ts"), space.path("shared.ts"));
    symlinkSync(space.path("shared.ts"), space.path("handlers/on-order.ts"));
    assert.equal((await space.run({ stubs: [onOrder] })).accepted, true);
    const before = space.snapshot();
    const report = await space.run({ files: two, stubs: [stub("onOrder", ["orderCreated", "orderCancelled"])] });
    assert.deepEqual([report.accepted, codes(report)], [false, ["path-symlink"]]);
    assert.deepEqual(space.snapshot(), before);
  });

  test("an orphan is reported until its file is gone", async (context) => {
    const space = workspace(context);
    const refund = stub("onRefund", ["refunded"], "refunds");
    await space.run({ stubs: [onOrder, refund] });
    for (let run = 0; run < 2; run++) {
      const report = await space.run({ stubs: [onOrder] });
      assert.deepEqual(report.handlers.at(-1), { kind: "orphaned", file: "handlers/on-refund.ts", operation: "onRefund" });
    }
    rmSync(space.path("handlers/on-refund.ts"));
    assert.deepEqual(codes(await space.run({ stubs: [onOrder] })), []);
  });

  test("a renamed operation is recognised, and no stub is made for it", async (context) => {
    const space = workspace(context);
    await space.run({ stubs: [onOrder] });
    const purchase = stub("onPurchase", ["orderCreated"]);
    for (let run = 0; run < 2; run++) {
      const report = await space.run({ stubs: [purchase] });
      assert.deepEqual(report.handlers.at(-1), { kind: "renamed", file: "handlers/on-order.ts", from: "onOrder", to: "onPurchase" });
      assert.equal(existsSync(space.path("handlers/on-purchase.ts")), false);
    }
    rmSync(space.path("handlers/on-order.ts"));
    const report = await space.run({ stubs: [purchase] });
    assert.equal(report.handlers.find(({ kind }) => kind === "created")?.file, "handlers/on-purchase.ts");
  });

  test("an operation of another channel or with other messages is no rename", async (context) => {
    const space = workspace(context);
    await space.run({ stubs: [onOrder] });
    const report = await space.run({ stubs: [stub("onRefund", ["orderCreated"], "refunds"), stub("onReturn", ["returned"])] });
    assert.deepEqual(
      report.handlers.map(({ kind }) => kind),
      ["created", "created", "extended", "orphaned"],
    );
  });

  test("a factory is asked for a member when the operation gains it, not on every run", async (context) => {
    const space = workspace(context);
    await space.run({ stubs: [onOrder] });
    space.write("handlers/on-order.ts", "export const onOrder = makeHandlers();\n");
    assert.deepEqual(codes(await space.run({ stubs: [onOrder] })), []);
    const grown = stub("onOrder", ["orderCreated", "orderCancelled"]);
    const report = await space.run({ stubs: [grown] });
    assert.deepEqual(codes(report), ["handler-unknown-shape"]);
    assert.match(JSON.stringify(report.handlers[0]), /async orderCancelled/);
    assert.deepEqual(codes(await space.run({ stubs: [grown] })), []);
  });
});

describe("check and dry-run", () => {
  for (const mode of ["check", "dry-run"] as const) {
    test(`${mode} writes nothing and shows everything`, async (context) => {
      const space = workspace(context);
      await space.run({ files: two, stubs: [onOrder] });
      const before = [space.snapshot(), space.times()];
      const report = await space.run({
        files: [file("index.ts", "export const a = 2;")],
        stubs: [stub("onOrder", ["orderCreated", "orderCancelled"]), stub("onRefund", ["refunded"])],
        mode,
      });
      assert.deepEqual(
        report.differences.map(({ file: name }) => name),
        [
          "generated/index.ts",
          "generated/schemas/order.ts",
          "generated/.boost-gen.json",
          "handlers/on-order.ts",
          "handlers/on-refund.ts",
          "handlers/index.ts",
        ],
      );
      assert.match(report.differences[3]?.diff ?? "", /\n\+ {2}async orderCancelled/);
      assert.deepEqual([space.snapshot(), space.times()], before);
      assert.deepEqual(readdirSync(space.folder).sort(), ["generated", "handlers"]);
    });
  }

  test("no difference, no drift", async (context) => {
    const space = workspace(context);
    await space.run({ files: two, stubs: [onOrder] });
    assert.deepEqual((await space.run({ files: two, stubs: [onOrder], mode: "check" })).differences, []);
  });

  test("a hand-edited file is drift", async (context) => {
    const space = workspace(context);
    await space.run({ files: two });
    space.write("generated/index.ts", `${space.read("generated/index.ts")}// mine\n`);
    const report = await space.run({ files: two, mode: "check" });
    assert.deepEqual([report.accepted, report.differences.map(({ file: name }) => name)], [true, ["generated/index.ts"]]);
  });
});
