import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { describe, test } from "node:test";
import { commands } from "../../src/cli/commands.ts";
import { explanations } from "../../src/cli/explain/explanations.ts";
import { run } from "../../src/cli/run.ts";
import { changeTable } from "../../src/compiler/compare/index.ts";
import { diagnosticTable } from "../../src/compiler/diagnostics/index.ts";
import { recordedTerminal } from "./recorded-terminal.ts";
import { session } from "./session.ts";

const golden = (path: string): URL => new URL(`../golden/${path}`, import.meta.url);

/** What comes of a full disk, a second process, another version or a parser that fails: their example is what they say, and tests of their own provoke them. */
const onlySaid: readonly string[] = [
  ...["generator-newer", "generator-older", "out-healed", "out-interrupted", "out-locked", "path-unsafe"],
  ...["official-error", "official-failed", "official-too-large", "official-too-slow", "official-warning"],
  ...["write-denied", "write-failed", "write-no-space"],
];
/** No document of any version of AsyncAPI has it; test/compiler/document makes a schema that does. */
const withoutExample: readonly string[] = ["structure-ambiguous"];

describe("boost-gen explain", () => {
  test("every code of a table of complaints and of changes is explained, each once", () => {
    const codes = explanations.filter(({ kind }) => kind !== "the cause of a dead letter").map(({ code }) => code);
    assert.deepEqual(codes.toSorted(), [...Object.keys(diagnosticTable), ...Object.keys(changeTable)].sort());
    const all = explanations.map(({ code }) => code);
    assert.deepEqual(
      all.filter((code, index) => all.indexOf(code) !== index),
      [],
    );
  });

  test("every one is made of whole sentences and says what it is", () => {
    for (const { code, kind, means, mend } of explanations) {
      assert.match(kind, /^(an error|a warning|for information|a change: \w+.*|the cause of a dead letter)$/, code);
      for (const text of [means, mend]) assert.match(text, /^(?:[A-Z`].*|(?:boost-gen|macOS) .*)[.]$/, code);
    }
  });

  test("every complaint and every change has an example in which it is said", () => {
    for (const { code, kind, example } of explanations) {
      if (withoutExample.includes(code) || kind === "the cause of a dead letter") continue;
      assert.match(example ?? "", kind.startsWith("a change") ? /\$ npx boost-gen diff / : new RegExp(`\\[${code}\\]$`, "m"), code);
    }
  });

  test("what provokes it is in the golden files, but for what no file and no command provokes", () => {
    const folders = readdirSync(golden("diagnostics"));
    const provoked = explanations.filter(
      ({ code, example = "" }) =>
        existsSync(golden(`scenes/${code}.txt`)) ||
        existsSync(golden(`changes/${code}.md`)) ||
        folders.includes(code) ||
        /^`asyncapi\.(yaml|json)`:|^~~~~console\n[^]*\n {4}.*\|/.test(example),
    );
    const codes = new Set(provoked.map(({ code }) => code));
    const others = explanations
      .filter(({ code, kind }) => !codes.has(code) && kind !== "the cause of a dead letter")
      .map(({ code }) => code);
    assert.deepEqual(others.toSorted(), [...onlySaid, ...withoutExample].sort());
  });

  test("prints a page, with or without the brackets that it was copied with", async (context) => {
    const { type } = session(context, commands);
    const { code, out } = await type("explain schema-no-type");
    assert.equal(code, 0);
    assert.match(out, /^schema-no-type: a warning\n═+\n/);
    assert.match(out, /^Example\n─+\n[^]*\[schema-no-type\]$[^]*^How to mend it\n─+\n\nAdd the `type`\.\n$/m);
    assert.equal((await type("explain [schema-no-type]")).out, out);
    assert.match((await type(["explain", "invalid: schema"])).out, /^schema: the cause of a dead letter\n/);
  });

  test("lists the codes; a misspelt one is told its neighbour", async (context) => {
    const { type } = session(context, commands);
    const { out } = await type("explain");
    for (const { code } of explanations) assert.ok(out.includes(`\`${code}\``), code);
    const wrong = await type("explain schema-notype");
    assert.deepEqual(wrong, {
      code: 2,
      out: "",
      err: "error: there is no code `schema-notype`. Did you mean `boost-gen explain schema-no-type`?\n",
    });
    assert.match((await type("explain quux-quux")).err, /`boost-gen explain` lists them/);
  });

  test("as JSON, one or all", async (context) => {
    const { type } = session(context, commands);
    const one = JSON.parse((await type("explain property-removed --json")).out);
    assert.equal(one.version, 1);
    assert.deepEqual(
      one.explanations.map(({ code, kind }: { code: string; kind: string }) => [code, kind]),
      [["property-removed", "a change: breaking for consumers, compatible for producers"]],
    );
    assert.equal(JSON.parse((await type("explain --json")).out).explanations.length, explanations.length);
  });
});

describe("the hint below complaints", () => {
  test("names the worst one's code, once, to a person and to nobody else", async (context) => {
    const space = session(context, commands);
    space.write("asyncapi.yaml", "asyncapi: 3.0.0\ninfo: { title: A, version: 1.0.0, colour: red }\n");
    const hints: string[] = [];
    const { terminal } = recordedTerminal(space.folder, { hint: (line) => hints.push(line) });
    assert.equal(await run(["asyncapi.yaml"], terminal, commands), 2);
    assert.deepEqual(hints, ["What it means, with an example: boost-gen explain structure-unknown"]);
    assert.doesNotMatch((await space.type("asyncapi.yaml")).err, /explain/);
  });
});
