import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { referencePage } from "../../.tools/build/options/reference.ts";

const page = new URL("../../src/options/REFERENCE.md", import.meta.url);

test("the reference page says what the rows say; BOOST_UPDATE=1 writes it", () => {
  const wanted = referencePage();
  if (process.env["BOOST_UPDATE"]) writeFileSync(page, wanted);
  else assert.equal(readFileSync(page, "utf8"), wanted);
});
