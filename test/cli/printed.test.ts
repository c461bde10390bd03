import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { commands } from "../../src/cli/commands.ts";
import { harmless, printedSafely } from "../../src/cli/printed.ts";
import { painter, type Terminal } from "../../src/cli/terminal.ts";
import { printDeadLetter, printDeadLetterLine } from "../../src/cli/tools/print-dead-letter.ts";
import { session } from "./session.ts";

/** Title, erased screen, colour; the same with C1's one character; a link; an order turned round. */
const escapes = [
  "\u001b]0;TITLE\u0007",
  "\u001b[2J",
  "\u001b[31m",
  "\u009b31m",
  "\u009d0;x\u009c",
  "\u001b]8;;http://a\u001b\\",
  "a\rb",
  "\u202ea",
  "\u2066",
  "\u0000",
  "\u007f",
];

function recorded(): { readonly terminal: Terminal; readonly text: () => string } {
  let text = "";
  const add = (more: string): void => {
    text += more;
  };
  const env = { FORCE_COLOR: "1" };
  return {
    terminal: {
      cwd: ".",
      env,
      out: add,
      err: add,
      overwrite: add,
      paint: painter(env, true),
      untilStopped: () => Promise.resolve(),
      interactive: true,
      heard: () => true,
      elapsed: () => 0,
    },
    text: () => text,
  };
}

describe("F59: what is printed", () => {
  for (const sequence of escapes) {
    test(`has no say over the terminal: ${JSON.stringify(sequence)}`, () => {
      for (const print of ["out", "err", "overwrite"] as const) {
        const { terminal, text } = recorded();
        const safe = printedSafely(terminal);
        safe[print](`${safe.paint("red", `x${sequence}y`)} ${sequence}`);
        assert.equal(text(), `\u001b[31mx${harmless(sequence)}y\u001b[39m ${harmless(sequence)}`);
        assert.doesNotMatch(harmless(sequence), /[\p{Cc}\p{Bidi_Control}]/u);
      }
    });
  }

  test("stays the same value where it is JSON", () => {
    const value = { text: `${escapes.join("")}\n\té😀"\\` };
    assert.deepEqual(JSON.parse(harmless(JSON.stringify(value, null, 2))), value);
  });

  test("keeps text, line breaks and tabs", () => assert.equal(harmless("a\n\té😀 注文"), "a\n\té😀 注文"));

  test("of a dead letter is one line in the list, and no row of ours where it is shown", () => {
    const forged = "x\n0 dead letters\nid         other\theader     a: b";
    const text = Buffer.from(forged);
    const stored = {
      address: "a",
      body: Buffer.from("{}"),
      key: text,
      contentType: forged,
      headers: new Map([[forged, [forged, text]]]),
    };
    const facts = {
      id: forged,
      place: forged,
      origin: forged,
      operation: forged,
      cause: forged,
      attempts: forged,
      failedAt: forged,
      error: forged,
      issues: forged,
    };
    const letter = { ...facts, stored } as unknown as Parameters<typeof printDeadLetter>[0];
    const plain = (_: string, words: string): string => words;
    assert.equal(printDeadLetterLine(letter, plain).split("\n").length, 2);
    const rows = printDeadLetter(letter, { key: `k\n${forged}`, problem: forged }, plain).split("\n");
    assert.deepEqual(
      rows.filter((row) => row.startsWith("id ")).map((row) => row.slice(0, 12)),
      ["id         x"],
    );
    assert.equal(
      rows.some((row) => row.startsWith("0 dead")),
      false,
    );
  });

  test("passes here from every command: a document's name and its complaints", async (context) => {
    const { type, write } = session(context, commands);
    write("a\u001b[2J\u009b.yaml", "x: \u202e\n");
    for (const line of [
      "a\u001b[2J\u009b.yaml",
      "validate a\u001b[2J\u009b.yaml",
      "validate --json a\u001b[2J\u009b.yaml",
      "diff a\u001b[2J\u009b.yaml b\u0007.yaml",
      "\u001b[31m",
    ]) {
      const { out, err } = await type(line);
      assert.ok(out.length + err.length > 0);
      assert.doesNotMatch(out + err, /(?!\n|\t)[\p{Cc}\p{Bidi_Control}]/u, line);
    }
  });
});
