import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { describe, test } from "node:test";
import { apiPage } from "../../.tools/api/page.ts";
import { surface } from "../../.tools/api/surface.ts";

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
const entries = surface(manifest.exports);
const all = entries.flatMap(({ name, exports }) =>
  exports.flatMap((each) =>
    [each, ...each.members].map((one) => ({ ...one, label: `${name}: ${each === one ? each.name : `${each.name}.${one.name}`}` })),
  ),
);

describe("what the package exports", () => {
  test("is found: every entry of package.json, its classes and their members", () => {
    assert.deepEqual(
      entries.map(({ name }) => `./${name}`),
      Object.keys(manifest.exports).filter((subpath) => subpath !== "./package.json"),
    );
    const labels = all.map(({ label }) => label);
    for (const label of [
      "runtime: BoostApp.addSubscribers",
      "testing: TestApp.publish",
      "tools: DeadLetters.find",
      "kafka: createKafkaBroker",
    ])
      assert.ok(labels.includes(label), label);
  });

  test("has a sentence, each of it", () => {
    assert.deepEqual(
      all
        .filter(({ doc }) => !/^[A-Za-z0-9`-].*[.…)`]$/s.test(doc.replace(/\s*@throws [^]*$/, "")))
        .map(({ label, place, doc }) => `${label} (${place}): ${doc}`),
      [],
    );
  });

  test("is the page of the guide; BOOST_UPDATE=1 writes it", () => {
    const page = new URL("../../src/guide/api.md", import.meta.url);
    const wanted = apiPage(entries);
    if (process.env["BOOST_UPDATE"]) writeFileSync(page, wanted);
    assert.equal(readFileSync(page, "utf8"), wanted);
  });
});
