import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { loadDocument, loadDocumentText } from "../../../src/compiler/document/index.ts";
import { validateWithOfficialParser } from "../../../src/compiler/document/official/validate-with-official-parser.ts";

let folder = "";
before(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-official-")));
  mkdirSync(join(folder, "docs"));
  writeFileSync(join(folder, "docs/common.yaml"), "Order: { type: object, properties: { id: { type: strin } } }\n");
  writeFileSync(join(folder, "secret.yaml"), "Key: { type: the-secret }\n");
});
after(() => rmSync(folder, { recursive: true, force: true }));

const head = "asyncapi: 3.0.0\ninfo: { title: Shop, version: 1.0.0 }\n";

test("the parser's findings are ours in form: rule, sentence, place in the right file", async () => {
  writeFileSync(
    join(folder, "docs/asyncapi.yaml"),
    `${head}components:\n  schemas:\n    A: { $ref: './common.yaml#/Order' }\nchannels:\n  'a?b': { address: a }\n`,
  );
  const loaded = await loadDocument("docs/asyncapi.yaml", { cwd: folder });
  const found = await validateWithOfficialParser(loaded);
  const errors = found.filter(({ severity }) => severity === "error");
  assert.deepEqual(
    new Set(errors.map(({ code, message, place }) => `${place.file}:${place.line} ${/\(([a-z0-9-]+)\)\.$/.exec(message)?.[1]} ${code}`)),
    new Set([
      "docs/common.yaml:1 asyncapi-document-resolved official-error",
      "docs/asyncapi.yaml:7 asyncapi3-channel-no-query-nor-fragment official-error",
    ]),
  );
  assert.ok(found.some(({ code }) => code === "official-information" || code === "official-warning"));
});

test("the parser opens no file and no connection that our loader did not", async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  try {
    const text = `${head}components:\n  schemas:\n    A: { $ref: '../secret.yaml#/Key' }\n    A2: { $ref: '../secret.yaml?%#/Key' }\n    A3: { $ref: './%zz/secret.yaml#/Key' }\n    B2: { $ref: 'http://127.0.0.1:${address.port}/%ff?%' }\n    D2: { $ref: 'file://${folder}/secret.yaml?%' }\n    B: { $ref: 'http://127.0.0.1:${address.port}/x.json#/X' }\n    C: { $ref: 'https://127.0.0.1:${address.port}/x.json#/X' }\n    D: { $ref: '${folder}/secret.yaml#/Key' }\n    E: { $ref: 'file://${folder}/secret.yaml#/Key' }\n`;
    symlinkSync(folder, join(folder, "docs/%zz"));
    const loaded = await loadDocumentText(text, "docs/asyncapi.yaml", { cwd: folder });
    const codes = (await validateWithOfficialParser(loaded)).map(({ code }) => code);
    assert.deepEqual(codes, ["official-not-asked"]);
    // Were it asked all the same, it would still open nothing.
    const found = await validateWithOfficialParser({ ...loaded, diagnostics: [] });
    assert.equal(connections, 0);
    const rules = found.filter(({ severity }) => severity === "error").map(({ message }) => message);
    // The first and the last are one file, so one complaint.
    assert.equal(rules.filter((message) => message.includes("invalid-ref")).length, 6, rules.join("\n"));
    assert.doesNotMatch(JSON.stringify(found), /the-secret/);
  } finally {
    server.close();
  }
});

/** Two references on each of its levels: resolved one by one they are 2^levels. */
function referenceBomb(levels: number): string {
  const schema = (level: number): string => {
    const next = `{ $ref: '#/components/schemas/S${level + 1}' }`;
    return `    S${level}: { type: object, properties: { a: ${next}, b: ${next} } }\n`;
  };
  return `${head}components:\n  schemas:\n${Array.from({ length: levels }, (_, level) => schema(level)).join("")}    S${levels}: { type: string }\n`;
}

test("a document that keeps the parser busy for ever costs the time limit", async () => {
  const loaded = await loadDocumentText(referenceBomb(22), "bomb.yaml");
  assert.deepEqual(loaded.diagnostics, []);
  const found = await validateWithOfficialParser(loaded, { timeLimit: 4000 });
  assert.deepEqual(
    found.map(({ code }) => code),
    ["official-too-slow"],
  );
});

test("a document that needs more memory than the parser may have is told", async () => {
  const loaded = await loadDocumentText(referenceBomb(1), "small.yaml");
  const found = await validateWithOfficialParser(loaded, { memoryLimit: 20 });
  assert.deepEqual(
    found.map(({ code }) => code),
    ["official-too-large"],
  );
});

test("a parser that somebody ends, as a machine without memory does, is told", { skip: process.platform !== "linux" }, async () => {
  const loaded = await loadDocumentText(referenceBomb(22), "bomb.yaml");
  const asking = validateWithOfficialParser(loaded);
  const worker = (): string | undefined =>
    readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, "utf8")
      .split(" ")
      .find((child) => child !== "" && readFileSync(`/proc/${child}/cmdline`, "utf8").includes("official-parser-worker"));
  while (worker() === undefined) await delay(5);
  process.kill(Number(worker()), "SIGKILL");
  assert.deepEqual(
    (await asking).map(({ code, message }) => [code, /without an answer/.test(message)]),
    [["official-failed", true]],
  );
});
