import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type JsonValue, loadDocumentText } from "../../../src/compiler/document/index.ts";
import { haveShared, skipWithout } from "../../shared-inputs.ts";
import { corpusFolder } from "../schemas/corpus.ts";
import { acceptedDocuments, type CorpusDocument, type CorpusOutput, isError, outputOf } from "./documents.ts";

/** How many documents are shuffled: those with the most parts, since in a document with one of each there is nothing to shuffle. */
const count = 80;

describe("the order of unrelated things decides nothing", skipWithout("corpus"), async () => {
  const documents = haveShared("corpus") ? await withMostParts(await acceptedDocuments()) : [];
  const orders: Readonly<Record<string, Shuffle>> = { reversed: (keys) => keys.toReversed(), shuffled };

  for (const [name, order] of Object.entries(orders)) {
    test(`${documents.length} documents with the keys of components, channels, operations and servers ${name}`, async () => {
      const differing: string[] = [];
      for (const { path, value, output } of documents) {
        const other = outputOf(await read(path, reordered(value, order)), ".js");
        differing.push(...difference(output, other).map((line) => `${path} ${line}`));
      }
      assert.deepEqual(differing, []);
    });
  }
});

type Shuffle = (keys: readonly string[]) => readonly string[];

interface Sample {
  readonly path: string;
  readonly value: JsonValue;
  readonly output: CorpusOutput;
}

/** Written again as one JSON file; documents that refer to other files are left out. */
async function withMostParts(documents: readonly CorpusDocument[]): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  for (const { path, loaded } of documents) {
    if (loaded === undefined) continue;
    const { value } = loaded.root;
    const document = await read(path, value);
    const output = outputOf(document, ".js");
    if (!output.diagnostics.some(isError)) samples.push({ path, value, output });
  }
  return samples.toSorted((a, b) => b.output.files.length - a.output.files.length || (a.path < b.path ? -1 : 1)).slice(0, count);
}

async function read(path: string, value: JsonValue): Promise<CorpusDocument> {
  const { root, version, diagnostics } = await loadDocumentText(JSON.stringify(value, null, 2), "asyncapi.json", { cwd: corpusFolder });
  const isUsable = root !== undefined && version !== undefined && !diagnostics.some(isError);
  return { path, diagnostics, ...(isUsable ? { loaded: { root, version } } : {}) };
}

function reordered(document: JsonValue, order: Shuffle): JsonValue {
  const { components, ...root } = recordOf(document);
  const maps = ["channels", "operations", "servers"].filter((key) => Object.hasOwn(root, key));
  const inside = Object.entries(recordOf(components ?? {})).map(([key, value]): [string, JsonValue] => [key, sorted(value, order)]);
  return {
    ...root,
    ...Object.fromEntries(maps.map((key) => [key, sorted(root[key] ?? null, order)])),
    ...(components === undefined ? {} : { components: Object.fromEntries(inside) }),
  };
}

function sorted(map: JsonValue, order: Shuffle): JsonValue {
  const record = recordOf(map);
  return Object.fromEntries(order(Object.keys(record)).map((key) => [key, record[key] ?? null]));
}

function recordOf(value: JsonValue): { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as { readonly [key: string]: JsonValue }) : {};
}

/** The same for the same keys in every run. */
function shuffled(keys: readonly string[]): readonly string[] {
  let state = keys.length;
  const next = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state;
  };
  return keys
    .map((key) => ({ key, place: next() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ key }) => key);
}

function difference(before: CorpusOutput, after: CorpusOutput): readonly string[] {
  const files = new Map(after.files.map(({ path, text }) => [path, text]));
  const missing = before.files.filter(({ path }) => !files.has(path)).map(({ path }) => `loses ${path}`);
  const added = after.files.filter(({ path }) => !before.files.some((file) => file.path === path)).map(({ path }) => `gains ${path}`);
  const changed = before.files.flatMap(({ path, text }) => {
    const other = files.get(path);
    if (other === undefined) return [];
    const known = new Set(declarations(other));
    return declarations(text)
      .filter((declaration) => !known.has(declaration))
      .map((declaration) => `${path}: ${declaration.slice(0, 300)}`);
  });
  return [...missing, ...added, ...changed];
}

/** The declarations of a file; within one the order of words is left aside, since lists of channels and operations follow the document. */
function declarations(text: string): readonly string[] {
  return text.split("\n\n").map((block) =>
    block
      .split(/[\s,;.()[\]{}<>|]+/)
      .filter((word) => word !== "")
      .toSorted()
      .join(" "),
  );
}
