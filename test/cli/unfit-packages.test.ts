import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, test } from "node:test";
import { ownManifest } from "../../src/cli/own-manifest.ts";
import { readProject } from "../../src/cli/project/project.ts";
import { unfitPackages } from "../../src/cli/project/unfit-packages.ts";
import { boostGen } from "./program.ts";

const folder = mkdtempSync(join(tmpdir(), "boost-gen-unfit-"));
after(() => rmSync(folder, { recursive: true }));
let made = 0;

type Versions = Readonly<Record<string, string>>;

/** A project of these ranges, with these versions in its node_modules. */
function projectOf(dependencies: Versions, installed: Versions = {}, type: Versions = {}): string {
  const project = join(folder, String(++made));
  const write = (path: string, value: object): void => {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), JSON.stringify(value));
  };
  write("package.json", { dependencies, ...type });
  for (const [name, version] of Object.entries(installed)) write(`node_modules/${name}/package.json`, { version });
  return project;
}

const found = (dependencies: Versions, installed?: Versions): readonly string[] =>
  unfitPackages(readProject(projectOf(dependencies, installed)), ownManifest.peerDependencies).map(
    (unfit) => `${unfit.name} ${unfit.found} → ${unfit.instead}`,
  );

describe("packages of a project that npm refuses beside boost-gen", () => {
  const cases: readonly (readonly [what: string, dependencies: Versions, installed: Versions, says: readonly string[]])[] = [
    ["zod 3", { zod: "^3.22.0" }, {}, ["zod ^3.22.0 → zod@^4"]],
    ["zod 3, installed", { zod: "^3.22.0" }, { zod: "3.24.1" }, ["zod 3.24.1 → zod@^4"]],
    ["zod 4, too early", { zod: "^4.0.0" }, { zod: "4.0.17" }, ["zod 4.0.17 → zod@^4"]],
    ["zod 4, to be installed", { zod: "^4.0.0" }, {}, []],
    ["a range of many", { zod: "^3.25.0 || ^4.0.0" }, {}, []],
    ["an exact version too early", { zod: "4.0.17" }, {}, ["zod 4.0.17 → zod@^4"]],
    ["kafkajs 1", { kafkajs: "^1.16.0" }, {}, ["kafkajs ^1.16.0 → kafkajs@^2"]],
    ["amqplib 0.8", { amqplib: "0.8.0" }, { amqplib: "0.8.0" }, ["amqplib 0.8.0 → amqplib@^2"]],
    ["ioredis 4", { ioredis: "4.x" }, {}, ["ioredis 4.x → ioredis@^6"]],
    [
      "Temporal 1.9",
      { "@temporalio/client": "~1.9.0" },
      { "@temporalio/client": "1.9.3" },
      ["@temporalio/client 1.9.3 → @temporalio/client@^1"],
    ],
    ["newer than was tried", { kafkajs: "^3.0.0" }, {}, ["kafkajs ^3.0.0 → kafkajs@^2"]],
    ["what is no range", { zod: "workspace:*", ioredis: "latest", kafkajs: "file:../kafkajs", amqplib: "" }, {}, []],
    ["what somebody else's package brought along", {}, { zod: "3.24.1" }, []],
    ["what fits", { zod: "^4.1.0", kafkajs: "^2.2.4" }, { zod: "4.6.7", kafkajs: "2.2.4" }, []],
  ];
  for (const [what, dependencies, installed, says] of cases) test(what, () => assert.deepEqual(found(dependencies, installed), says));

  test("are looked for in the node_modules of a workspace's root", () => {
    const root = projectOf({}, { zod: "3.24.1" });
    const project = join(root, "packages/service");
    mkdirSync(project, { recursive: true });
    writeFileSync(join(project, "package.json"), JSON.stringify({ dependencies: { zod: ">=3" } }));
    assert.deepEqual(
      unfitPackages(readProject(project), ownManifest.peerDependencies).map((unfit) => unfit.found),
      ["3.24.1"],
    );
  });

  test("are said before npm's ERESOLVE, with what to install", () => {
    const project = projectOf({ zod: "^3.22.0" }, { zod: "3.24.1" }, { type: "module" });
    const document = { asyncapi: "3.0.0", info: { title: "Empty", version: "1.0.0" } };
    writeFileSync(join(project, "asyncapi.json"), JSON.stringify(document));
    const { out, err } = boostGen(project, ["asyncapi.json"]);
    assert.match(err, /^note: `zod` is 3\.24\.1 in this project, and boost-gen needs \^4\.1\.0: .*install `zod@\^4`\.$/m);
    assert.match(out, /^Next: npm i boost-gen zod@\^4 && /m);
  });
});
