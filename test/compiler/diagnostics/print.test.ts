import assert from "node:assert/strict";
import { test } from "node:test";
import { DiagnosticSink, diagnosticJson, diagnosticTable, printDiagnostic, suggest } from "../../../src/compiler/diagnostics/index.ts";

const place = { file: "orders.yaml", pointer: "/asyncapi", line: 3, column: 5 };

function empty(found = "a list"): DiagnosticSink {
  const sink = new DiagnosticSink();
  sink.report("document-empty", place, { found });
  return sink;
}

test("a diagnostic prints its place, its sentence, the lines around it and a way to mend it", () => {
  const [found] = empty().diagnostics;
  assert.ok(found);
  assert.equal(
    printDiagnostic(found, "one\r\ntwo\r\n\ta: three\r\nfour\r\n"),
    [
      "orders.yaml:3:5: error: The document is a list, not an AsyncAPI document. [document-empty]",
      "    1 | one",
      "    2 | two",
      "  > 3 |  a: three",
      "      |     ^",
      "  help: An AsyncAPI document is an object that starts with `asyncapi: 3.0.0`.",
    ].join("\n"),
  );
});

test("without the text, or past its end, there is no frame", () => {
  const [found] = empty().diagnostics;
  assert.ok(found);
  assert.equal(printDiagnostic(found).split("\n").length, 2);
  assert.equal(printDiagnostic(found, "one\n").split("\n").length, 2);
});

test("a document cannot write to the terminal through a sentence or a frame", () => {
  const [found] = empty("\u001b[2J\u202Etxt\n\u2028x").diagnostics;
  assert.ok(found);
  const printed = printDiagnostic(found, "\n\n    \u001b[31mred\u0007");
  assert.match(printed, /\\x1B\[2J\\u202Etxt\\x0A\\u2028x/);
  assert.doesNotMatch(printed.replaceAll("\n", ""), /\p{Cc}/u);
});

test("a line of megabytes is cut around the place", () => {
  const [found] = empty().diagnostics;
  assert.ok(found);
  const text = `${"x".repeat(500_000)}"here"${"y".repeat(500_000)}`;
  const frame = printDiagnostic({ ...found, place: { ...place, line: 1, column: 500_001 } }, text)
    .split("\n")
    .slice(1, 3);
  assert.ok(frame.every((line) => line.length < 140));
  assert.equal(frame[0]?.[frame[1]?.indexOf("^") ?? 0], '"');
});

test("the same complaint at the same place is kept once, and only errors make a run fail", () => {
  const sink = empty();
  sink.report("document-empty", place, { found: "a list" });
  assert.equal(sink.diagnostics.length, 1);
  assert.equal(sink.hasErrors, true);
  assert.equal(new DiagnosticSink().hasErrors, false);
});

test("machines get flat keys, and no line for a whole file", () => {
  const [found] = empty().diagnostics;
  assert.ok(found);
  const { help, ...rest } = diagnosticJson(found);
  assert.ok(help);
  assert.deepEqual(rest, {
    code: "document-empty",
    severity: "error",
    message: "The document is a list, not an AsyncAPI document.",
    ...place,
  });
  assert.equal("line" in diagnosticJson({ ...found, place: { ...place, line: 0, column: 0 } }), false);
});

test("every code is kebab-case", () => {
  for (const code of Object.keys(diagnosticTable)) assert.match(code, /^[a-z0-9]+(-[a-z0-9]+)*$/);
});

test("a mistyped word finds its candidate, an unlike one none", () => {
  const names = ["OrderCreated", "OrderCancelled", "Invoice"];
  assert.equal(suggest("OrderCraeted", names), "OrderCreated");
  assert.equal(suggest("ordercancelled", names), "OrderCancelled");
  assert.equal(suggest("Payment", names), undefined);
  assert.equal(suggest("a".repeat(10_000), names), undefined);
});
