import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, test } from "node:test";

const folder = import.meta.dirname;
const tests = join(folder, "..");

interface Row {
  readonly name: string;
  readonly cells: readonly string[];
  /** Relative to this folder. */
  readonly links: readonly string[];
}

const rows: readonly Row[] = readFileSync(join(folder, "README.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| [FGM]\d+ \|/.test(line))
  .map((line) => {
    const [name = "", ...cells] = line
      .slice(2, -2)
      .split(" | ")
      .map((cell) => cell.trim());
    return { name, cells, links: [...line.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link) };
  });

/** What a file's titles are marked with: a mark in a comment is no test. */
function marksOf(file: string): ReadonlySet<string> {
  const code = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
  return new Set([...code.matchAll(/\b[FGM]\d+\b/g)].map(([mark]) => mark));
}

describe("the tables of promises, faults and messages", () => {
  test("each has its row, once", () => {
    // Numbers are given once and never again: none is missing, and the newest is the last.
    const wanted = Object.entries({ G: 15, F: 43, M: 8 }).flatMap(([mark, least]) => {
      const count = Math.max(least, rows.filter(({ name }) => name.startsWith(mark)).length);
      return Array.from({ length: count }, (_, index) => `${mark}${index + 1}`);
    });
    assert.deepEqual(
      rows.map(({ name }) => name),
      wanted,
    );
  });

  for (const { name, cells, links } of rows) {
    test(`${name}: each link is a file with a test that is named so, and no cell is empty`, () => {
      assert.equal(cells.length, 5);
      for (const cell of cells) assert.notEqual(cell, "");
      for (const link of links) assert.ok(marksOf(join(folder, link)).has(name), `${link} has no test named ${name}`);
    });
  }

  test("every test that is named after one is in its row", () => {
    const missing = readdirSync(tests, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".test.ts"))
      .map((file) => join(tests, file))
      .flatMap((file) =>
        [...marksOf(file)]
          .map((mark) => ({ mark, link: relative(folder, file) }))
          .filter(
            ({ mark, link }) =>
              rows.some(({ name }) => name === mark) && !rows.some((row) => row.name === mark && row.links.includes(link)),
          ),
      );
    assert.deepEqual(missing, []);
  });

  test("the guide has them without the names of tests; BOOST_UPDATE=1 writes them", () => {
    const page = join(tests, "../src/guide/promises.md");
    const text = readFileSync(page, "utf8");
    const wanted = text.replace(
      /(<!-- faults -->\n)[^]*(<!-- \/faults -->)/,
      (_, start: string, end: string) => `${start}${guideTables()}${end}`,
    );
    if (process.env["BOOST_UPDATE"]) writeFileSync(page, wanted);
    else assert.equal(text, wanted);
    assert.ok(wanted.includes(guideTables()));
  });
});

function guideTables(): string {
  return `${[
    ["Promise", "G"],
    ["Fault", "F"],
    ["Message", "M"],
  ]
    .map(([what, mark = ""]) => {
      const own = rows
        .filter(({ name }) => name.startsWith(mark))
        .map(({ name, cells }) => [name, cells[0], ...(mark === "G" ? [] : cells.slice(-1))]);
      const head = mark === "G" ? ["", what] : ["", what, "What happens"];
      return [head, head.map(() => "---"), ...own].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
    })
    .join("\n\n")}\n`;
}
