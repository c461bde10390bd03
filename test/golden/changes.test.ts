import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import { stringify } from "yaml";
import { findChanges, type LocatedChange, printChanges } from "../../src/cli/changes/report-changes.ts";
import { type ChangeCode, changeTable } from "../../src/compiler/compare/index.ts";
import { DiagnosticSink } from "../../src/compiler/diagnostics/index.ts";
import { loadDocumentText } from "../../src/compiler/document/index.ts";
import { lowerDocument } from "../../src/compiler/lower/index.ts";
import { diffLines } from "../../src/compiler/output/line-diff.ts";
import { base, cases, property, set } from "../compiler/compare/cases.ts";

/** `changes/<code>.md`: the smallest change of a document that has the code, and what `boost-gen diff` says of it. `UPDATE_GOLDENS=1` writes them. */
const folder = new URL("changes/", import.meta.url);

interface Pair {
  readonly old: object;
  readonly now: object;
}

function edited(...edits: readonly ((document: ReturnType<typeof base>) => void)[]): object {
  const document = base();
  for (const edit of edits) edit(document);
  return document;
}

function ofList(...properties: readonly string[]): object {
  const oneOf = properties.map((name) => ({ payload: { type: "object", required: [name] } }));
  return { asyncapi: "2.6.0", info: { title: "Hotel", version: "1.0.0" }, channels: { booking: { publish: { operationId: "onBooking", message: { oneOf } } } } };
}

interface Said {
  readonly fields?: readonly object[];
  /** Of the server's binding. */
  readonly server?: object;
  /** `x-boost.registry` of the root. */
  readonly registry?: object;
}

function ofRecord({ fields = [], server = {}, registry = {} }: Said): object {
  const schema = { type: "record", name: "shop.Order", fields: [{ name: "id", type: "string" }, ...fields] };
  const payload = { schemaFormat: "application/vnd.apache.avro;version=1.9.0", schema };
  return {
    asyncapi: "3.0.0",
    info: { title: "Shop", version: "1.0.0" },
    "x-boost": { registry },
    servers: { main: { host: "localhost:9092", protocol: "kafka", bindings: { kafka: server } } },
    channels: { orders: { address: "orders", messages: { Order: { name: "Order", payload } } } },
    operations: { onOrder: { action: "receive", channel: { $ref: "#/channels/orders" } } },
  };
}

const confluent = { schemaRegistryUrl: "http://registry:8081" };
const apicurio = { ...confluent, schemaRegistryVendor: "apicurio" };
const count = { name: "count", type: "int" };

const asking = (more: object): object =>
  edited(set("operations/askPrice", { action: "send", channel: { $ref: "#/channels/orders" }, ...more }));
const answered = { reply: { channel: { $ref: "#/channels/spare" } } };

/** What the cases of the comparison have not, or have among other things. */
const further: { readonly [Code in ChangeCode]?: Pair } = {
  "message-moved": { old: ofList("made", "moved"), now: ofList("offered", "made", "moved") },
  "format-changed": { old: edited(set(`${property}/id/pattern`, "^a")), now: edited(set(`${property}/id/pattern`, "^b")) },
  "reply-added": { old: asking({}), now: asking(answered) },
  "reply-removed": { old: asking(answered), now: asking({}) },
  "reply-waiting-changed": { old: asking(answered), now: asking({ ...answered, "x-boost": { request: { timeout: "1m" } } }) },
  "avro-compatible": { old: ofRecord({}), now: ofRecord({ fields: [{ ...count, default: 0 }] }) },
  "avro-breaks-producers": { old: ofRecord({}), now: ofRecord({ fields: [count] }) },
  "avro-breaks-consumers": { old: ofRecord({ fields: [count] }), now: ofRecord({}) },
  "avro-breaks-both": { old: ofRecord({ fields: [count] }), now: ofRecord({ fields: [{ ...count, type: "string" }] }) },
  "registry-framing-changed": { old: ofRecord({ server: confluent }), now: ofRecord({ server: apicurio }) },
  "registry-count-changed": { old: ofRecord({ server: apicurio }), now: ofRecord({ server: apicurio, registry: { useId: "content" } }) },
  "registry-subject-changed": { old: ofRecord({ server: confluent }), now: ofRecord({ server: confluent, registry: { subject: "record" } }) },
  "registry-moved": { old: ofRecord({ server: confluent }), now: ofRecord({ server: { schemaRegistryUrl: "http://other:8081" } }) },
};

function pairOf(code: ChangeCode): Pair {
  const own = further[code];
  if (own !== undefined) return own;
  const has = (list: readonly string[] | undefined): boolean => list?.some((each) => each.startsWith(`${code} `)) === true;
  const there = cases.filter(({ want }) => has(want)).toSorted((a, b) => a.want.length - b.want.length)[0];
  const back = cases.find((each) => has(each.back));
  if (there !== undefined) return { old: base(), now: edited(...there.edits) };
  assert.ok(back, `no case has ${code}`);
  return { old: edited(...back.edits), now: base() };
}

async function read(document: object): Promise<Parameters<typeof findChanges>[0]> {
  const { root, version } = await loadDocumentText(textOf(document), "asyncapi.yaml");
  assert.ok(root !== undefined && version !== undefined);
  return { contract: lowerDocument(root, version, { sink: new DiagnosticSink() }), root };
}

const textOf = (document: object): string => stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 });

async function printed(code: ChangeCode): Promise<string> {
  const { old, now } = pairOf(code);
  const found = findChanges(await read(old), await read(now)).filter((change: LocatedChange) => change.code === code);
  assert.notDeepEqual(found, [], `nothing is ${code}`);
  const diff = difference(textOf(old), textOf(now));
  const said = printChanges(found.slice(0, 1), (_, text) => text);
  return `~~~~diff\n${diff}\n~~~~\n\n~~~~console\n$ npx boost-gen diff git:main:asyncapi.yaml asyncapi.yaml\n${said}~~~~\n`;
}

const context = 3;

/** The lines that differ, with those around them. */
function difference(old: string, now: string): string {
  const edits = diffLines(old.trimEnd().split("\n"), now.trimEnd().split("\n"));
  const near = edits.map((_, index) => edits.slice(Math.max(0, index - context), index + context + 1).some(({ kind }) => kind !== "keep"));
  const marks = { keep: " ", remove: "-", add: "+" };
  return edits.flatMap(({ kind, line }, index) => (near[index] === true ? [`${marks[kind]} ${line}`] : near[index - 1] === true ? ["  …"] : [])).join("\n");
}

describe("each change", () => {
  before(() => assert.ok(existsSync(folder)));
  for (const code of Object.keys(changeTable) as ChangeCode[]) {
    test(code, async () => {
      const text = await printed(code);
      const file = new URL(`${code}.md`, folder);
      if (process.env["UPDATE_GOLDENS"] === "1") writeFileSync(file, text);
      assert.equal(existsSync(file) ? readFileSync(file, "utf8") : "", text);
    });
  }

  test("has a file, and no file is left over", () => {
    assert.deepEqual(readdirSync(folder).sort(), Object.keys(changeTable).map((code) => `${code}.md`).sort());
  });
});
