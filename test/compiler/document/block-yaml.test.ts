import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { DiagnosticSink } from "../../../src/compiler/diagnostics/index.ts";
import { defaultLimits } from "../../../src/compiler/document/limits.ts";
import { readBlockYaml } from "../../../src/compiler/document/text/block-yaml/read-block-yaml.ts";
import { readYaml } from "../../../src/compiler/document/text/read-yaml.ts";
import { TreeBuilder } from "../../../src/compiler/document/text/tree-builder.ts";
import { Source } from "../../../src/compiler/document/tree/source.ts";
import type { TreeNode } from "../../../src/compiler/document/tree/tree-node.ts";
import { fc } from "../../random/fast-check.ts";
import { sharedFolder, skipWithout } from "../../shared-inputs.ts";

/** Every value with its name, kind and places. */
function listing(root: TreeNode): string {
  const lines: string[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    lines.push(`${node.pointer} ${node.kind} ${node.start} ${node.keyStart} ${JSON.stringify(node.scalar)}`);
    open.push(...(node.properties?.values() ?? node.items()));
  }
  return lines.join("\n");
}

/** Whether the quick reader took the text; what it takes must be what the library reads. */
function isReadAlike(text: string): boolean {
  const source = new Source("x.yaml", "", text);
  const builder = (): TreeBuilder => new TreeBuilder(source, new DiagnosticSink(), defaultLimits);
  const quick = readBlockYaml(text, builder);
  if ("unusualAt" in quick) return false;
  const thorough = readYaml(text, builder());
  assert.ok(thorough, `the library refuses ${JSON.stringify(text)}`);
  assert.equal(listing(quick.root), listing(thorough), JSON.stringify(text));
  return true;
}

test("what the quick reader takes, it reads as the library does", () => {
  const texts = [
    "a: 1\n",
    "a:\n  b: [1, 'two', \"th\\u0072ee\"]\n  c: { d: e, f: [] }\n",
    "- - a\n  - b\n- c: d\n  e: f\n-\n  g: h\n",
    "list:\n- a\n- b\nnext: x\n",
    "text: |\n  one\n    two\n\n  three\n\nfold: >-\n  one\n  two\n\n  three\n    four\n  five\nkeep: |+\n  x\n\nend: y\n",
    "plain: one\n  two\n\n  three # comment\nnext: 'it''s\n  so'\nlast: \"a \\\n  b\n  c\"\n",
    "--- # start\na: b\r\nc: d\r\n",
    "n: [~, null, true, False, 0x1f, 0o17, -1, +2.5, .5, 1e3, '1', 1_000, 0b1, 12:30, 2020-01-01, yes]\n",
    "url: http://example.com/a#b\n'quoted key': 1\n\"other\": 2\n$ref: '#/a'\n",
    "flow: [\n    a, # one\n    { b: c,\n      d: e }\n  ]\n",
    "empty:\nalso: # nothing\n  \nitems:\n  -\n  - \n  - x\n",
  ];
  for (const text of texts) assert.ok(isReadAlike(text), JSON.stringify(text));
});

test("what it does not take is left to the library", () => {
  const texts = [
    "",
    "text",
    "a: &x 1\n",
    "a: *x\n",
    "a: !!str 1\n",
    "? a\n: b\n",
    "a: b: c\n",
    "a: [1, 2\n",
    "a: 'open\n",
    "a: 1\n b: 2\n",
    "a:\n\tb: 1\n",
    "%YAML 1.1\n---\na: 1\n",
    "a: 1\n---\nb: 2\n",
    "<<: { a: 1 }\n",
    "a: .inf\n",
    "a: 1e999\n",
    "a: @x\n",
    "a: `x`\n",
    "a: {b}\n",
    "[a, b]\n",
    "a: |2\n   x\n",
  ];
  for (const text of texts) assert.equal(isReadAlike(text), false, JSON.stringify(text));
});

const pieces = [
  ...["a", "b: ", "c:", "- ", "-", " ", "  ", "    ", "\n", "\n", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", "\n\n", "\r\n"],
  ...["|", ">", "|-\n", ">+\n", "a: |\n", "a: >-\n", "[", "]", "{", "}", ",", ", ", "[a, b]", "{ a: b }", '{"a":1}'],
  ...["'", '"', "''", "'x\n    y'", '"x\n    y"', '"x\\\n    y"', "\\", "\\n", "#", " # c", "# x\n", "x y", "text more\n"],
  ...[
    "1",
    "-1",
    "0x1f",
    "1.5e3",
    "~",
    "null",
    "true",
    "$ref: '#/a/b'",
    "http://x",
    "key: value\n",
    "k:\n",
    "  k: v\n",
    ":",
    "?",
    "---\n",
    "...\n",
    "%",
    "&",
    "*",
    "!",
    "\t",
    "é",
    "<<: x\n",
  ],
];

test("no text made of YAML's signs is read in another way", () => {
  const start = fc.constantFrom("", "k: ", "k:\n  ", "- ", "a:\n- ", "k: |\n  ", "k: >\n  ", "x:\n  y:\n    ");
  const text = fc
    .tuple(start, fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 14 }), fc.constantFrom("\n", ""))
    .map(([first, rest, last]) => first + rest.join("") + last);
  let taken = 0;
  fc.assert(
    fc.property(text, (each) => {
      if (isReadAlike(each)) taken += 1;
    }),
    { numRuns: 10_000 },
  );
  assert.ok(taken > 200, `only ${taken} texts were taken`);
});

const corpus = sharedFolder("corpus/documents");

test("the corpus is read alike, most of it quickly", skipWithout("corpus"), () => {
  const files = readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((name) => /\.ya?ml$/.test(name));
  const taken = files.filter((name) => isReadAlike(readFileSync(join(corpus, name), "utf8")));
  assert.ok(taken.length > 0.9 * files.length, `${taken.length} of ${files.length}`);
});
