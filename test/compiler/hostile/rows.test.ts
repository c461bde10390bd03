import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = new URL("../../..", import.meta.url).pathname;

interface Row {
  readonly number: number;
  readonly file: string;
  readonly piece: string;
}

/** A bar inside a cell is written `\|`. */
function rows(): readonly Row[] {
  const lines = readFileSync(join(root, "test/compiler/hostile/README.md"), "utf8").split("\n");
  return lines.flatMap((line) => {
    const [, number, , file = "", piece = ""] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    return /^\d+$/.test(number ?? "") ? [{ number: Number(number), file, piece }] : [];
  });
}

test("every class of hostile documents has its proof", () => {
  const found = rows();
  assert.deepEqual(
    [...new Set(found.map(({ number }) => number))],
    Array.from({ length: 40 }, (_, index) => index + 1),
  );
  const gone = found.filter(({ file, piece }) => !file.startsWith("none: ") && !textOf(file).includes(piece));
  assert.deepEqual(gone, []);
});

function textOf(file: string): string {
  try {
    return readFileSync(join(root, file), "utf8");
  } catch {
    return "";
  }
}
