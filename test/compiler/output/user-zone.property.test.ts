import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import ts from "typescript-5.9";
import { type CompiledDocument, compileDocument } from "../../../src/compiler/compile-document.ts";
import { loadDocumentText } from "../../../src/compiler/document/index.ts";
import type { HandlerOutcome } from "../../../src/compiler/output/handlers/handlers-plan.ts";
import type { OutputRequest } from "../../../src/compiler/output/output-request.ts";
import { writeOutput } from "../../../src/compiler/output/write-output.ts";
import { fc } from "../../random/fast-check.ts";
import { requestIn } from "./workspace.ts";

/** A document in short: operation → channel, messages and a field of each of them. */
type Model = ReadonlyMap<string, Operation>;

interface Operation {
  readonly channel: string;
  readonly messages: readonly string[];
  readonly fields?: { readonly [name: string]: string };
}

interface DocumentStep {
  readonly name: string;
  readonly onModel: (model: Model, pick: number) => Model;
}

interface EditStep {
  readonly name: string;
  /** On the text of one file in the handlers folder. */
  readonly onText: (text: string, pick: number) => string;
}

const operationNames = ["onOrder", "onRefund", "onPurchase", "onReturn"];
const messageNames = ["created", "cancelled", "shipped", "lost", "default", "delete", "packed", "billed", "paid", "found"];
const at = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];

function changeOne(model: Model, pick: number, change: (operation: Operation) => Operation): Model {
  const name = at([...model.keys()], pick);
  const operation = name === undefined ? undefined : model.get(name);
  return name === undefined || operation === undefined ? model : new Map(model).set(name, change(operation));
}

function changeMessages(model: Model, pick: number, change: (messages: readonly string[]) => readonly string[]): Model {
  return changeOne(model, pick, (operation) => ({ ...operation, messages: change(operation.messages) }));
}

function changeFields(model: Model, pick: number, change: (fields: Operation["fields"] & object) => Operation["fields"] & object): Model {
  return changeOne(model, pick, (operation) => ({ ...operation, fields: change(operation.fields ?? {}) }));
}

const documentSteps: readonly DocumentStep[] = [
  {
    name: "add an operation",
    onModel: (model, pick) =>
      new Map(model).set(at(operationNames, pick) ?? "", { channel: `c${pick % 2}`, messages: [at(messageNames, pick) ?? ""] }),
  },
  {
    name: "remove an operation",
    onModel: (model, pick) => new Map([...model].filter((_, index) => index !== pick % Math.max(1, model.size))),
  },
  {
    name: "rename an operation",
    onModel: (model, pick) => {
      const free = operationNames.find((name) => !model.has(name));
      return new Map(
        [...model].map(([name, operation], index) => [index === pick % model.size && free !== undefined ? free : name, operation]),
      );
    },
  },
  {
    name: "add a message",
    onModel: (model, pick) => changeMessages(model, pick, (messages) => [...new Set([...messages, at(messageNames, pick >> 2) ?? ""])]),
  },
  {
    name: "remove a message",
    onModel: (model, pick) =>
      changeMessages(model, pick, (messages) =>
        messages.filter((_, index) => messages.length === 1 || index !== (pick >> 2) % messages.length),
      ),
  },
  {
    name: "rename a message",
    onModel: (model, pick) =>
      changeMessages(model, pick, (messages) => [
        ...new Set(messages.map((name, index) => (index === (pick >> 2) % messages.length ? (at(messageNames, pick >> 3) ?? name) : name))),
      ]),
  },
  {
    name: "move an operation to another channel",
    onModel: (model, pick) => changeOne(model, pick, (operation) => ({ ...operation, channel: `c${pick % 3}` })),
  },
  {
    name: "rename a channel",
    onModel: (model, pick) => {
      const from = at([...model.values()], pick)?.channel;
      return new Map(
        [...model].map(([name, operation]) => [name, operation.channel === from ? { ...operation, channel: `${from}x` } : operation]),
      );
    },
  },
  {
    name: "add a field, or retype it",
    onModel: (model, pick) =>
      changeFields(model, pick, (fields) => ({ ...fields, [`field${pick % 3}`]: at(["string", "integer", "boolean"], pick >> 2) ?? "" })),
  },
  { name: "remove the fields", onModel: (model, pick) => changeFields(model, pick, () => ({})) },
  {
    name: "rename the fields",
    onModel: (model, pick) =>
      changeFields(model, pick, (fields) =>
        Object.fromEntries(Object.entries(fields).map(([name, type], index) => [`renamed-${name.at(-1)}${index}`, type])),
      ),
  },
  { name: "other order", onModel: (model) => new Map([...model].reverse()) },
];

const eol = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");
const lineAt = (text: string, pick: number): number => {
  const breaks = [...text.matchAll(/\n/g)].map((match) => (match.index ?? 0) + 1);
  return at([0, ...breaks], pick) ?? 0;
};
const object = /(export const \w+(?:: \w+)? = )(\{[^]*\})(;?\s*)$/;

const editSteps: readonly EditStep[] = [
  {
    name: "a comment on a line of its own",
    onText: (text, pick) => `${text.slice(0, lineAt(text, pick))}// mine { ( \` ' "${eol(text)}${text.slice(lineAt(text, pick))}`,
  },
  { name: "a comment behind a comma", onText: (text) => text.replace(/\},(?=\r?\n\};)/, "}, // mine }") },
  { name: "no comma at the end", onText: (text) => text.replace(/\},(\s*\r?\n\})/, "}$1") },
  { name: "an extra member", onText: (text) => text.replace(/ = \{/, ` = {${eol(text)}  extra: 1,`) },
  {
    name: "a getter, a quoted and an arrow member",
    onText: (text) =>
      text.replace(/ = \{/, ` = {${eol(text)}  get x() { return /[{]/; },${eol(text)}  "shipped": async () => { return \`}\${1}{\`; },`),
  },
  {
    name: "a helper",
    onText: (text) => `${text}${eol(text)}function help(a: number): number {${eol(text)}  return (a + 1) / 2;${eol(text)}}${eol(text)}`,
  },
  { name: "an import", onText: (text) => `import { a } from 'a'${eol(text)}${text}` },
  { name: "satisfies", onText: (text) => text.replace(/(\w+): (\w+) = (\{[^]*\n\});?/, "$1 = $3 satisfies $2") },
  {
    name: "a moved declaration",
    onText: (text) =>
      text.replace(object, (_, head: string, body: string, tail: string) => `const moved = ${body};${eol(text)}${head}moved${tail}`),
  },
  { name: "a factory", onText: (text) => text.replace(object, "$1make($2)$3") },
  { name: "an instance of a class", onText: (text) => text.replace(object, "$1new Handlers()$3") },
  { name: "exported from another file", onText: (text) => text.replace(/export const (\w+)[^]*$/, 'export { $1 } from "./other.js";\n') },
  { name: "a spread", onText: (text) => text.replace(/ = \{/, " = { ...others,") },
  { name: "tabs", onText: (text) => text.replace(/^ {2}/gm, "\t") },
  { name: "no indentation", onText: (text) => text.replace(/^ +/gm, "") },
  { name: "one line", onText: (text) => (text.includes("//") ? text : text.replace(/\r?\n\s*/g, " ")) },
  { name: "CRLF", onText: (text) => text.replace(/\r?\n/g, "\r\n") },
  { name: "a byte order mark", onText: (text) => (text.startsWith("\uFEFF") ? text : `\uFEFF${text}`) },
  { name: "no final newline", onText: (text) => text.trimEnd() },
  { name: "a syntax error", onText: (text) => `${text}${eol(text)}const = ;` },
  { name: "the syntax error mended", onText: (text) => text.replace(/\r?\nconst = ;/g, "") },
  { name: "text beyond ASCII", onText: (text) => text.replace(/ = \{/, ` = {${eol(text)}  größe: "😀\\u{1F600}",`) },
  {
    name: "a comment before the closing brace",
    onText: (text) => text.replace(/\r?\n\};?(\s*)$/, (end) => `${eol(text)}  // } mine${end}`),
  },
  { name: "a block comment behind the last member", onText: (text) => text.replace(/,(\s*\r?\n\};?\s*)$/, " /* , } */,$1") },
  { name: "a comment inside a member", onText: (text) => text.replace(/\) \{/, `) {${eol(text)}    /* } // */`) },
  { name: "members the other way round", onText: (text) => text.replace(/ = \{/, ` = {${eol(text)}  ["z"]: 1,${eol(text)}  42: 2,`) },
  {
    name: "exported at the end",
    onText: (text) =>
      text.replace(/export const (\w+)([^]*)$/, (_, name: string, rest: string) => `const ${name}${rest}${eol(text)}export { ${name} };`),
  },
  { name: "exported as another name", onText: (text) => text.replace(/export \{ (\w+) \};$/, "export { $1 as renamed };") },
  {
    name: "a default export beside it",
    onText: (text) => text.replace(/export const (\w+)([^]*)$/, "export const $1$2\nexport default $1;"),
  },
  { name: "as const", onText: (text) => text.replace(/\n\};?(\s*)$/, "\n} as const;$1") },
  { name: "parentheses", onText: (text) => text.replace(object, "$1($2)$3") },
  { name: "let", onText: (text) => text.replace(/export const/, "export let") },
  { name: "two declarations in one statement", onText: (text) => text.replace(/export const /, "export const first = {}, ") },
  {
    name: "the object twice",
    onText: (text) => text.replace(/export const (\w+)/, "const other = { $1: { created() {} } };\nexport const $1"),
  },
  {
    name: "marks of a merge",
    onText: (text, pick) =>
      `${text.slice(0, lineAt(text, pick))}<<<<<<< ours${eol(text)}=======${eol(text)}>>>>>>> theirs${eol(text)}${text.slice(lineAt(text, pick))}`,
  },
  { name: "the marks removed", onText: (text) => text.replace(/(?:<<<<<<<|=======|>>>>>>>).*\r?\n/g, "") },
  { name: "line ends of both kinds", onText: (text) => text.replace(/\n/, "\r\n") },
  {
    name: "a hashbang",
    onText: (text) => (text.startsWith("#!") || text.startsWith("\uFEFF") ? text : `#!/usr/bin/env node${eol(text)}${text}`),
  },
  { name: "white space at line ends", onText: (text) => text.replace(/(?=\r?\n)/g, "  \t") },
  { name: "double the empty lines", onText: (text) => text.replace(/\n/g, "\n\n") },
  { name: "other quotes", onText: (text) => text.replace(/"/g, "'") },
  { name: "no semicolons", onText: (text) => text.replace(/;(?=\r?\n|$)/g, "") },
  {
    name: "a directive, a class and a decorator",
    onText: (text) => `${text}${eol(text)}@a class B { "use strict"; #c = { onOrder: {} }; }${eol(text)}`,
  },
  { name: "an empty file", onText: () => "" },
  { name: "a renamed export", onText: (text) => text.replace(/export const (\w+)/, "export const $1Renamed") },
];

/** An insertion is what endangers a user's bytes, so most steps of a document lead to one. */
const growth = documentSteps.filter(({ name }) => name === "add an operation" || name === "add a message");
const changes = [...documentSteps, ...growth, ...growth, ...growth, ...growth];

/** Puts reported insertions back out: true when what remains is the old text. */
function isInsertion(before: string, after: string, texts: readonly string[]): boolean {
  const [first, ...rest] = texts;
  if (first === undefined) return before === after;
  let common = 0;
  while (common < before.length && before[common] === after[common]) common++;
  for (let place = common; place >= 0; place--) {
    if (after.startsWith(first, place) && isInsertion(before.slice(place), after.slice(place + first.length), rest)) return true;
  }
  return false;
}

/** A report names insertions in the order of its own; there are at most three in a file. */
function orders<T>(list: readonly T[]): readonly (readonly T[])[] {
  return list.length < 2 ? [list] : list.flatMap((first, index) => orders(list.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}

interface Read {
  readonly valid: boolean;
  /** Members of the exported object; `undefined` unless it is an object literal with plain members only. */
  readonly members: ReadonlySet<string> | undefined;
}

/** A second opinion, by another version of the parser and without our code. */
function readFile(text: string, exportName: string): Read {
  // As tsc reads a file: without the mark, behind which a hashbang would be an error.
  const source = ts.createSourceFile("x.ts", text.replace(/^\uFEFF/, ""), ts.ScriptTarget.Latest, true);
  const errors = (source as unknown as { readonly parseDiagnostics: readonly unknown[] }).parseDiagnostics;
  let members: Set<string> | undefined;
  const value = (expression: ts.Expression): ts.Expression =>
    ts.isSatisfiesExpression(expression) || ts.isAsExpression(expression) || ts.isParenthesizedExpression(expression)
      ? value(expression.expression)
      : expression;
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const declaration of statement.declarationList.declarations) {
      const initializer = declaration.initializer === undefined ? undefined : value(declaration.initializer);
      if (declaration.name.getText() !== exportName || initializer === undefined || !ts.isObjectLiteralExpression(initializer)) continue;
      const names = initializer.properties.map((property) =>
        property.name !== undefined && (ts.isIdentifier(property.name) || ts.isStringLiteral(property.name))
          ? property.name.text
          : undefined,
      );
      members = names.every((name) => name !== undefined) ? new Set(names) : undefined;
    }
  }
  return { valid: errors.length === 0, members };
}

/** What the compiler makes of the document. */
async function outputOf(model: Model): Promise<CompiledDocument> {
  const operations = [...model];
  const messagesOf = (channel: string): object =>
    Object.fromEntries(
      operations
        .filter(([, operation]) => operation.channel === channel)
        .flatMap(([, { messages, fields = {} }]) =>
          messages.map((name) => {
            const properties = {
              kind: { const: name },
              ...Object.fromEntries(Object.entries(fields).map(([key, type]) => [key, { type }])),
            };
            return [name, { payload: { type: "object", required: ["kind"], properties } }];
          }),
        ),
    );
  const document = {
    asyncapi: "3.0.0",
    info: { title: "Property", version: "1.0.0" },
    servers: { kafka: { host: "localhost:9092", protocol: "kafka" } },
    channels: Object.fromEntries(operations.map(([, { channel }]) => [channel, { address: channel, messages: messagesOf(channel) }])),
    operations: Object.fromEntries(
      operations.map(([name, { channel, messages }]) => [
        name,
        {
          action: "receive",
          channel: { $ref: `#/channels/${channel}` },
          messages: messages.map((message) => ({ $ref: `#/channels/${channel}/messages/${message}` })),
        },
      ]),
    ),
    // Without any operation there is still something to generate.
    components: { schemas: { Always: { type: "object", properties: { a: { type: "string" } } } } },
  };
  const { root, version } = await loadDocumentText(JSON.stringify(document), "asyncapi.yaml");
  assert.ok(root !== undefined && version !== undefined);
  const generated = compileDocument({ root, version }, { importExtension: ".js", version: "1.2.3", source: "asyncapi.yaml" });
  assert.deepEqual(
    generated.diagnostics.filter(({ severity }) => severity === "error"),
    [],
  );
  return generated;
}

function readHandlers(folder: string): Map<string, Buffer> {
  return existsSync(folder) ? new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))])) : new Map();
}

const counts = new Map<string, number>();

function checkFile(
  outcome: Exclude<HandlerOutcome, { kind: "orphaned" | "renamed" }>,
  before: Buffer | undefined,
  after: Buffer | undefined,
): void {
  counts.set(outcome.kind, (counts.get(outcome.kind) ?? 0) + 1);
  assert.ok(after !== undefined);
  const text = after.toString();
  if (outcome.kind === "created") {
    assert.equal(before, undefined);
    const read = readFile(text, outcome.exportName);
    assert.deepEqual([read.valid, [...(read.members ?? [])]], [true, outcome.required]);
    return;
  }
  assert.ok(before !== undefined);
  if (outcome.kind === "extended") {
    assert.ok(
      orders(outcome.insertions.map((insertion) => insertion.text)).some((texts) => isInsertion(before.toString(), text, texts)),
      `more than the insertions changed:\n${before}\n---\n${after}`,
    );
    const read = readFile(text, outcome.exportName);
    assert.ok(read.valid, text);
    if (read.members !== undefined) for (const name of outcome.required) assert.ok(read.members.has(name), text);
    const lines = text.split("\n");
    for (const { line, text: inserted } of outcome.insertions)
      assert.ok(
        (lines[line - 1] ?? "").includes(inserted.trim().replace(/^,\s*/, "").split(/\r?\n/)[0] ?? "?"),
        `line ${line} of\n${text}`,
      );
    return;
  }
  assert.deepEqual(after, before);
  if (outcome.kind === "manual") {
    for (const name of outcome.members) assert.ok(outcome.paste.includes(name));
    return;
  }
  const read = readFile(text, outcome.exportName);
  if (read.valid && read.members !== undefined)
    for (const name of outcome.required) assert.ok(read.members.has(name), `${name} is missing and nothing was said:\n${text}`);
}

describe("user-owned zone", () => {
  test("any document changes and any edits: every byte outside a reported insertion stays", async (context) => {
    const edit = fc.record({ edit: fc.nat(editSteps.length - 1), pick: fc.nat(63), file: fc.nat(7) });
    const step = fc.record({ edits: fc.array(edit, { maxLength: 2 }), change: fc.nat(changes.length - 1), pick: fc.nat(63) });
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (sequence) => {
        const folder = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-property-")));
        const handlers = join(folder, "handlers");
        mkdirSync(handlers);
        try {
          let model: Model = new Map([["onOrder", { channel: "c0", messages: ["created"] }]]);
          for (const { edits, change, pick } of [{ edits: [], change: 0, pick: 0 }, ...sequence]) {
            for (const { edit: index, pick: place, file: which } of edits) {
              const name = at(readdirSync(handlers).sort(), which);
              const text = name === undefined ? undefined : readFileSync(join(handlers, name), "utf8");
              if (name !== undefined && text !== undefined)
                writeFileSync(join(handlers, name), editSteps[index]?.onText(text, place) ?? text);
            }
            model = changes[change]?.onModel(model, pick) ?? model;
            const before = readHandlers(handlers);
            const { files, handlers: stubs } = await outputOf(model);
            const report = await writeOutput(requestIn(folder, { files, stubs }));
            runs++;
            for (const { path, text } of files)
              assert.equal(readFileSync(join(folder, "generated", path), "utf8"), text, "the machine's zone is the document's");
            assert.equal(report.accepted, true, JSON.stringify(report.diagnostics));
            const after = readHandlers(handlers);
            const reported = new Set<string>();
            for (const outcome of report.handlers) {
              const short = outcome.file.replace("handlers/", "");
              reported.add(short);
              if (outcome.kind === "orphaned" || outcome.kind === "renamed") assert.deepEqual(after.get(short), before.get(short));
              else checkFile(outcome, before.get(short), after.get(short));
            }
            for (const [short, bytes] of before) if (!reported.has(short)) assert.deepEqual(after.get(short), bytes, short);
            for (const short of after.keys()) assert.ok(before.has(short) || reported.has(short), short);
            assert.deepEqual(await again(folder, { files, stubs }), [], "a second run has nothing to do");
          }
        } finally {
          rmSync(folder, { recursive: true });
        }
      }),
      { numRuns: Number(process.env["BOOST_PROPERTY_RUNS"] ?? (process.env["BOOST_TEST_LONG"] === "1" ? 1_000 : 60)) },
    );
    context.diagnostic(`${runs} runs of the generator; files ${JSON.stringify(Object.fromEntries(counts))}`);
  });
});

async function again(folder: string, output: Pick<OutputRequest, "files" | "stubs">): Promise<readonly string[]> {
  const report = await writeOutput(requestIn(folder, { ...output, mode: "dry-run" }));
  return report.differences.map((difference) => difference.diff);
}
