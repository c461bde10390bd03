import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { exampleText, optionTable, optionTables } from "../../.tools/build/options/reference.ts";
import { starterDocument } from "../../src/cli/init/starter-document.ts";
import { complaints, laidOver } from "../guide/document.ts";

const place = /(<!-- options: ([\w-]+) -->\n)[^]*?(<!-- \/options -->)/g;

for (const name of ["x-boost", "x-temporal"])
  test(`${name}.md of the guide says what the rows say; BOOST_UPDATE=1 writes it`, () => {
    const page = new URL(`../../src/guide/${name}.md`, import.meta.url);
    const text = readFileSync(page, "utf8");
    const wanted = text.replace(place, (_, before: string, table: string, end: string) => `${before}${optionTable(table)}\n${end}`);
    assert.match(text, place);
    if (process.env["BOOST_UPDATE"]) writeFileSync(page, wanted);
    else assert.equal(text, wanted);
  });

const folder = mkdtempSync(join(tmpdir(), "boost-gen-options-"));
after(() => rmSync(folder, { recursive: true }));

const pointers = { root: "", channel: "/channels/orders", operation: "/operations/onOrder", message: "/components/messages/OrderCreated" };

describe("the example of each option compiles without a complaint", () => {
  for (const [table, { rows, extension }] of Object.entries(optionTables)) {
    for (const row of rows.filter(({ option }) => option.kind !== "group"))
      test(`${table}: ${row.path.join(".")}`, async () => {
        const { example, places, path } = row;
        if (example === undefined) assert.fail("no example: give it one in .tools/build/options/examples.ts");
        assert.ok(places.includes(example.place), "it does not stand there");
        const starter = starterDocument(example.broker ?? "kafka", "my-service");
        const around = laidOver(starter, "/", JSON.stringify(example.with ?? {}));
        // What goes together with `equals`, say, is there already.
        const beside = goesTogether(path);
        const text = laidOver(
          laidOver(around, `${pointers[example.place]}/${extension}`, beside),
          `${pointers[example.place]}/${extension}`,
          exampleText(row),
        );
        assert.equal(await complaints(folder, text), "");
      });
  }
});

/** Options that are required beside another. */
function goesTogether(path: readonly string[]): string {
  const [group, name] = path;
  if (group === "match") return JSON.stringify({ match: name === "equals" ? { payload: "/kind" } : { equals: "order" } });
  if ((group === "signal" || group === "update") && name !== "name") return JSON.stringify({ [group]: { name: "change" } });
  if (group === "fairnessWeight") return JSON.stringify({ fairnessKey: "a" });
  if (name === "pinnedTo") return JSON.stringify({ versioningOverride: { pinnedTo: { deploymentName: "orders", buildId: "1" } } });
  if (group === "onMissing") return JSON.stringify({ workflow: null, taskQueue: null, signal: { name: "change" } });
  if (group === "onClosed") return JSON.stringify({ signal: { name: "change" } });
  return "{}";
}
