import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { compileSchema } from "../../compiler/schemas/compile-schemas.ts";
import { plainDocument } from "../../compiler/schemas/plain-node.ts";
import { type ProjectFile, runtimes, typeErrors } from "./project.ts";

const order = {
  type: "object",
  required: ["id", "lines"],
  properties: {
    id: { type: "string" },
    note: { type: "string" },
    lines: {
      type: "array",
      items: { type: "object", required: ["sku"], properties: { sku: { type: "string" }, count: { type: "integer" } } },
    },
    payment: {
      oneOf: [
        { type: "object", required: ["kind", "card"], properties: { kind: { const: "card" }, card: { type: "string" } } },
        { type: "object", required: ["kind", "iban"], properties: { kind: { const: "transfer" }, iban: { type: "string" } } },
      ],
    },
  },
};

/** What a user writes against the types, and the code of the error that `tsc` answers with; none: it compiles. */
const lines: readonly (readonly [code: string, error: string | undefined])[] = [
  ['export const a: Root = { id: "1", lines: [{ sku: "x" }] };', undefined],
  ["export const b = (order: Root): string => order.id;", undefined],
  ["export const c = (order: Root): string => order.number;", "TS2339"],
  ['export const d: Root = { id: "1", lines: [], nota: "x" };', "TS2353"],
  ['export const e: Root = { id: "1" };', "TS2741"],
  ["export const f = (order: Root): string => order.note;", "TS2322"],
  ['export const g: Root = { id: "1", lines: [{ sku: "x", cuont: 1 }] };', "TS2561"],
  ["export const h = (order: Root): number | undefined => order.lines[0]?.cuont;", "TS2551"],
  [
    'export const i = (order: Root): string | undefined => (order.payment?.kind === "card" ? order.payment.card : order.payment?.iban);',
    undefined,
  ],
  ["export const j = (order: Root): string | undefined => order.payment?.card;", "TS2339"],
  ['export const k: Root = { id: "1", lines: [], payment: { kind: "cash" } };', "TS2322"],
  ["export const l = (value: unknown): Root => Root.parse(value);", undefined],
  ["export const m = (value: unknown): string => Root.parse(value);", "TS2322"],
  ['export const n: Root = { id: "1", lines: [], note: undefined };', undefined],
];

describe("a changed schema", () => {
  test("is an error on the user's line, with both compilers", async () => {
    const { files } = compileSchema(plainDocument(order));
    const user: ProjectFile = {
      path: "user.ts",
      text: `import { Root } from "./schemas/root.ts";\n${lines.map(([code]) => code).join("\n")}\n`,
    };
    const want = lines.flatMap(([, error], index) => (error === undefined ? [] : [`${index + 2} ${error}`]));
    for (const version of ["7", "5.9"] as const) {
      const errors = await typeErrors([...files, user], runtimes.flat, version);
      assert.deepEqual(
        errors.map((error) => error.replace(/^.*user\.ts\((\d+),\d+\): error (TS\d+).*$/, "$1 $2")),
        want,
      );
    }
  });
});
