import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { hostileDocuments } from "../compiler/hostile/documents.ts";
import { boostGen } from "./program.ts";

const folder = mkdtempSync(join(tmpdir(), "boost-gen-hostile-cli-"));
after(() => rmSync(folder, { recursive: true }));

// The compiler's share of each is tested beside the compiler; here one of each kind of complaint goes through the program.
const kinds = new Map(hostileDocuments.filter(({ codes }) => codes.length > 0).map((document) => [document.codes.join(), document]));

for (const { name, codes, make } of kinds.values()) {
  test(`${name}: exit code 2, sentences without a stack, nothing written`, () => {
    const place = mkdtempSync(join(folder, "case-"));
    const document = make(mkdtempSync(join(folder, "document-")));
    const { code, out, err } = boostGen(place, [document]);
    assert.equal(code, 2, err);
    assert.equal(out, "");
    for (const each of codes) assert.match(err, new RegExp(`\\[${each}\\]`));
    assert.doesNotMatch(err, /^\s+at .*[:(]\d+:\d+\)?$/m);
    assert.ok(err.length < 200_000, `${err.length} characters`);
    assert.deepEqual(readdirSync(place), []);
  });
}
