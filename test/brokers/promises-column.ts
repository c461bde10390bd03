import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import type { ConformanceOutcomes } from "../../src/testing/conformance/index.ts";

const columns = ["memory", "Kafka", "RabbitMQ quorum", "RabbitMQ classic", "Redis stream", "Redis pub/sub"] as const;
/** Promises that a suite inside one process cannot ask for, and who does. */
const elsewhere: { readonly [reason: string]: string } = {
  "no way to crash it inside one process": "[yes](../../test/faults/processes.test.ts)",
};
const page = new URL("../../src/guide/promises.md", import.meta.url);
const place = /(<!-- conformance -->\n)([\s\S]*?)(<!-- \/conformance -->)/;

/**
 * A test that the guide's table says of this broker what its suite has just shown; `BOOST_UPDATE=1` writes the column. Register it after
 * the suite. `--concurrency 1` when several files write.
 */
export function promisesColumn(column: (typeof columns)[number], outcomes: ConformanceOutcomes): void {
  test(`the guide's table says so: ${column}`, () => {
    const text = readFileSync(page, "utf8");
    const [, , table = ""] = place.exec(text) ?? assert.fail("the page has no place for the table");
    const written = readTable(table);
    const own = new Map([...outcomes].map(([title, outcome]) => [title, outcome === "kept" ? "yes" : (elsewhere[outcome] ?? "–")]));
    assert.ok(![...outcomes.values()].includes("broken"), "a promise is broken");
    if (process.env["BOOST_UPDATE"]) {
      written.set(column, own);
      const titles = [...own.keys()];
      writeFileSync(
        page,
        text.replace(place, (_, before: string, __, after: string) => `${before}${print(titles, written)}${after}`),
      );
      return;
    }
    assert.deepEqual([...(written.get(column) ?? [])], [...own]);
  });
}

type Table = Map<string, ReadonlyMap<string, string>>;

function readTable(table: string): Table {
  const rows = table
    .trim()
    .split("\n")
    .filter((line) => line.startsWith("| ") && !line.startsWith("| Promise"))
    .map((line) =>
      line
        .slice(2, -2)
        .split("|")
        .map((cell) => cell.trim()),
    );
  return new Map(columns.map((column, index) => [column, new Map(rows.map(([title = "", ...cells]) => [title, cells[index] ?? ""]))]));
}

function print(titles: readonly string[], table: Table): string {
  const lines = titles.map((title) => `| ${title} | ${columns.map((column) => table.get(column)?.get(title) ?? "").join(" | ")} |`);
  return [`| Promise | ${columns.join(" | ")} |`, `|---${"|:-:".repeat(columns.length)}|`, ...lines, ""].join("\n");
}
