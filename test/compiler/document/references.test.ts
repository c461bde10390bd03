import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { type LoadOptions, loadDocument, loadDocumentText } from "../../../src/compiler/document/index.ts";
import type { FetchFile } from "../../../src/compiler/document/references/fetch-file.ts";

let folder = "";
before(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "boost-gen-references-")));
  mkdirSync(join(folder, "docs/parts"), { recursive: true });
  mkdirSync(join(folder, "docs-2"));
  mkdirSync(join(folder, "elsewhere"));
  const order = "Order: { type: object, properties: { id: { $ref: '#/Id' } } }\nId: { type: string }\n";
  for (const place of ["docs/parts/common.yaml", "elsewhere/common.yaml", "docs-2/common.yaml"]) writeFileSync(join(folder, place), order);
  symlinkSync("../elsewhere/common.yaml", join(folder, "docs/link.yaml"));
  symlinkSync("parts/common.yaml", join(folder, "docs/inner-link.yaml"));
  symlinkSync("/dev/zero", join(folder, "docs/zero.yaml"));
  execFileSync("mkfifo", [join(folder, "docs/pipe.yaml")]);
});
after(() => rmSync(folder, { recursive: true, force: true }));

function documentWith(reference: string): string {
  return `asyncapi: 3.0.0\ninfo: { title: t, version: '1' }\ncomponents:\n  schemas:\n    A: { $ref: ${JSON.stringify(reference)} }\n`;
}

async function codes(reference: string, options: LoadOptions = {}): Promise<readonly string[]> {
  const { diagnostics } = await loadDocumentText(documentWith(reference), "docs/asyncapi.yaml", { cwd: folder, ...options });
  return diagnostics.map(({ code }) => code);
}

test("files in the document's folder are read, everything else is not, whatever way leads there", async () => {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ["./parts/common.yaml#/Order", []],
    ["parts/../parts/common.yaml#/Order", []],
    ["inner-link.yaml#/Order", []],
    [`${folder}/docs/parts/common.yaml#/Order`, []],
    [`file://${folder}/docs/parts/common.yaml#/Order`, []],
    ["link.yaml#/Order", ["ref-outside"]],
    ["zero.yaml", ["ref-outside"]],
    ["pipe.yaml", ["ref-not-a-file"]],
    ["parts", ["ref-not-a-file"]],
    ["../docs-2/common.yaml#/Order", ["ref-outside"]],
    ["../elsewhere/common.yaml#/Order", ["ref-outside"]],
    ["%2e%2e/elsewhere/common.yaml#/Order", ["ref-outside"]],
    ["../elsewhere/none.yaml", ["ref-outside"]],
    [`file://${folder}/elsewhere/common.yaml`, ["ref-outside"]],
    ["none.yaml", ["ref-file-missing"]],
    ["parts/common.yaml#/Order/type/0", ["ref-target-missing"]],
  ];
  for (const [reference, expected] of rows) assert.deepEqual(await codes(reference), expected, reference);
});

test("a folder that the user names may be read too", async () => {
  assert.deepEqual(await codes("../elsewhere/common.yaml#/Order", { allowRef: ["elsewhere"] }), []);
  assert.deepEqual(await codes("link.yaml#/Order", { allowRef: [join(folder, "elsewhere")] }), []);
  assert.deepEqual(await codes("../docs-2/common.yaml#/Order", { allowRef: ["elsewhere", "none"] }), ["ref-outside"]);
});

test("a document that is reached through its own file is the same document", async () => {
  writeFileSync(
    join(folder, "docs/self.yaml"),
    documentWith("./self.yaml#/components/x-schema").replace("schemas:", "x-schema: { type: string }\n  schemas:"),
  );
  const { root, diagnostics } = await loadDocument("docs/self.yaml", { cwd: folder });
  assert.deepEqual(diagnostics, []);
  assert.equal(root?.get("components")?.get("schemas")?.get("A")?.resolve(), root?.get("components")?.get("x-schema"));
});

test("a reference on the way of another one is followed", async () => {
  const { root, diagnostics } = await loadDocumentText(
    "asyncapi: 3.0.0\ninfo: { title: t, version: '1' }\nchannels:\n  a: { $ref: '#/components/channels/a' }\ncomponents:\n  channels:\n    a: { messages: { m: { $ref: '#/components/messages/m' } } }\n  messages:\n    m: { payload: { type: string } }\n  schemas:\n    S: { $ref: '#/channels/a/messages/m/payload' }\n",
    "x.yaml",
  );
  assert.deepEqual(diagnostics, []);
  assert.equal(root?.get("components")?.get("schemas")?.get("S")?.resolve().pointer, "/components/messages/m/payload");
});

test("names in a pointer are escaped and percent-encoded", async () => {
  const { root, diagnostics } = await loadDocumentText(
    "asyncapi: 3.0.0\ninfo: { title: t, version: '1' }\nx-names: { $x/y~z: { type: string }, 'a b%': { type: string } }\ncomponents:\n  schemas:\n    A: { $ref: '#/x-names/%24x~1y~0z' }\n    B: { $ref: '#/x-names/a%20b%25' }\n    C: { $ref: '#/x-names/a b%' }\n",
    "x.yaml",
  );
  assert.deepEqual(diagnostics, []);
  const schemas = root?.get("components")?.get("schemas");
  assert.deepEqual(
    ["A", "B", "C"].map((name) => schemas?.get(name)?.resolve().id),
    ["x.yaml#/x-names/$x~1y~0z", "x.yaml#/x-names/a b%", "x.yaml#/x-names/a b%"],
  );
});

test("sizes of files, of all files and their number are limited", async () => {
  assert.deepEqual(await codes("parts/common.yaml", { limits: { bytes: 200 } }), []);
  writeFileSync(join(folder, "docs/large.yaml"), `# ${"x".repeat(1000)}\n`);
  assert.deepEqual(await codes("large.yaml", { limits: { bytes: 999 } }), ["ref-too-large"]);
  assert.deepEqual(await codes("large.yaml", { limits: { totalBytes: 999 } }), ["ref-too-large"]);
  assert.deepEqual(await codes("large.yaml", { limits: { files: 0 } }), ["ref-too-many-files"]);
});

test("no connection is opened for a reference that was not allowed", async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  try {
    assert.deepEqual(await codes(`https://127.0.0.1:${address.port}/x.json`), ["ref-url-denied"]);
    assert.deepEqual(await codes(`http://127.0.0.1:${address.port}/x.json`, { allowRef: [`http://127.0.0.1:${address.port}`] }), [
      "ref-scheme",
    ]);
    assert.deepEqual(await codes(`https://127.0.0.1:${address.port}/x.json`, { allowRef: ["https://127.0.0.1"] }), ["ref-url-denied"]);
    assert.equal(connections, 0);
    assert.deepEqual(await codes(`https://127.0.0.1:${address.port}/x.json`, { allowRef: [`https://127.0.0.1:${address.port}`] }), [
      "ref-unreadable",
    ]);
    assert.ok(connections > 0, "the listener notices connections");
  } finally {
    server.close();
  }
});

test("an allowed address is fetched once, and references in it start from there", async () => {
  const asked: string[] = [];
  const files: Readonly<Record<string, string>> = {
    "https://example.com/api/a.yaml": "A: { $ref: 'b.yaml#/B' }\nA2: { $ref: '#/A' }\n",
    "https://example.com/api/b.yaml": "B: { type: string }\n",
  };
  const fetchFile: FetchFile = async (url) => {
    asked.push(url.href);
    const text = files[url.href];
    return text === undefined ? { reason: "the server answers with status 404" } : { bytes: Buffer.from(text) };
  };
  const allow = { allowRef: ["https://example.com/api/"], fetchFile };
  assert.deepEqual(await codes("https://example.com/api/a.yaml#/A2", allow), []);
  assert.deepEqual(asked, ["https://example.com/api/a.yaml", "https://example.com/api/b.yaml"]);
  assert.deepEqual(await codes("https://example.com/api-2/a.yaml", allow), ["ref-url-denied"]);
  assert.deepEqual(await codes("https://example.com/api/../secret", allow), ["ref-url-denied"]);
  assert.deepEqual(await codes("https://user@example.com/api/a.yaml", allow), ["ref-credentials"]);
  assert.deepEqual(await codes("https://example.com/api/none.yaml", allow), ["ref-unreadable"]);
});
