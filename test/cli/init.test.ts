import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { boostGen, root } from "./program.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-init-")));
after(() => rmSync(folder, { recursive: true }));
// What `npm install` would bring, boost-gen itself as its sources.
mkdirSync(join(folder, "node_modules"));
for (const name of ["zod", "kafkajs", "amqplib", "ioredis", "@temporalio", "@types"])
  symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
symlinkSync(root, join(folder, "node_modules/boost-gen"));

/** tsc as the project's script calls it, and the test in it. */
function build(project: string): void {
  const flags = ["--customConditions", "boost-gen-source", "--allowImportingTsExtensions", "--skipLibCheck", "--noEmit"];
  const checked = node(project, join(root, "node_modules/typescript/bin/tsc"), ...flags);
  assert.equal(checked.stdout, "");
  const tested = node(
    project,
    "--conditions=boost-gen-source",
    "--import",
    join(root, "node_modules/tsx/dist/esm/index.mjs"),
    "--test",
    "test/service.test.ts",
  );
  assert.equal(tested.status, 0, tested.stdout);
  assert.match(tested.stdout, /^# pass 1$/m);
}

function node(cwd: string, ...args: readonly string[]): { readonly status: number | null; readonly stdout: string } {
  // Without it the test would be a part of this one and report to it.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  return spawnSync(process.execPath, args, { cwd, env, encoding: "utf8" });
}

describe("boost-gen init", () => {
  for (const [broker, client] of [
    ["kafka", "kafkajs"],
    ["rabbitmq", "amqplib"],
    ["redis", "ioredis"],
  ] as const) {
    test(`a starter for ${broker} compiles and passes its test`, () => {
      const { code, out, err } = boostGen(folder, ["init", broker, "--broker", broker]);
      assert.equal(code, 0, err);
      assert.match(out, new RegExp(`^${broker}/ .* asyncapi\\.yaml .* main\\.ts `, "m"));
      assert.match(out, new RegExp(`^Next: cd ${broker} && npm install && npm test`, "m"));
      const manifest = JSON.parse(readFileSync(join(folder, broker, "package.json"), "utf8"));
      assert.deepEqual(
        Object.keys(manifest.dependencies).filter((name) => !name.startsWith("@temporalio/")),
        [client, "boost-gen", "zod"].sort(),
      );
      const own: string = manifest.dependencies["boost-gen"];
      assert.equal(
        realpathSync(join(folder, broker, own.replace(/^file:/, ""))),
        realpathSync(root),
        "a clone's project runs on the clone",
      );
      assert.equal(manifest.scripts.try, "boost-gen try");
      assert.match(boostGen(join(folder, broker), ["try", "--once"]).out, /^ {2}handlers +yours, in handlers$[^]*^ {2}started /m);
      assert.match(out, /^note: boost-gen is taken from `.*`, .* npm pack .* && npm install \.\/boost-gen-.*\.tgz$/m);
      assert.match(
        readFileSync(join(folder, broker, "workflows.ts"), "utf8"),
        /^export const OrderWorkflow: WorkflowImplementations\["OrderWorkflow"\] = async/m,
      );
      build(join(folder, broker));
      assert.equal(boostGen(join(folder, broker), ["--check"]).code, 0);
    });
  }

  for (const name of ["tasks", "orders", "notifications", "storefront"]) {
    test(`a project around specs/${name}.yaml compiles and passes its test`, () => {
      cpSync(join(root, "specs"), join(folder, "specs"), { recursive: true });
      const { code, err } = boostGen(folder, ["init", `around-${name}`, "--document", `specs/${name}.yaml`]);
      assert.equal(code, 0, err);
      assert.equal(existsSync(join(folder, `around-${name}/asyncapi.yaml`)), false, "the document stays where it is");
      build(join(folder, `around-${name}`));
      assert.equal(boostGen(join(folder, `around-${name}`), ["--check"]).code, 0);
    });
  }

  test("what it makes keeps formatters and linters out of generated/", () => {
    const { code } = boostGen(folder, ["init", "formatted"]);
    assert.equal(code, 0);
    const project = join(folder, "formatted");
    assert.match(readFileSync(join(project, ".prettierignore"), "utf8"), /^generated\/$/m);
    assert.match(readFileSync(join(project, "eslint.config.js"), "utf8"), /ignores: \["generated\/"/);
    writeFileSync(join(project, "generated/index.ts"), `${readFileSync(join(project, "generated/index.ts"), "utf8")}var   a = 1\n`);
    writeFileSync(join(project, "mine.ts"), "var   a = 1\n");
    const biome = spawnSync(process.execPath, [join(root, "node_modules/@biomejs/biome/bin/biome"), "format", "."], {
      cwd: project,
      encoding: "utf8",
    });
    assert.match(biome.stderr, /mine\.ts/);
    assert.doesNotMatch(biome.stderr, /generated\//);
  });

  test("overwrites nothing", () => {
    mkdirSync(join(folder, "taken"));
    writeFileSync(join(folder, "taken/main.ts"), "mine");
    const { code, err } = boostGen(folder, ["init", "taken"]);
    assert.equal(code, 2);
    assert.equal(
      err,
      "error: `taken/main.ts` is there already, and init overwrites nothing. Name a new folder: boost-gen init my-service\n",
    );
    assert.deepEqual(readdirSync(join(folder, "taken")), ["main.ts"]);
  });

  test("begins in a folder that holds nothing but a repository and the document", () => {
    mkdirSync(join(folder, "fresh/.git"), { recursive: true });
    cpSync(join(root, "specs/tasks.yaml"), join(folder, "fresh/asyncapi.yaml"));
    const { code, out, err } = boostGen(join(folder, "fresh"), ["init", "--document", "asyncapi.yaml"]);
    assert.equal(code, 0, err);
    assert.match(out, /^Next: npm install && npm test/m);
  });

  test("leaves nothing behind where the document has an error or is not there", () => {
    writeFileSync(join(folder, "broken.yaml"), "asyncapi: 3.0.0\ninfo: 5\n");
    const broken = boostGen(folder, ["init", "of-broken", "--document", "broken.yaml"]);
    assert.equal(broken.code, 2);
    assert.match(broken.err, /^broken\.yaml:2:7: error: /m);
    const absent = boostGen(folder, ["init", "of-absent", "--document", "absent.yaml"]);
    assert.equal(absent.code, 2);
    assert.match(absent.err, /absent\.yaml/);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith("of-")),
      [],
    );
  });

  test("refuses a broker beside a document, and a broker that it does not know", () => {
    const both = boostGen(folder, ["init", "x", "--document", "specs/tasks.yaml", "--broker", "redis"]);
    assert.deepEqual(
      [both.code, both.err],
      [2, "error: --document and --broker exclude each other: a document names its brokers itself.\n"],
    );
    const unknown = boostGen(folder, ["init", "x", "--broker", "rabbit"]);
    assert.equal(unknown.code, 2);
    assert.match(unknown.err, /`rabbit` is no value of --broker; it is one of kafka, rabbitmq, redis\. Did you mean rabbitmq\?/);
  });
});
