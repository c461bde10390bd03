import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";

interface Case {
  readonly title: string;
  /** Text by path of a source tree. */
  readonly files: Readonly<Record<string, string>>;
  /** Rule that refuses it, or none. */
  readonly refusedBy?: string;
}

const leaf = "export const value = 1;\nexport interface Shape {}\n";
const imports = (specifier: string) => `import { value } from "${specifier}";\nexport const copy = value;\n`;
const importsType = (specifier: string) => `import type { Shape } from "${specifier}";\nexport type Copy = Shape;\n`;
const from = (path: string, text: string, others: readonly string[] = []) => ({
  [path]: text,
  ...Object.fromEntries(others.map((other) => [other, leaf])),
});

/** Each folder has a leaf, and a file that imports the leaf of the next folder; the last one imports from the first. */
function circleOfFolders(parent: string, folders: readonly string[], write = imports): Record<string, string> {
  return Object.fromEntries(
    folders.flatMap((folder, index) => [
      [`${parent}/${folder}/leaf.ts`, leaf],
      [`${parent}/${folder}/user.ts`, write(`../${folders[(index + 1) % folders.length]}/leaf.ts`)],
    ]),
  );
}

/** A file of each room of the runtime, and imports that the room's row refuses: a floor above it or beside it, a package, a part of Node. */
const rooms: readonly { readonly file: string; readonly row: string; readonly above: string; readonly package: string }[] = [
  { file: "runtime/schema/a.ts", row: "schema", above: "runtime/ground/b.ts", package: "yaml" },
  { file: "runtime/ground/a.ts", row: "ground", above: "runtime/expressions/b.ts", package: "zod" },
  { file: "runtime/expressions/a.ts", row: "expressions", above: "runtime/addresses/b.ts", package: "zod" },
  { file: "runtime/addresses/a.ts", row: "addresses", above: "runtime/brokers/b.ts", package: "zod" },
  { file: "runtime/brokers/a.ts", row: "brokers", above: "runtime/brokers/kafka/b.ts", package: "kafkajs" },
  { file: "runtime/brokers/kafka/a.ts", row: "kafka", above: "runtime/brokers/redis/b.ts", package: "amqplib" },
  { file: "runtime/brokers/rabbitmq/a.ts", row: "rabbitmq", above: "runtime/brokers/kafka/b.ts", package: "ioredis" },
  { file: "runtime/brokers/redis/a.ts", row: "redis", above: "runtime/subscription/b.ts", package: "kafkajs" },
  { file: "runtime/brokers/memory/a.ts", row: "memory", above: "runtime/brokers/kafka/b.ts", package: "kafkajs" },
  { file: "runtime/tokens/a.ts", row: "tokens", above: "runtime/config/b.ts", package: "zod" },
  { file: "runtime/config/a.ts", row: "config", above: "runtime/subscription/b.ts", package: "kafkajs" },
  { file: "runtime/formats/a.ts", row: "formats", above: "runtime/registry/b.ts", package: "avsc" },
  { file: "runtime/registry/a.ts", row: "registry", above: "runtime/decode/b.ts", package: "avsc" },
  { file: "runtime/decode/a.ts", row: "decode", above: "runtime/subscription/b.ts", package: "zod" },
  { file: "runtime/telemetry/a.ts", row: "telemetry", above: "runtime/handler/b.ts", package: "@opentelemetry/api" },
  { file: "runtime/health/a.ts", row: "health", above: "runtime/subscription/b.ts", package: "@temporalio/client" },
  { file: "runtime/workflows/a.ts", row: "workflows", above: "runtime/temporal/b.ts", package: "@temporalio/client" },
  { file: "runtime/temporal/a.ts", row: "temporal", above: "runtime/brokers/b.ts", package: "kafkajs" },
  { file: "runtime/subscription/a.ts", row: "subscription", above: "runtime/run/b.ts", package: "@temporalio/client" },
  { file: "runtime/run/a.ts", row: "run", above: "runtime/publish/b.ts", package: "@temporalio/client" },
  { file: "runtime/publish/a.ts", row: "publish", above: "runtime/handler/b.ts", package: "kafkajs" },
  { file: "runtime/handler/a.ts", row: "handler", above: "runtime/app/b.ts", package: "@temporalio/client" },
  { file: "runtime/connections/a.ts", row: "connections", above: "runtime/tools/b.ts", package: "kafkajs" },
  { file: "runtime/app/a.ts", row: "app", above: "testing/b.ts", package: "kafkajs" },
  { file: "runtime/tools/a.ts", row: "tools", above: "runtime/app/b.ts", package: "kafkajs" },
  { file: "runtime/index.ts", row: "runtime", above: "runtime/temporal/b.ts", package: "zod" },
  { file: "studio/shared/a.ts", row: "studioShared", above: "studio/server/b.ts", package: "preact" },
  { file: "studio/page/a.tsx", row: "studioPage", above: "studio/server/b.ts", package: "zod" },
  { file: "studio/server/a.ts", row: "studioServer", above: "runtime/ground/b.ts", package: "preact" },
  { file: "testing/a.ts", row: "testing", above: "runtime/tools/b.ts", package: "kafkajs" },
];

const refusals: readonly Case[] = rooms.flatMap(({ file, row, above, package: name }) => [
  {
    title: `${row} does not import ${above}`,
    files: from(`src/${file}`, imports(`${"../".repeat(file.split("/").length - 1) || "./"}${above}`), [`src/${above}`]),
    refusedBy: `${row}-layers`,
  },
  { title: `${row} does not import ${name}`, files: from(`src/${file}`, `import "${name}";\n`), refusedBy: `${row}-packages` },
  // Tokens come from programs as well, and from files; nobody else starts one.
  {
    title: `${row} starts no process`,
    files: from(`src/${file}`, `import "node:${row === "tokens" ? "vm" : "child_process"}";\n`),
    refusedBy: `${row}-node`,
  },
]);

/** Rooms that know another one's types and do not call it. */
const knownByType: readonly (readonly [string, string, string])[] = [
  ["ground", "runtime/ground", "runtime/schema"],
  ["brokers", "runtime/brokers", "runtime/addresses"],
  ["tokens", "runtime/tokens", "runtime/brokers"],
  ["config", "runtime/config", "runtime/brokers"],
  ["config", "runtime/config", "runtime/registry"],
  ["formats", "runtime/formats", "addresses"],
  ["decode", "runtime/decode", "runtime/brokers"],
  ["decode", "runtime/decode", "runtime/registry"],
  ["telemetry", "runtime/telemetry", "runtime/brokers"],
  ["workflows", "runtime/workflows", "runtime/ground"],
  ["temporal", "runtime/temporal", "runtime/workflows"],
  ["subscription", "runtime/subscription", "runtime/health"],
  ["subscription", "runtime/subscription", "runtime/registry"],
  ["run", "runtime/run", "runtime/subscription"],
  ["publish", "runtime/publish", "runtime/brokers"],
  ["publish", "runtime/publish", "runtime/registry"],
  ["handler", "runtime/handler", "runtime/telemetry"],
  ["runtime", "runtime", "runtime/telemetry"],
  ["studioPage", "studio/page", "studio/shared"],
  ["studioServer", "studio/server", "studio/shared"],
  ["cli", "cli", "studio/shared"],
  ["testing", "testing", "runtime/subscription"],
];

const cases: readonly Case[] = [
  {
    title: "the table of options imports nothing",
    files: from("src/options/a.ts", importsType("../compiler/model/b.ts"), ["src/compiler/model/b.ts"]),
    refusedBy: "options-layers",
  },
  { title: "the table of options imports no package", files: from("src/options/a.ts", 'import "zod";\n'), refusedBy: "options-packages" },
  {
    title: "lower reads by the table of options",
    files: from("src/compiler/lower/index.ts", imports("../../options/b.ts"), ["src/options/b.ts"]),
  },
  {
    title: "the runtime checks by the table of options",
    files: from("src/runtime/config/a.ts", imports("../../options/b.ts"), ["src/options/b.ts"]),
  },
  {
    title: "model imports nothing",
    files: from("src/compiler/model/a.ts", imports("../diagnostics/b.ts"), ["src/compiler/diagnostics/b.ts"]),
    refusedBy: "model-layers",
  },
  {
    title: "the compiler stands on the ground",
    files: from("src/compiler/model/a.ts", imports("../ground/b.ts"), ["src/compiler/ground/b.ts"]),
  },
  {
    title: "the ground imports nothing",
    files: from("src/compiler/ground/a.ts", importsType("../model/b.ts"), ["src/compiler/model/b.ts"]),
    refusedBy: "compilerGround-layers",
  },
  {
    title: "the runtime does not stand on the compiler's ground",
    files: from("src/runtime/ground/a.ts", imports("../../compiler/ground/b.ts"), ["src/compiler/ground/b.ts"]),
    refusedBy: "ground-layers",
  },
  { title: "model imports itself", files: from("src/compiler/model/a.ts", imports("./b.ts"), ["src/compiler/model/b.ts"]) },
  { title: "model reads no files", files: from("src/compiler/model/a.ts", 'import "node:fs";\n'), refusedBy: "model-node" },
  {
    title: "diagnostics import nothing",
    files: from("src/compiler/diagnostics/a.ts", importsType("../model/b.ts"), ["src/compiler/model/b.ts"]),
    refusedBy: "diagnostics-layers",
  },
  {
    title: "document imports diagnostics, yaml and fs",
    files: from("src/compiler/document/a.ts", `import "yaml";\nimport "node:fs";\n${imports("../diagnostics/b.ts")}`, [
      "src/compiler/diagnostics/b.ts",
    ]),
  },
  {
    title: "document does not know the model",
    files: from("src/compiler/document/a.ts", importsType("../model/b.ts"), ["src/compiler/model/b.ts"]),
    refusedBy: "document-layers",
  },
  {
    title: "document does not load the official parser",
    files: from("src/compiler/document/a.ts", 'import "@asyncapi/parser";\n'),
    refusedBy: "document-packages",
  },
  {
    title: "lower imports the document's types",
    files: from("src/compiler/lower/index.ts", importsType("../document/b.ts"), ["src/compiler/document/b.ts"]),
  },
  {
    title: "lower does not call the document",
    files: from("src/compiler/lower/index.ts", imports("../document/b.ts"), ["src/compiler/document/b.ts"]),
    refusedBy: "lower-types",
  },
  {
    title: "lower does not emit",
    files: from("src/compiler/lower/index.ts", imports("../code/b.ts"), ["src/compiler/code/b.ts"]),
    refusedBy: "lower-layers",
  },
  { title: "lower names things", files: from("src/compiler/lower/index.ts", imports("../naming/b.ts"), ["src/compiler/naming/b.ts"]) },
  {
    title: "where a channel is, is decided without the rest",
    files: from("src/addresses/a.ts", imports("../runtime/b.ts"), ["src/runtime/b.ts"]),
    refusedBy: "address-layers",
  },
  {
    title: "Avro's schemas are read without the compiler",
    files: from("src/avro/a.ts", importsType("../compiler/document/b.ts"), ["src/compiler/document/b.ts"]),
    refusedBy: "avro-layers",
  },
  {
    title: "Avro's schemas are read without the runtime",
    files: from("src/avro/a.ts", imports("../runtime/formats/b.ts"), ["src/runtime/formats/b.ts"]),
    refusedBy: "avro-layers",
  },
  { title: "Avro's schemas are read without a package", files: from("src/avro/a.ts", 'import "avsc";\n'), refusedBy: "avro-packages" },
  { title: "Avro's schemas are read without Node", files: from("src/avro/a.ts", 'import "node:buffer";\n'), refusedBy: "avro-node" },
  ...["document", "lower", "diagnostics", "compare"].map((user) => ({
    title: `${user} knows Avro's schemas`,
    files: from(`src/compiler/${user}/index.ts`, imports("../../avro/b.ts"), ["src/avro/b.ts"]),
  })),
  { title: "formats know Avro's schemas", files: from("src/runtime/formats/a.ts", imports("../../avro/b.ts"), ["src/avro/b.ts"]) },
  {
    title: "naming knows nothing else",
    files: from("src/compiler/naming/a.ts", imports("../model/b.ts"), ["src/compiler/model/b.ts"]),
    refusedBy: "naming-layers",
  },
  { title: "lower imports no package", files: from("src/compiler/lower/index.ts", 'import "yaml";\n'), refusedBy: "lower-packages" },
  {
    title: "a room of lower imports from below",
    files: from("src/compiler/lower/channels/a.ts", imports("../reading/b.ts"), ["src/compiler/lower/reading/b.ts"]),
  },
  {
    title: "a room of lower does not import from above",
    files: from("src/compiler/lower/reading/a.ts", imports("../channels/b.ts"), ["src/compiler/lower/channels/b.ts"]),
    refusedBy: "lower-floors",
  },
  {
    title: "a room of lower does not import its neighbour",
    files: from("src/compiler/lower/outline/a.ts", imports("../schemas/b.ts"), ["src/compiler/lower/schemas/b.ts"]),
    refusedBy: "lower-floors",
  },
  {
    title: "a room of lower that has no floor",
    files: from("src/compiler/lower/spare/a.ts", imports("../reading/b.ts"), ["src/compiler/lower/reading/b.ts"]),
    refusedBy: "lower-floors",
  },
  { title: "code imports handlebars", files: from("src/compiler/code/a.ts", 'import "handlebars";\n') },
  {
    title: "code does not know the model",
    files: from("src/compiler/code/a.ts", imports("../model/b.ts"), ["src/compiler/model/b.ts"]),
    refusedBy: "code-layers",
  },
  { title: "code reads no files", files: from("src/compiler/code/a.ts", 'import "node:fs";\n'), refusedBy: "code-node" },
  { title: "emit imports model and code", files: from("src/compiler/emit/a.ts", imports("../code/b.ts"), ["src/compiler/code/b.ts"]) },
  {
    title: "emit does not write",
    files: from("src/compiler/emit/a.ts", imports("../output/b.ts"), ["src/compiler/output/b.ts"]),
    refusedBy: "emit-layers",
  },
  {
    title: "emit does not lower",
    files: from("src/compiler/emit/a.ts", imports("../lower/b.ts"), ["src/compiler/lower/b.ts"]),
    refusedBy: "emit-layers",
  },
  {
    title: "emit makes no names",
    files: from("src/compiler/emit/a.ts", imports("../naming/b.ts"), ["src/compiler/naming/b.ts"]),
    refusedBy: "emit-layers",
  },
  { title: "output imports ts-morph and fs", files: from("src/compiler/output/a.ts", 'import "ts-morph";\nimport "node:fs";\n') },
  {
    title: "output does not emit",
    files: from("src/compiler/output/a.ts", imports("../emit/b.ts"), ["src/compiler/emit/b.ts"]),
    refusedBy: "output-types",
  },
  {
    title: "compile-document imports document, lower and emit",
    files: from("src/compiler/compile-document.ts", imports("./emit/b.ts"), ["src/compiler/emit/b.ts"]),
  },
  {
    title: "compile-document does not write",
    files: from("src/compiler/compile-document.ts", imports("./output/b.ts"), ["src/compiler/output/b.ts"]),
    refusedBy: "compile-layers",
  },
  ...refusals,
  ...knownByType.flatMap(([row, folder, other]): readonly Case[] => {
    const file = `src/${folder}/${row === "runtime" ? "index" : "a"}.ts`;
    const specifier = `${"../".repeat(folder.split("/").length)}${other}/b.ts`;
    return [
      { title: `${row} knows the types of ${other}`, files: from(file, importsType(specifier), [`src/${other}/b.ts`]) },
      {
        title: `${row} does not call ${other}`,
        files: from(file, imports(specifier), [`src/${other}/b.ts`]),
        refusedBy: `${row}-types`,
      },
    ];
  }),
  {
    title: "patterns import nothing",
    files: from("src/patterns/a.ts", imports("../model/b.ts"), ["src/model/b.ts"]),
    refusedBy: "patterns-layers",
  },
  {
    title: "validators use patterns",
    files: from("src/runtime/schema/a.ts", imports("../../patterns/b.ts"), ["src/patterns/b.ts"]),
  },
  {
    title: "the runtime does not import the compiler",
    files: from("src/runtime/app/a.ts", importsType("../../compiler/model/b.ts"), ["src/compiler/model/b.ts"]),
    refusedBy: "app-layers",
  },
  {
    title: "the runtime does not import the test harness",
    files: from("src/runtime/app/a.ts", imports("../../testing/b.ts"), ["src/testing/b.ts"]),
    refusedBy: "app-layers",
  },
  {
    title: "the application opens each broker and Temporal",
    files: from(
      "src/runtime/app/a.ts",
      ["../brokers/kafka/b.ts", "../brokers/rabbitmq/b.ts", "../brokers/redis/b.ts", "../temporal/b.ts"]
        .map((path) => `import "${path}";`)
        .join("\n"),
      [
        "src/runtime/brokers/kafka/b.ts",
        "src/runtime/brokers/rabbitmq/b.ts",
        "src/runtime/brokers/redis/b.ts",
        "src/runtime/temporal/b.ts",
      ],
    ),
  },
  { title: "schema imports zod", files: from("src/runtime/schema/a.ts", 'import "zod";\n') },
  { title: "kafka imports its client", files: from("src/runtime/brokers/kafka/a.ts", 'import "kafkajs";\n') },
  { title: "rabbitmq imports its client", files: from("src/runtime/brokers/rabbitmq/a.ts", 'import "amqplib";\n') },
  { title: "redis imports its client", files: from("src/runtime/brokers/redis/a.ts", 'import "ioredis";\n') },
  { title: "temporal imports its client", files: from("src/runtime/temporal/a.ts", 'import "@temporalio/client";\n') },
  {
    title: "a file of the runtime that stands in no room",
    files: from("src/runtime/a.ts", imports("./ground/b.ts"), ["src/runtime/ground/b.ts"]),
    refusedBy: "no-unknown-layer",
  },
  {
    title: "testing runs an application on the broker in memory",
    files: from("src/testing/a.ts", `import "../runtime/app/b.ts";\nimport "../runtime/brokers/memory/b.ts";\n`, [
      "src/runtime/app/b.ts",
      "src/runtime/brokers/memory/b.ts",
    ]),
  },
  {
    title: "testing does not import the compiler",
    files: from("src/testing/a.ts", imports("../compiler/compile-document.ts"), ["src/compiler/compile-document.ts"]),
    refusedBy: "testing-layers",
  },
  {
    title: "cli imports compiler, output and the runtime's tools",
    files: from("src/cli/a.ts", imports("../runtime/tools/b.ts"), ["src/runtime/tools/b.ts"]),
  },
  {
    title: "cli does not import the rest of the runtime",
    files: from("src/cli/a.ts", imports("../runtime/ground/b.ts"), ["src/runtime/ground/b.ts"]),
    refusedBy: "cli-layers",
  },
  {
    title: "nobody imports the cli",
    files: from("src/compiler/output/a.ts", imports("../../cli/b.ts"), ["src/cli/b.ts"]),
    refusedBy: "output-layers",
  },
  {
    title: "no source imports tests",
    files: from("src/runtime/ground/a.ts", imports("../../../test/b.ts"), ["test/b.ts"]),
    refusedBy: "ground-layers",
  },
  {
    title: "a folder that the table lacks",
    files: from("src/helpers/a.ts", imports("./b.ts"), ["src/helpers/b.ts"]),
    refusedBy: "no-unknown-layer",
  },
  {
    title: "a dynamic import counts",
    files: from("src/runtime/app/a.ts", 'export const load = () => import("../../compiler/compile-document.ts");\n', [
      "src/compiler/compile-document.ts",
    ]),
    refusedBy: "app-layers",
  },
  {
    title: "a re-export counts",
    files: from("src/compiler/model/a.ts", 'export { value } from "../emit/b.ts";\n', ["src/compiler/emit/b.ts"]),
    refusedBy: "model-layers",
  },
  {
    title: "a cycle",
    files: {
      "src/runtime/ground/a.ts": `${imports("./b.ts")}export const value = 1;\n`,
      "src/runtime/ground/b.ts": `import { copy } from "./a.ts";\nexport const value = copy;\n`,
    },
    refusedBy: "no-cycles",
  },
  {
    title: "a cycle of types",
    files: {
      "src/runtime/ground/a.ts": `${importsType("./b.ts")}`,
      "src/runtime/ground/b.ts": `import type { Copy } from "./a.ts";\nexport type Shape = Copy;\n`,
    },
    refusedBy: "no-cycles",
  },
  { title: "a file that is not there", files: from("src/runtime/ground/a.ts", imports("./gone.ts")), refusedBy: "no-unresolvable" },
  {
    title: "a circle of two folders, without one of files",
    files: circleOfFolders("src/compiler/document", ["structure", "rules"]),
    refusedBy: "no-cycles-of-folders",
  },
  {
    title: "a circle of three folders, of types only",
    files: circleOfFolders("src/compiler/output", ["handlers", "plan", "report"], importsType),
    refusedBy: "no-cycles-of-folders",
  },
  {
    title: "a folder and the one that it lies in are one house",
    files: {
      "src/compiler/output/a.ts": imports("./handlers/b.ts"),
      "src/compiler/output/handlers/b.ts": leaf,
      "src/compiler/output/handlers/c.ts": imports("../d.ts"),
      "src/compiler/output/d.ts": leaf,
    },
  },
];

describe("imports between the folders of src", () => {
  let folder: string;
  let output: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "boost-gen-architecture-"));
    for (const [index, { files }] of cases.entries()) await writeTree(join(folder, `case-${index}`), files);
    await symlink(resolve("node_modules"), join(folder, "node_modules"));
    await symlink(resolve("package.json"), join(folder, "package.json"));
    output = check(folder, resolve("test/architecture/cases.mjs"), ".").output;
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [index, { title, refusedBy }] of cases.entries()) {
    test(refusedBy ? `${title}: refused` : title, () => {
      const rules = [...output.matchAll(/^ {2}error ([\w-]+): case-(\d+)\//gm)].flatMap(([, rule, of]) =>
        Number(of) === index ? [rule] : [],
      );
      assert.deepEqual([...new Set(rules)], refusedBy ? [refusedBy] : [], output);
    });
  }
});

test("this repository keeps to the table", () => {
  const { status, output } = check(".");
  assert.equal(status, 0, output);
});

test("the top level holds what the README's map explains, and what tools insist on", () => {
  const tracked = execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" }).split("\0");
  const visible = new Set(tracked.map((path) => path.split("/")[0] ?? "").filter((name) => name !== "" && !name.startsWith(".")));
  assert.deepEqual([...visible].sort(), [
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "generated",
    "package-lock.json",
    "package.json",
    "specs",
    "src",
    "templates",
    "test",
    "tsconfig.json",
  ]);
});

test("a violation fails the step", async (t) => {
  const folder = await mkdtemp(join(tmpdir(), "boost-gen-architecture-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await writeTree(folder, { "src/runtime/a.ts": imports("./gone.ts") });
  assert.notEqual(check(folder).status, 0);
});

async function writeTree(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

function check(cwd: string, ...args: string[]): { readonly status: number | null; readonly output: string } {
  const result = spawnSync(process.execPath, ["--import", import.meta.resolve("tsx"), resolve(".tools/architecture.ts"), ...args], {
    cwd,
    encoding: "utf8",
  });
  return { status: result.status, output: result.stdout + result.stderr };
}
