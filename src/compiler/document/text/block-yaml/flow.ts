import type { TreeNode } from "../../tree/tree-node.ts";
import type { TreeBuilder } from "../tree-builder.ts";
import { type Cursor, unusual } from "./cursor.ts";
import { readQuoted } from "./quoted.ts";
import { isFlowSign, type ReadScalar, readPlain, scalarOf } from "./scalars.ts";

export type Add = (...value: Parameters<TreeBuilder["root"]>) => TreeNode;

/** A list or an object in brackets. Its lines must be indented more than what it stands in. */
export class FlowReader {
  readonly #cursor: Cursor;
  readonly #builder: TreeBuilder;

  constructor(cursor: Cursor, builder: TreeBuilder) {
    this.#cursor = cursor;
    this.#builder = builder;
  }

  read(depth: number, parentIndent: number, add: Add): void {
    const cursor = this.#cursor;
    const start = cursor.at;
    this.#builder.checkDepth(depth, start);
    const isObject = cursor.code() === 0x7b;
    const close = isObject ? 0x7d : 0x5d;
    const node = add(isObject ? "object" : "array", start);
    cursor.at += 1;
    for (;;) {
      this.#skip(parentIndent);
      if (cursor.code() === close) break;
      if (isObject) this.#property(node, depth, parentIndent);
      else this.#value(depth, parentIndent, (...value) => this.#builder.item(node, ...value));
      this.#skip(parentIndent);
      if (cursor.code() === close) break;
      if (cursor.code() !== 0x2c) unusual();
      cursor.at += 1;
    }
    cursor.at += 1;
  }

  #property(object: TreeNode, depth: number, parentIndent: number): void {
    const cursor = this.#cursor;
    const keyStart = cursor.at;
    const isQuoted = cursor.code() === 0x22 || cursor.code() === 0x27;
    const key = isQuoted ? readQuoted(cursor) : readPlain(cursor, "flow");
    if (key === "<<") unusual();
    cursor.skipSpaces();
    if (cursor.code() !== 0x3a) unusual();
    cursor.at += 1;
    // A value may touch the colon only after a quoted name; an empty one is rare.
    if (!isQuoted && cursor.code() !== 0x20) unusual();
    this.#skip(parentIndent);
    this.#value(depth, parentIndent, (...value) => this.#builder.property(object, key, keyStart, ...value));
  }

  #value(depth: number, parentIndent: number, add: Add): void {
    const cursor = this.#cursor;
    const code = cursor.code();
    if (code === 0x5b || code === 0x7b) {
      this.read(depth + 1, parentIndent, add);
      return;
    }
    const start = cursor.at;
    const scalar: ReadScalar =
      code === 0x22 || code === 0x27 ? { kind: "string", value: readQuoted(cursor) } : scalarOf(readPlain(cursor, "flow"));
    add(scalar.kind, start, scalar.value);
  }

  /** White space, line ends and comments between two tokens. */
  #skip(parentIndent: number): void {
    const cursor = this.#cursor;
    for (;;) {
      cursor.skipSpaces();
      if (!cursor.isLineDone()) break;
      cursor.toNextLine();
      if (cursor.isAtEnd || cursor.indent <= parentIndent) unusual();
    }
    const code = cursor.code();
    if (code === 0x09 || code === 0x0d || (code === 0x3a && !isFlowSign(cursor.code(1)))) unusual();
  }
}
