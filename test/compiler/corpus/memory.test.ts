import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { describe, test } from "node:test";
import { type JsonValue, loadDocumentText } from "../../../src/compiler/document/index.ts";
import { Memory } from "../../../src/compiler/emit/memory.ts";
import { type Generated, generate } from "../../../src/compiler/generate.ts";
import { randomsFrom } from "../../faults/randoms.ts";
import { corpusFolder } from "../schemas/corpus.ts";
import { acceptedDocuments, isError } from "./documents.ts";

const skip = existsSync(corpusFolder) ? false : "../shared/corpus is not there";

/** `BOOST_TEST_SEED` chooses other edits. */
const random = randomsFrom(Number(process.env["BOOST_TEST_SEED"] ?? 1));
/** Edits of each document, one after the other. */
const edits = process.env["BOOST_TEST_LONG"] === "1" ? 40 : 4;
/** Each so many-th document. */
const step = process.env["BOOST_TEST_LONG"] === "1" ? 1 : 4;

describe("a compiler that remembers the last run", { skip }, () => {
  test("makes what one without memory makes, whatever was edited in between", async (t) => {
    const memory = new Memory();
    let compared = 0;
    const documents = (await acceptedDocuments()).filter((_, index) => index % step === 0);
    for (const { path, loaded } of documents) {
      if (loaded === undefined) continue;
      let value = loaded.root.value;
      for (let edit = 0; edit <= edits; edit++) {
        const document = await read(value);
        if (document !== undefined) {
          assert.deepEqual(made(document, memory), made(document), `${path}, edit ${edit}`);
          compared++;
        }
        // Sometimes the last edit is taken back, as a user does.
        value = random() < 0.2 ? loaded.root.value : random() < 0.3 ? renamed(value) : edited(value);
      }
    }
    t.diagnostic(`${compared} runs compared`);
    assert.ok(compared > documents.length * 2);
  });
});

type Document = Parameters<typeof generate>[0];

function made(document: Document, memory?: Memory): Omit<Generated, "contract"> {
  const { contract: _contract, ...rest } = generate(document, {
    importExtension: ".js",
    version: "0.0.0",
    source: "asyncapi.json",
    memory,
  });
  return rest;
}

async function read(value: JsonValue): Promise<Document | undefined> {
  const { root, version, diagnostics } = await loadDocumentText(JSON.stringify(value), "asyncapi.json", { cwd: corpusFolder });
  return root === undefined || version === undefined || diagnostics.some(isError) ? undefined : { root, version };
}

/** The document with one place of it changed: a member gone, renamed, moved to the end, twice there, or another value. */
function edited(value: JsonValue): JsonValue {
  if (typeof value !== "object" || value === null) return otherScalar(value);
  if (isList(value)) {
    if (value.length === 0) return ["new"];
    const at = pick(value.length);
    return random() < 0.2 ? value.toSpliced(at, 1) : value.with(at, edited(value[at] ?? null));
  }
  const entries = Object.entries(value);
  if (entries.length === 0) return { description: "new" };
  const at = pick(entries.length);
  const [key, inner] = entries[at] ?? ["", null];
  const chance = random();
  if (chance < 0.05) return Object.fromEntries(entries.toSpliced(at, 1));
  if (chance < 0.1) return Object.fromEntries([...entries.toSpliced(at, 1), [key, inner]]);
  if (chance < 0.15) return Object.fromEntries(entries.with(at, [`${key}Too`, inner]));
  if (chance < 0.2) return Object.fromEntries([...entries, [`${key}Too`, inner]]);
  return Object.fromEntries(entries.with(at, [key, edited(inner)]));
}

/** A schema of the components has another name, wherever it is referred to. */
function renamed(value: JsonValue): JsonValue {
  const text = JSON.stringify(value);
  const names = [...new Set(text.match(/(?<="#\/components\/schemas\/)\w+(?=")/g))];
  const name = names[pick(names.length)];
  if (name === undefined) return value;
  const next = `${name}${pick(10)}`;
  return JSON.parse(
    text.replaceAll(`"#/components/schemas/${name}"`, `"#/components/schemas/${next}"`).replaceAll(`"${name}":`, `"${next}":`),
  );
}

function otherScalar(value: null | boolean | number | string): JsonValue {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  const others = [...["string", "integer", "boolean"].filter((type) => type !== value), `${value ?? ""} and more`];
  return others[pick(others.length)] ?? null;
}

function pick(length: number): number {
  return Math.floor(random() * length);
}

function isList(value: readonly JsonValue[] | { readonly [key: string]: JsonValue }): value is readonly JsonValue[] {
  return Array.isArray(value);
}
