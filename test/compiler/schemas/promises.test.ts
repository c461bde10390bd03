import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { skipWithout } from "../../shared-inputs.ts";
import { formatsTable, scoreFormats } from "./suite-formats.ts";
import { suiteTable } from "./suite-table.ts";

const page = new URL("../../../src/guide/promises.md", import.meta.url);
const place = /(<!-- validators -->\n)[\s\S]*?(<!-- \/validators -->)/;

test(
  "the guide shows how the official suite judges us and others; BOOST_UPDATE=1 writes the table",
  skipWithout("json-schema-test-suite"),
  async () => {
    const text = readFileSync(page, "utf8");
    assert.match(text, place);
    const table = `${await suiteTable()}\n\n${formatsTable(await scoreFormats())}`;
    const wanted = text.replace(place, (_, before: string, after: string) => `${before}${table}\n${after}`);
    if (process.env["BOOST_UPDATE"]) writeFileSync(page, wanted);
    else assert.equal(text, wanted);
  },
);
