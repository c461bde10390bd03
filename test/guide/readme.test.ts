import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { guidePages, guideParts } from "../../src/cli/pages/guide.ts";
import { root } from "../cli/program.ts";

const read = (file: string): string => readFileSync(join(root, file), "utf8");
const readme = read("README.md");
const rows = (text: string, pattern: RegExp): number => text.split("\n").filter((line) => pattern.test(line)).length;

test("the README is one screen and a table, at most 150 lines", () => {
  assert.ok(readme.split("\n").length <= 151, `${readme.split("\n").length} lines`);
});

test("its figures are those of the tables", () => {
  const promises = read("src/guide/promises.md");
  const [, conformance = ""] = /<!-- conformance -->([^]*)<!-- \/conformance -->/.exec(promises) ?? [];
  const right = [...promises.matchAll(/^\| (boost-gen|ajv 8|json-schema-to-zod|z\.fromJSONSchema)[^|]*\| (\d+) \|/gm)]
    .slice(0, 4)
    .map(([, , count]) => count);
  assert.equal(right.length, 4);
  const faults = read("test/faults/README.md");
  for (const figure of [
    `${right[0]} of 927 tests`,
    `ajv ${right[1]}, json-schema-to-zod ${right[2]}, \`z.fromJSONSchema\` ${right[3]}`,
    `${rows(conformance, /^\| (?!Promise)/)} promises`,
    `${rows(faults, /^\| G\d+ \|/)} promises and ${rows(faults, /^\| F\d+ \|/)} faults`,
  ])
    assert.ok(readme.includes(figure), figure);
});

test("the README and the start page link every page of the guide", () => {
  const guide = readdirSync(join(root, "src/guide")).filter((name) => name.endsWith(".md"));
  const start = read("src/guide/start.md");
  assert.ok(guide.length > 20);
  assert.deepEqual(
    guide.filter((name) => !readme.includes(`](src/guide/${name}`)),
    [],
  );
  assert.deepEqual(
    guide.filter((name) => name !== "start.md" && !start.includes(`](${name}`)),
    [],
  );
});

test("the README's last table and `boost-gen guide` have the pages in one order", () => {
  const links = (want: string): readonly string[] => {
    const [row = ""] = readme.split("\n").filter((line) => line.startsWith(`| ${want} |`));
    return [...row.matchAll(/\]\(src\/guide\/([^)#]+)\.md\)/g)].map(([, topic = ""]) => topic);
  };
  assert.deepEqual(
    guideParts.map(({ want }) => ({ want, topics: links(want) })),
    guideParts,
  );
  const named = guideParts.flatMap(({ topics }) => topics);
  assert.deepEqual(
    guidePages().map(({ topic }) => topic),
    named,
  );
});
