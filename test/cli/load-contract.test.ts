import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { compileFile } from "../../src/cli/compile-file.ts";
import { loadContract } from "../../src/cli/tools/load-contract.ts";
import { compileDocument } from "../../src/compiler/compile-document.ts";
import { type JsonValue, loadDocumentText } from "../../src/compiler/document/index.ts";
import { emitScript } from "../../src/compiler/emit/script.ts";
import type { Contract } from "../../src/compiler/model/index.ts";
import { hostile, withStrings } from "../fuzz/hostile-strings.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const specs = ["tasks", "orders", "notifications", "storefront"] as const;

describe("a contract is loaded from its document", () => {
  for (const name of specs) {
    test(`and is the one that generated/${name} exports`, async () => {
      const loaded = await loadContract(await modelOf(join(root, "specs", `${name}.yaml`)));
      const { contract } = await import(`../../generated/${name}/index.ts`);
      assert.deepEqual(withoutValidators(loaded), withoutValidators(contract));
    });
  }

  const features = join(root, "test/golden/features");
  for (const name of readdirSync(features)) {
    test(`with ${name}`, async () => {
      const loaded = await loadContract(await modelOf(join(features, name, "asyncapi.yaml")));
      assert.equal(loaded.format, 1);
    });
  }

  test("whose schemas are made of each other's parts across files", async () => {
    const part = (key: string, other: string) => ({
      type: "object",
      required: [key],
      properties: {
        [key]: { type: "object", title: key, required: ["id"], properties: { id: { type: "string" } } },
        other: { $ref: other },
      },
    });
    const { model } = await compiledText({
      ...minimal,
      components: { schemas: { A: part("a", "#/components/schemas/B/properties/b"), B: part("b", "#/components/schemas/A/properties/a") } },
      channels: {
        c: {
          address: "c",
          messages: { M: { payload: { $ref: "#/components/schemas/A" } }, N: { payload: { $ref: "#/components/schemas/B" } } },
        },
      },
    });
    const { operations } = await loadContract(model);
    const payload = operations[0]?.channel.messages["cm"]?.payload;
    assert.equal(payload?.safeParse({ a: { id: "1" }, other: { id: "2" } }).success, true);
    assert.equal(payload?.safeParse({ a: { id: "1" }, other: { id: 2 } }).success, false);
  });

  test("whose names are those of the script itself", async () => {
    const { model } = await compiledText({
      ...minimal,
      components: {
        schemas: { runtime: { type: "string" }, 契約: { type: "object", properties: { 契約: { $ref: "#/components/schemas/runtime" } } } },
      },
      channels: {
        c: {
          address: "c",
          messages: {
            契約: { payload: { $ref: "#/components/schemas/契約" } },
            contract: { payload: { $ref: "#/components/schemas/runtime" } },
          },
        },
      },
    });
    assert.equal((await loadContract(model)).operations.length, 1);
  });
});

describe("no text of a document is run with its contract", () => {
  for (const name of specs.filter((spec) => spec !== "storefront")) {
    const document = parse(readFileSync(join(root, "specs", `${name}.yaml`), "utf8")) as JsonValue;

    test(`no description of ${name} is in the script`, async () => {
      const described = withDescriptions(document, "x */ globalThis.__pwn = 1; /* \u2028 globalThis.__pwn = 1");
      assert.match(JSON.stringify(described), /__pwn/);
      assert.doesNotMatch((await compiledText(described)).script, /__pwn|[/][*]/);
    });

    test(`hostile strings all over ${name} stay strings`, async () => {
      const { model } = await compiledText(withStrings(document, hostile));
      await loadContract(model);
      assert.equal("__pwn" in globalThis, false);
    });
  }
});

const minimal = {
  asyncapi: "3.0.0",
  info: { title: "t", version: "1" },
  operations: { o: { action: "receive", channel: { $ref: "#/channels/c" } } },
};

async function modelOf(path: string): Promise<Contract> {
  const { output, diagnostics } = await compileFile(path, {
    allowRef: [],
    strict: false,
    importExtension: ".js",
    version: "",
    source: "asyncapi.yaml",
    cwd: root,
  });
  assert.ok(output !== undefined, JSON.stringify(diagnostics));
  return output.contract;
}

async function compiledText(document: JsonValue): Promise<{ readonly model: Contract; readonly script: string }> {
  const { root: node, version, diagnostics } = await loadDocumentText(JSON.stringify(document), "asyncapi.json");
  assert.ok(node !== undefined && version !== undefined, JSON.stringify(diagnostics));
  const { contract, diagnostics: found } = compileDocument(
    { root: node, version },
    { importExtension: ".js", version: "", source: "asyncapi.json" },
  );
  assert.deepEqual(
    found.filter(({ severity }) => severity === "error"),
    [],
  );
  return { model: contract, script: emitScript(contract) };
}

/** Every description and summary replaced, but for those of examples, which are values. */
function withDescriptions(value: JsonValue, text: string): JsonValue {
  if (Array.isArray(value)) return value.map((item) => withDescriptions(item, text));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]): [string, JsonValue] => [
      key,
      (key === "description" || key === "summary") && typeof inner === "string"
        ? text
        : key === "examples"
          ? inner
          : withDescriptions(inner, text),
    ]),
  );
}

/** Validators hold functions, which are never equal. */
function withoutValidators(value: unknown): unknown {
  if (typeof value !== "object" || value === null || value instanceof RegExp) return value;
  if ("safeParse" in value) return "a validator";
  if (Array.isArray(value)) return value.map(withoutValidators);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutValidators(inner)]));
}
