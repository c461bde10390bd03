import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { compileDocument } from "../../src/compiler/compile-document.ts";
import { loadDocument } from "../../src/compiler/document/index.ts";
import { boostGroups } from "../../src/options/boost.ts";
import { allOptions, optionsAt, type Placed } from "../../src/options/look-up.ts";
import { optionProblems, type SubscriberOptions } from "../../src/runtime/config/subscriber-options.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-options-")));
after(() => rmSync(folder, { recursive: true }));

const nested = (path: readonly string[], value: unknown): unknown => path.reduceRight((inner, key) => ({ [key]: inner }), value);

async function inDocument(path: readonly string[], value: unknown): Promise<readonly string[]> {
  const document = {
    asyncapi: "3.0.0",
    info: { title: "T", version: "1" },
    channels: { c: { address: "c", messages: { m: { payload: { type: "object" } } } } },
    operations: { o: { action: "receive", channel: { $ref: "#/channels/c" }, "x-boost": nested(path, value) } },
  };
  writeFileSync(join(folder, "asyncapi.json"), JSON.stringify(document));
  const { root, version } = await loadDocument("asyncapi.json", { cwd: folder });
  assert.ok(root !== undefined && version !== undefined);
  const { diagnostics } = compileDocument({ root, version }, { importExtension: ".js", version: "0.0.0", source: "asyncapi.json" });
  return diagnostics.flatMap(({ code, message }) => (code === "extension-type" || code === "extension-key" ? [message] : []));
}

const inCode = (path: readonly string[], value: unknown): readonly string[] =>
  optionProblems("s", nested(path, value) as SubscriberOptions, { operations: [], servers: [] });

/** Values on both sides of every bound, as the document and as code write them, and whether they are taken. */
function probes({ option }: Placed): readonly { readonly document: unknown; readonly code: unknown; readonly taken: boolean }[] {
  switch (option.kind) {
    case "integer": {
      const { least, most = Number.MAX_SAFE_INTEGER } = option;
      const taken = [least, most].map((value) => ({ document: value, code: value, taken: true }));
      return [...taken, ...[least - 1, most + 1, least + 0.5, "1", null].map((value) => ({ document: value, code: value, taken: false }))];
    }
    case "number":
      return [
        ...[option.least, option.least + 0.5].map((value) => ({ document: value, code: value, taken: true })),
        ...[option.least - 0.5, "2", null].map((value) => ({ document: value, code: value, taken: false })),
      ];
    case "duration": {
      const { least, most } = option;
      const [seconds, rest] = [Math.floor(most / 1_000), most % 1_000];
      return [
        { document: `${least}ms`, code: least, taken: true },
        { document: `${seconds}.${String(rest).padStart(3, "0")}s`, code: most, taken: true },
        { document: `${seconds + 1}s`, code: most + 1, taken: false },
        { document: least === 0 ? "-1ms" : `${least - 1}ms`, code: least - 1, taken: false },
        { document: 30, code: "30s", taken: false },
      ];
    }
    case "boolean":
      return [true, "true", 1].map((value) => ({ document: value, code: value, taken: value === true }));
    case "choice":
      return [...option.choices, "other", true].map((value) => ({
        document: value,
        code: value,
        taken: option.choices.includes(String(value)),
      }));
    case "text":
      return ["a", "", 1].map((value) => ({ document: value, code: value, taken: value === "a" }));
    case "address":
      return ["a", false, true, ""].map((value) => ({ document: value, code: value, taken: value === "a" || value === false }));
    case "map":
      return [{}, { a: 1 }, { a: [] }, []].map((value) => ({
        document: value,
        code: value,
        taken: !Array.isArray(value) && !("a" in value && value.a !== 1),
      }));
    case "group":
      return [{}, { strange: 1 }, []].map((value) => ({
        document: value,
        code: value,
        taken: !Array.isArray(value) && Object.keys(value).length === 0,
      }));
    default:
      throw new Error(`${option.name}: no probe for ${option.kind}`);
  }
}

describe("document and code give one answer", () => {
  const { consume } = boostGroups;
  for (const placed of allOptions({ ...consume, options: optionsAt(consume.options, "code") })) {
    test(placed.path.join("."), async () => {
      for (const { document, code, taken } of probes(placed)) {
        const [left, right] = [await inDocument(placed.path, document), inCode(placed.path, code)];
        assert.equal(left.length === 0, taken, `document, ${JSON.stringify(document)}: ${left}`);
        assert.equal(right.length === 0, taken, `code, ${JSON.stringify(code)}: ${right}`);
      }
    });
  }
});
