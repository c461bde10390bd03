import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { it } from "node:test";
import { configurationTable } from "./configuration-table.ts";

const page = new URL("../../src/guide/operating.md", import.meta.url);
const place = /(<!-- configuration -->\n)[\s\S]*?(<!-- \/configuration -->)/;

it("the guide lists every variable; BOOST_UPDATE=1 writes the table", () => {
  const text = readFileSync(page, "utf8");
  const wanted = text.replace(place, (_, before: string, after: string) => `${before}${configurationTable()}\n${after}`);
  if (process.env["BOOST_UPDATE"]) writeFileSync(page, wanted);
  else assert.equal(text, wanted);
});
