import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Code, code } from "../../../src/compiler/code/index.ts";
import { Memory } from "../../../src/compiler/emit/memory.ts";
import type { SchemaScope } from "../../../src/compiler/emit/schema-scope.ts";
import { shared } from "../../../src/compiler/emit/shared.ts";
import type { SchemaDeclaration } from "../../../src/compiler/model/index.ts";

describe("shared", () => {
  test("equal parts are the old ones, the way to what changed is new", () => {
    const before = { a: { deep: [1, { x: "y" }] }, b: { c: 1 }, d: "text" };
    const now = { a: { deep: [1, { x: "y" }] }, b: { c: 2 }, d: "text" };
    const result = shared(before, now);
    assert.deepEqual(result, now);
    assert.equal(result.a, before.a);
    assert.notEqual(result.b, before.b);
    assert.equal(shared(before, structuredClone(before)), before);
  });

  test("parts of a list are found again by their place in the document, where something was put in front", () => {
    const before = {
      list: [
        { pointer: "/a", v: { x: 1 } },
        { pointer: "/b", v: { x: 2 } },
      ],
    };
    const result = shared(before, {
      list: [
        { pointer: "/new", v: { x: 0 } },
        { pointer: "/a", v: { x: 1 } },
        { pointer: "/b", v: { x: 2 } },
      ],
    });
    assert.deepEqual(
      result.list.slice(1).map((item, index) => item === before.list[index]),
      [true, true],
    );
  });

  test("what occurs twice is one object in the result too", () => {
    const message = { id: "m", text: "new" };
    const result = shared(
      { messages: [{ id: "m", text: "old" }], channel: [{ id: "m", text: "new" }] },
      { messages: [message], channel: [message] },
    );
    assert.equal(result.messages[0], result.channel[0]);
  });

  for (const [name, before, now] of [
    ["another order of keys", { a: 1, b: 2 }, { b: 2, a: 1 }],
    ["a key less", { a: 1, b: undefined }, { a: 1 }],
    ["a key more", { a: 1 }, { a: 1, b: undefined }],
    ["-0", { a: 0 }, { a: -0 }],
    ["a list that is shorter", { a: [1, 2] }, { a: [1] }],
    ["a list for a record", { a: { 0: 1 } }, { a: [1] }],
    ["a record without a prototype", { a: { b: 1 } }, { a: Object.assign(Object.create(null), { b: 1 }) }],
  ] as const) {
    test(`${name} is another text`, () => {
      const result = shared<object>(before, now);
      assert.notEqual(result, before);
      assert.deepStrictEqual(result, now);
      assert.deepEqual(Object.keys(result), Object.keys(now));
    });
  }

  test("a member called __proto__ is a member", () => {
    const now: object = JSON.parse('{"__proto__": {"x": [2]}, "y": {"z": 1}}');
    const result = shared<object>(JSON.parse('{"__proto__": {"x": [1]}, "y": {"z": 1}}'), now);
    assert.deepEqual(JSON.stringify(result), JSON.stringify(now));
    assert.equal(Object.getPrototypeOf(result), Object.prototype);
  });
});

describe("Memory", () => {
  const declaration = (name: string): SchemaDeclaration => ({
    kind: "declaration",
    id: "item",
    name,
    file: "schemas/item",
    pointer: "/components/schemas/item",
    schema: { kind: "any" },
  });
  const scopeOf = (item: SchemaDeclaration | undefined, isCyclic = false): SchemaScope => ({
    find: () => item,
    declaration: () => item ?? assert.fail("no such declaration"),
    place: () => item ?? assert.fail("no such declaration"),
    isCyclic: () => isCyclic,
  });

  /** How often `make` ran for each of these scopes and parts. */
  function runs(steps: readonly { readonly parts: readonly [object, ...unknown[]]; readonly scope: SchemaScope }[]): readonly number[] {
    const memory = new Memory();
    let count = 0;
    const make = (scope: SchemaScope): Code => {
      count++;
      scope.declaration("item");
      scope.isCyclic("order", "item");
      return code`1`;
    };
    return steps.map(({ parts, scope }) => {
      memory.keep("thing", parts, scope, make);
      return count;
    });
  }

  const part = {};
  const item = declaration("Item");

  test("makes a thing once, and again for another part", () => {
    const scope = scopeOf(item);
    assert.deepEqual(
      runs([
        { parts: [part], scope },
        { parts: [part], scope },
        { parts: [{}], scope },
      ]),
      [1, 1, 2],
    );
    assert.deepEqual(
      runs([
        { parts: [part, 1], scope },
        { parts: [part, 2], scope },
        { parts: [part], scope },
      ]),
      [1, 2, 3],
    );
  });

  test("again when a declaration that it asked for is another, or gone", () => {
    assert.deepEqual(runs([item, item, declaration("Item")].map((now) => ({ parts: [part], scope: scopeOf(now) }))), [1, 1, 2]);
    assert.throws(() => runs([item, undefined].map((now) => ({ parts: [part], scope: scopeOf(now) }))), /no such declaration/);
  });

  test("what only needs to know where a declaration is stays when that says something else, and not when it is renamed", () => {
    const memory = new Memory();
    const texts = [item, { ...item, schema: { kind: "null" } as const }, declaration("Other")].map((now) =>
      memory.keep("place", [part], scopeOf(now), (scope) => `${scope.place("item").name} ${Math.random()}`),
    );
    assert.equal(texts[0], texts[1]);
    assert.match(texts[2] ?? "", /^Other/);
  });

  test("again when a reference has become part of a cycle", () => {
    assert.deepEqual(runs([false, false, true].map((isCyclic) => ({ parts: [part], scope: scopeOf(item, isCyclic) }))), [1, 1, 2]);
  });
});
