import assert from "node:assert/strict";
import { test } from "node:test";
import type { ImportRef } from "../../../src/compiler/code/code.ts";
import { type ImportExtension, resolveImports } from "../../../src/compiler/code/imports.ts";
import {
  alternatives,
  type Code,
  call,
  code,
  fileRef,
  identifier,
  importRef,
  list,
  members,
  propertyKey,
  stringLiteral,
} from "../../../src/compiler/code/index.ts";
import { importsOf, print } from "../../../src/compiler/code/print.ts";

const show = (value: Code): string => print(value, (reference) => reference.name);
const z = importRef("boost-gen/runtime", "z");

function importsIn(
  value: Code,
  options: { path?: string; extension?: ImportExtension; declared?: readonly string[] } = {},
): readonly string[] {
  const found: Set<ImportRef> = importsOf(value);
  return resolveImports(found, { path: "schemas/order", extension: ".js", declared: [], ...options }).statements;
}

test("imports are merged, split by type and sorted", () => {
  const value = code`${fileRef("schemas/zebra", "Zebra", { typeOnly: true })}${fileRef("messages/order", "Order")}${z}${importRef("boost-gen/runtime", "Validator", { typeOnly: true })}${z}${fileRef("schemas/item", "Item", { typeOnly: true })}${fileRef("schemas/item", "Item")}${fileRef("schemas/order", "Own")}`;
  assert.deepEqual(importsIn(value), [
    'import { type Validator, z } from "boost-gen/runtime";',
    'import { Order } from "../messages/order.js";',
    'import { Item } from "./item.js";',
    'import type { Zebra } from "./zebra.js";',
  ]);
});

test("imports end as the user's project wants it", () => {
  assert.deepEqual(importsIn(fileRef("schemas/item", "Item"), { extension: ".ts" }), ['import { Item } from "./item.ts";']);
  assert.deepEqual(importsIn(fileRef("schemas/item", "Item"), { extension: "" }), ['import { Item } from "./item";']);
  assert.deepEqual(importsIn(fileRef("index", "contract"), { path: "on-order" }), ['import { contract } from "./index.js";']);
});

test("a name that is taken gets an alias", () => {
  assert.deepEqual(importsIn(code`${z}${fileRef("schemas/a", "Item")}${fileRef("schemas/b", "Item")}`, { declared: ["z"] }), [
    'import { z as z2 } from "boost-gen/runtime";',
    'import { Item } from "./a.js";',
    'import { Item as Item2 } from "./b.js";',
  ]);
});

test("a type whose name is taken is called a type", () => {
  const type = (file: string): Code => fileRef(file, "Item", { typeOnly: true });
  assert.deepEqual(importsIn(code`${type("schemas/a")}${type("schemas/b")}`, { declared: ["Item"] }), [
    'import type { Item as ItemType } from "./a.js";',
    'import type { Item as ItemType2 } from "./b.js";',
  ]);
});

test("text that is not code is refused, also behind a cast", () => {
  assert.throws(() => code`${"evil()" as never}`, TypeError);
  assert.throws(() => list(code`f`, "()", [{ parts: ["evil()"] } as never]), TypeError);
  assert.throws(() => fileRef("../../etc/x", "x"), TypeError);
  assert.throws(() => fileRef("schemas/a.b", "x"), TypeError);
});

test("groups stay on a line while they fit", () => {
  const names = (count: number): Code[] => Array.from({ length: count }, (_, index) => stringLiteral(`value-${index}`));
  assert.equal(
    show(code`const a = ${call(code`${z}.enum`, list(code``, "[]", names(3)))};`),
    'const a = z.enum(["value-0", "value-1", "value-2"]);',
  );
  const long = show(code`const a = ${call(code`${z}.enum`, list(code``, "[]", names(12)))};`).split("\n");
  assert.deepEqual([long.length, long[0], long[1], long[13]], [14, "const a = z.enum([", '  "value-0",', "]);"]);
});

test("type arguments that do not fit end without a comma, which TypeScript refuses there", () => {
  const types = ["Something", "SomethingElse", "AnotherThing"].map((name) => identifier(`${name}${"x".repeat(40)}`));
  const printed = show(list(code`Context`, "<>", types));
  assert.match(printed, /^Context<\n {2}Somethingx+,\n {2}SomethingElsex+,\n {2}AnotherThingx+\n>$/);
});

test("nested code keeps the indentation of its line", () => {
  const inner = members(
    code``,
    [
      code`${propertyKey("a-b")}: string`,
      code`${propertyKey("c")}: ${members(code``, [code`/** x\n * y */\nd: number`], { broken: true })}`,
    ],
    { broken: true },
  );
  assert.equal(
    show(code`export interface ${identifier("Order")} ${inner}`),
    'export interface Order {\n  "a-b": string;\n  c: {\n    /** x\n     * y */\n    d: number;\n  };\n}',
  );
});

test("alternatives that do not fit stand one a line", () => {
  const items = Array.from({ length: 12 }, (_, index) => stringLiteral(`alternative-${index}`));
  const text = show(code`type A = ${alternatives(items, "|")};`).split("\n");
  assert.deepEqual([text[0], text[1], text.at(-1)], ["type A =", '  | "alternative-0"', '  | "alternative-11";']);
});

test("alternatives behind an operator start without one", () => {
  const items = Array.from({ length: 12 }, (_, index) => stringLiteral(`alternative-${index}`));
  const text = show(code`type A = Other | ${alternatives(items, "|")};`).split("\n");
  assert.deepEqual(text.slice(0, 3), ["type A = Other |", '  "alternative-0"', '  | "alternative-1"']);
});
