import assert from "node:assert/strict";
import { readdirSync, rmSync } from "node:fs";
import { describe, test } from "node:test";
import { buildIdentity } from "../../src/cli/build-identity.ts";
import { commands } from "../../src/cli/commands.ts";
import { session } from "./session.ts";
import { tinyDocument } from "./tiny-compiler.ts";

const onOrder = { channel: "orders", messages: ["orderCreated", "orderCancelled"] };
const orders = tinyDocument({ operations: { onOrder }, schemas: { order: "export {};" } });

describe("boost-gen <document>", () => {
  test("first run: what was written, and what is next", async (context) => {
    const { write, type } = session(context);
    write("orders.json", orders);
    assert.deepEqual(await type("orders.json"), {
      code: 0,
      out: [
        "generated/            3 files written   0.0 s",
        "handlers/on-order.ts  created (2 messages)",
        "handlers/index.ts     created",
        "Next: npm i boost-gen && npm i -D typescript @types/node     then fill in handlers/on-order.ts",
        "",
      ].join("\n"),
      err: "",
    });
  });

  test("nothing changed: no compilation, nothing to say, no file touched", async (context) => {
    const { write, type, times, compilations } = session(context);
    write("orders.json", orders);
    await type("orders.json");
    const before = times();
    assert.deepEqual(
      (await type("orders.json")).out,
      "generated/  3 files unchanged   0.0 s\nNext: npm i boost-gen && npm i -D typescript @types/node\n",
    );
    assert.equal(compilations(), 1);
    assert.deepEqual(times(), before);
  });

  test("a record that another build of the compiler left is not believed", async (context) => {
    const { write, type, compilations, rebuild } = session(context);
    write("orders.json", orders);
    await type("orders.json");
    rebuild();
    await type("orders.json");
    assert.equal(compilations(), 2);
    await type("orders.json");
    assert.equal(compilations(), 2);
  });

  test("a build of the compiler is known by its bytes", (context) => {
    const { write, path } = session(context);
    const identify = (text: string): string => {
      write("cli/main.js", text);
      return buildIdentity(path("cli/chunk-A.js"));
    };
    const first = identify('import "./chunk-A.js";');
    assert.notEqual(identify('import "./chunk-B.js";'), first);
    assert.equal(identify('import "./chunk-A.js";'), first);
    assert.equal(buildIdentity(), buildIdentity());
  });

  test("what the project has already, or is, is not to be installed", async (context) => {
    const { write, type } = session(context);
    write("orders.json", orders);
    write(
      "package.json",
      JSON.stringify({
        name: "boost-gen",
        peerDependencies: { zod: "4" },
        optionalDependencies: { typescript: "7" },
        devDependencies: { "@types/node": "20" },
      }),
    );
    assert.match((await type("orders.json")).out, /\nNext: fill in handlers\/on-order.ts\n$/);
    assert.doesNotMatch((await type("orders.json")).out, /Next/);
  });

  test("the lockfile names the package manager, and what is there is left out", async (context) => {
    const { write, type } = session(context);
    write("orders.json", orders);
    write("pnpm-lock.yaml", "");
    write("package.json", JSON.stringify({ devDependencies: { typescript: "7", zod: "4" } }));
    assert.match((await type("orders.json")).out, /\nNext: pnpm add boost-gen && pnpm add -D @types\/node /);
    write("package.json", JSON.stringify({ devDependencies: { typescript: "7", zod: "4", "boost-gen": "1", "@types/node": "1" } }));
    assert.match((await type("orders.json --out other")).out, /written {3}0.0 s\n$/);
  });

  const noticed: readonly {
    readonly name: string;
    readonly change: (space: ReturnType<typeof session>) => void;
    readonly out: RegExp;
    readonly code?: number;
  }[] = [
    {
      name: "the document",
      change: ({ write }) => write("orders.json", tinyDocument({ operations: { onOrder }, schemas: { order: "export { };" } })),
      out: /1 of 3 files written/,
    },
    {
      name: "a hand-edited file",
      change: ({ write, read }) => write("generated/index.ts", `${read("generated/index.ts")}//`),
      out: /^--- a\/generated\/index.ts/,
      code: 2,
    },
    { name: "a deleted file", change: ({ path }) => rmSync(path("generated/index.ts")), out: /1 of 3 files written/ },
    { name: "a deleted handler", change: ({ path }) => rmSync(path("handlers/on-order.ts")), out: /created \(2 messages\)/ },
    {
      name: "a deleted member",
      change: ({ write }) => write("handlers/on-order.ts", "export const onOrder = { orderCreated() {} };\n"),
      out: /gained `orderCancelled` \(line 2\)/,
    },
    {
      name: "another way to import",
      change: ({ write }) => write("tsconfig.json", '{ "compilerOptions": { "allowImportingTsExtensions": true, } } // mine'),
      out: /3 files unchanged/,
    },
    {
      name: "another handlers folder",
      change: ({ write }) => write("boost-gen.config.json", '{ "documents": [{ "document": "orders.json", "handlers": "src/handlers" }] }'),
      out: /src\/handlers\/on-order.ts +created/,
    },
    { name: "a broken document", change: ({ write }) => write("orders.json", tinyDocument({ broken: true })), out: /^$/, code: 2 },
  ];
  for (const { name, change, out, code = 0 } of noticed) {
    test(`a second run notices ${name}`, async (context) => {
      const space = session(context);
      space.write("orders.json", orders);
      await space.type("orders.json");
      change(space);
      const printed = await space.type("orders.json");
      assert.match(printed.out, out);
      assert.equal(printed.code, code);
      assert.equal(space.compilations(), 2);
    });
  }

  test("a handler that only a parser understands is parsed once", async (context) => {
    const { write, type, compilations } = session(context);
    write("orders.json", orders);
    await type("orders.json");
    write("handlers/on-order.ts", "const shared = { orderCreated() {}, orderCancelled() {} };\nexport const onOrder = { ...shared };\n");
    await type("orders.json");
    await type("orders.json");
    assert.equal(compilations(), 2);
  });

  test("warnings are said again by a run that compiles nothing", async (context) => {
    const { write, type, compilations } = session(context);
    write("orders.json", tinyDocument({ warning: true }));
    const first = await type("orders.json");
    assert.match(first.err, /orders.json:1:2: warning: Tiny `warning`. \[tiny-warning\]\n/);
    assert.equal((await type("orders.json")).err, first.err);
    assert.equal(compilations(), 1);
  });

  test("a broken document: exit 2, its diagnostics, nothing written", async (context) => {
    const { write, type, snapshot } = session(context);
    write("orders.json", tinyDocument({ broken: true }));
    const before = snapshot();
    const printed = await type("orders.json");
    assert.equal(printed.code, 2);
    assert.match(printed.err, /orders.json:1:2: error: `broken` is set. \[tiny-broken\]\n {2}> 1 \| \{"operations"/);
    assert.deepEqual(snapshot(), before);
  });

  test("--check: exit 1 and a unified diff on drift, 0 without; nothing written", async (context) => {
    const { write, type, snapshot } = session(context);
    write("orders.json", orders);
    await type("orders.json");
    assert.deepEqual(await type("orders.json --check"), { code: 0, out: "generated/ matches orders.json.\n", err: "" });
    write("orders.json", tinyDocument({ operations: { onOrder, onRefund: { channel: "refunds", messages: ["refunded"] } } }));
    const before = snapshot();
    const printed = await type("orders.json --check");
    assert.equal(printed.code, 1);
    assert.match(printed.out, /^--- a\/generated\/schemas\/order.ts\n\+\+\+ \/dev\/null\n/);
    assert.match(printed.out, /\n--- \/dev\/null\n\+\+\+ b\/handlers\/on-refund.ts\n/);
    assert.match(printed.out, /\ngenerated\/ does not match orders.json; the same command without --check brings it up to date.\n$/);
    assert.deepEqual(snapshot(), before);
  });

  test("--dry-run: exit 0, says what would happen", async (context) => {
    const { write, type, snapshot } = session(context);
    write("orders.json", orders);
    const before = snapshot();
    const printed = await type("orders.json --dry-run");
    assert.equal(printed.code, 0);
    assert.match(printed.out, /generated\/ +3 files would be written.*\nhandlers\/on-order.ts +would be created \(2 messages\)\n/);
    assert.deepEqual(snapshot(), before);
  });

  test("--quiet prints complaints only", async (context) => {
    const { write, type } = session(context);
    write("orders.json", orders);
    assert.deepEqual(await type("orders.json --quiet"), { code: 0, out: "", err: "" });
  });

  test("--json is one versioned object", async (context) => {
    const { write, type } = session(context);
    write("orders.json", orders);
    const { out, code } = await type("orders.json --json");
    const { version, exitCode, documents } = JSON.parse(out);
    assert.deepEqual([code, version, exitCode, documents.length], [0, 1, 0, 1]);
    assert.deepEqual(documents[0].created, ["operations.ts", "index.ts", "schemas/order.ts"]);
    assert.deepEqual(
      documents[0].handlers.map(({ kind, file }: { kind: string; file: string }) => [kind, file]),
      [
        ["created", "handlers/on-order.ts"],
        ["created", "handlers/index.ts"],
      ],
    );
  });
});

describe("a run that cannot write", () => {
  const refused: readonly (readonly [string, (space: ReturnType<typeof session>) => void, RegExp])[] = [
    ["a file where the output folder should be", ({ write }) => write("generated", "mine"), /^generated: error: .*`generated`/],
    ["a folder where a generated file should be", ({ write }) => write("generated/index.ts/x", "mine"), /^generated\/index.ts: error: /],
    [
      "a name that differs in case only",
      ({ write }) => write("generated/Index.ts", "mine"),
      /^generated\/Index.ts: error: .*`generated\/index.ts`/,
    ],
    ["somebody else's file", ({ write }) => write("generated/index.ts", "mine"), /^generated\/index.ts: error: /],
    ["an edited generated file", () => undefined, /^generated\/index.ts: error: .*edited/],
    ["another document in the folder", () => undefined, /error: .*orders.json/],
  ];
  for (const [name, prepare, sentence] of refused) {
    test(`${name}: a sentence, nothing changed, exit 2`, async (context) => {
      const space = session(context);
      space.write("orders.json", orders);
      prepare(space);
      if (name.startsWith("another") || name.startsWith("an edited")) await space.type("orders.json");
      if (name.startsWith("an edited")) space.write("generated/index.ts", "edited");
      space.write("other.json", orders);
      const before = space.snapshot();
      const line = name.startsWith("another") ? "other.json" : "orders.json";
      const { code, err } = await space.type(line);
      assert.equal(code, 2, err);
      assert.match(err, sentence);
      assert.deepEqual(space.snapshot(), before);
    });
  }

  test("two programs at once: both end well, and the tree is whole", async (context) => {
    const space = session(context);
    space.write(
      "orders.json",
      tinyDocument({ operations: { onOrder }, schemas: Object.fromEntries([...Array(60).keys()].map((n) => [`s${n}`, "a"])) }),
    );
    const codes = (await Promise.all([space.type("orders.json"), space.type("orders.json"), space.type("orders.json")])).map(
      ({ code }) => code,
    );
    assert.deepEqual(codes, [0, 0, 0]);
    assert.match((await space.type("orders.json --check")).out, /^generated\/ matches orders.json/);
    assert.deepEqual(readdirSync(space.folder).sort(), ["generated", "handlers", "orders.json", "package.json"]);
  });
});

describe("arguments", () => {
  const complaints: readonly (readonly [string, RegExp])[] = [
    ["orders.json --chek", /`--chek` is not an option. Did you mean --check\?/],
    ["orders.json --zzzzzz", /`--zzzzzz` is not an option. See --help./],
    ["orders.json --out", /--out needs a value: --out <folder>./],
    ["orders.json --out --check", /--out needs a value/],
    ["orders.json --check=yes", /--check takes no value/],
    ["orders.json --as cleint", /`cleint` is no value of --as; it is one of application, client. Did you mean client\?/],
    ["orders.json --as client --as application", /--as is given twice/],
    ["orders.json other.json", /One word too many: `other.json`/],
    ["orders.json --check --dry-run", /exclude each other/],
    ["orders.json --out x --handlers x", /`x` cannot hold generated files and handlers at once/],
    ["", /no document is named, and there is no asyncapi.yaml, asyncapi.yml or asyncapi.json here; name it: boost-gen <document>/],
    ["--check", /no document is named/],
  ];
  for (const [line, message] of complaints) {
    test(`boost-gen ${line}`, async (context) => {
      const printed = await session(context).type(line);
      assert.equal(printed.code, 2);
      assert.match(printed.err, message);
    });
  }

  for (const { name, flags } of commands) {
    const line = `${name} --help`.trim();
    test(`boost-gen ${line} fits a screen of 24 lines of 80 characters, names every option and has an example`, async (context) => {
      const { out, code, err } = await session(context).type(line);
      assert.deepEqual([code, err], [0, ""]);
      assert.deepEqual(await session(context).type(`help ${name}`), { out, code, err });
      assert.match(out, new RegExp(`\\nExample {2}npx boost-gen ${name}`));
      for (const flag of flags) assert.ok(out.includes(`--${flag.name} `), flag.name);
      const lines = out.split("\n");
      // The last one is empty: that is where the prompt stands.
      assert.ok(lines.length <= 24, `${lines.length} lines`);
      assert.deepEqual(
        lines.filter((text) => text.length > 80),
        [],
      );
    });
  }

  for (const [line, message] of [
    ["diff a.yaml b.yaml --fail-no breaking", /`--fail-no` is not an option. Did you mean --fail-on\?/],
    ["diff a.yaml b.yaml --fail-on braking", /`braking` is no value of --fail-on; .* Did you mean breaking\?/],
    ["validate a.yaml --jsn", /`--jsn` is not an option. Did you mean --json\?/],
    ["validat", /`validat` is no command. Did you mean `boost-gen validate`\?/],
    ["help dql", /`dql` is no command. Did you mean `boost-gen dlq`\?/],
    ["help me", /`me` is no command. See boost-gen --help./],
    ["dlq lst", /`lst` is not something that can be done. Did you mean `boost-gen dlq list`\?/],
    ["dlq elsewhere", /`elsewhere` is not something that can be done; it is one of list, show, replay, drop./],
    ["inti my-service --broker kafka", /`inti` is no command. Did you mean `boost-gen init`\?/],
  ] as const) {
    test(`boost-gen ${line}`, async (context) => {
      const printed = await session(context).type(line);
      assert.equal(printed.code, 2);
      assert.match(printed.err, message);
    });
  }

  test("--version", async (context) => assert.match((await session(context).type("--version")).out, /^\d+\.\d+\.\d+\n$/));
});

describe("configuration", () => {
  const config = { documents: [{ document: "specs/a.json", out: "gen/a", handlers: "src/a" }, { document: "specs/b.json" }] };
  const project = (context: Parameters<typeof session>[0]): ReturnType<typeof session> => {
    const space = session(context);
    space.write("specs/a.json", orders);
    space.write("specs/b.json", tinyDocument({ operations: { onRefund: { channel: "refunds", messages: ["refunded"] } } }));
    return space;
  };
  const places: readonly (readonly [string, string])[] = [
    ["boost-gen.config.json", JSON.stringify({ $schema: "x", ...config })],
    ["boost-gen.config.yaml", "documents:\n  - document: specs/a.json\n    out: gen/a\n    handlers: src/a\n  - document: specs/b.json\n"],
    ["package.json", JSON.stringify({ "boost-gen": config })],
  ];
  for (const [name, text] of places) {
    test(`${name}: all documents without arguments, one by name`, async (context) => {
      const space = project(context);
      space.write(name, text);
      const all = await space.type("");
      assert.equal(all.err, "");
      assert.match(
        all.out,
        /^gen\/a\/ [^]*src\/a\/on-order.ts [^]*\ngenerated\/b\/ [^]*\nhandlers\/b\/on-refund.ts [^]*then fill in src\/a\/on-order.ts, handlers\/b\/on-refund.ts\n$/,
      );
      const one = await space.type("specs/a.json");
      assert.match(one.out, /^gen\/a\/ {2}3 files unchanged/);
      assert.match((await space.type("specs/b.json --handlers elsewhere")).out, /elsewhere\/on-refund.ts +created/);
    });
  }

  const bad: readonly (readonly [string, RegExp])[] = [
    ["[]", /must be an object/],
    ['{"docs":[]}', /`docs` is not a key of the configuration/],
    ['{"documents":[]}', /must be a list with at least one entry/],
    ['{"documents":[{"dokument":"x"}]}', /documents\[0\]: `dokument` is not a key of a document. Did you mean `document`\?/],
    ['{"documents":[{"out":"x"}]}', /`document` is missing/],
    ['{"documents":[{"document":1}]}', /`document` must be a text/],
    ['{"documents":[{"document":"a","as":"server"}]}', /`as` must be application or client, not "server"/],
    ['{"documents":[{"document":"a","out":"x"},{"document":"b","out":"x"}]}', /both have .*x` as `out`/],
    ['{"documents":[{"document":"a","out":"x"},{"document":"b","handlers":"x"}]}', /`x` cannot hold generated files and handlers at once/],
    ['{"documents":[{"document":"a","out":"x"},{"document":"b","out":"X"}]}', /both have .*X` as `out`/],
    ['{"documents":[{"document":"a","out":"\u00e9"},{"document":"b","out":"e\u0301"}]}', /both have .* as `out`/],
    [
      '{"documents":[{"document":"a","out":"x"},{"document":"b","out":"y","handlers":"HANDLERS/A"}]}',
      /both have .*HANDLERS.A` as `handlers`/,
    ],
    [
      '{"documents":[{"document":"a","out":"x"},{"document":"b","out":"x/y"}]}',
      /x.y` of `.*b` lies in `.*x`, which is all that is generated for `.*a`/,
    ],
    ["{", /boost-gen.config.json` cannot be read: line 1, column 2: /],
    ['{ // these\n  "documents": [x]\n}', /cannot be read: line 2, column 17: /],
  ];
  for (const [text, message] of bad) {
    test(`refused: ${text}`, async (context) => {
      const space = session(context);
      space.write("boost-gen.config.json", text);
      const printed = await space.type("");
      assert.equal(printed.code, 2);
      assert.match(printed.err, message);
    });
  }

  test("a configuration cannot write outside its folder", async (context) => {
    const space = project(context);
    space.write("boost-gen.config.json", JSON.stringify({ documents: [{ document: "specs/a.json", out: "../elsewhere" }] }));
    const printed = await space.type("");
    assert.equal(printed.code, 2);
    assert.match(printed.err, /leads outside/);
  });
});
