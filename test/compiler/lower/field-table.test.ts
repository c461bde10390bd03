import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { diagnosticTable } from "../../../src/compiler/diagnostics/table.ts";
import { specificationFields, versions } from "./specification-fields.ts";

/** One section of the table: the objects that it is about, and its rows. */
interface Section {
  readonly title: string;
  readonly objects: readonly string[];
  readonly rows: readonly Row[];
}

interface Row {
  readonly field: string;
  readonly versions: string;
  readonly model: string;
  readonly output: string;
}

const text = readFileSync(new URL("../../../src/compiler/lower/README.md", import.meta.url), "utf8");
const sections = text.split(/^## /m).slice(1).map(sectionOf);
const specification = specificationFields();

test("every object of the specification has one section", () => {
  const named = sections.flatMap(({ objects }) => objects);
  assert.deepEqual(named.toSorted(), [...specification.keys()].toSorted());
});

for (const { title, objects, rows } of sections) {
  test(`${title}: every field has a row, and every row a field of the same versions`, () => {
    const wanted = new Map<string, Set<string>>();
    for (const object of objects) {
      for (const [field, known] of specification.get(object) ?? []) wanted.set(field, new Set([...(wanted.get(field) ?? []), ...known]));
    }
    const expected = [...wanted].map(([field, known]) => `${field} ${range(known)}`);
    assert.deepEqual(rows.map((row) => `${row.field} ${row.versions}`).toSorted(), expected.toSorted());
  });

  test(`${title}: every row says what becomes of the field`, () => {
    assert.deepEqual(
      rows.filter(({ output }) => output === "").map(({ field }) => field),
      [],
    );
  });
}

test("every complaint that the table names exists", () => {
  const named = [...text.matchAll(/`((?!x-)[a-z]+(?:-[a-z]+)+)`/g)].map(([, code = ""]) => code);
  assert.ok(named.length > 40);
  assert.deepEqual(
    named.filter((code) => !Object.hasOwn(diagnosticTable, code)),
    [],
  );
});

function sectionOf(section: string): Section {
  const [title = ""] = section.split("\n");
  const [, objects = ""] = /^Objects: (.*)\.$/m.exec(section) ?? [];
  const rows = section.split("\n").flatMap((line): Row[] => {
    const [, field, known = "", model = "", output = ""] = /^\| `([^`]+)` \| (.*?) \| (.*?) \|(?: (.*?) \|)?$/.exec(line) ?? [];
    return field === undefined ? [] : [{ field, versions: known, model, output }];
  });
  return { title, objects: [...objects.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name), rows };
}

/** `all`, `2.x`, `3.x`, `2.4–2.6`, `2.0`. */
function range(known: ReadonlySet<string>): string {
  const [first, ...others] = versions.filter((version) => known.has(version));
  const last = others.at(-1);
  if (first === undefined || last === undefined) return first ?? "";
  const isWhole = known.size === versions.indexOf(last as (typeof versions)[number]) - versions.indexOf(first) + 1;
  assert.ok(isWhole, [...known].join());
  const span = `${first}–${last}`;
  return span === "2.0–3.1" ? "all" : span === "2.0–2.6" ? "2.x" : span === "3.0–3.1" ? "3.x" : span;
}
