import type { TreeNode } from "../../tree/tree-node.ts";
import type { QuickReading, TreeBuilder } from "../tree-builder.ts";
import { readBlockScalar } from "./block-scalar.ts";
import { Cursor, Unusual, unusual } from "./cursor.ts";
import { type Add, FlowReader } from "./flow.ts";
import { readQuoted } from "./quoted.ts";
import { readContinuation, readPlain, scalarOf, startsPlain } from "./scalars.ts";

// What a YAML text must not hold to be read here: control characters, and line ends that YAML knows and editors do not.
const unreadable = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\u0085\u2028\u2029\ufeff]/;

/**
 * The YAML that people write documents in: objects and lists by indentation, texts in all five styles, lists and objects in brackets. It takes a
 * tenth of the library's time and memory. Anything else, an anchor, a tag, any mistake, is unusual; the library then reads it all again, so what
 * this reader accepts must mean the same there. A test holds them together.
 */
export function readBlockYaml(text: string, startBuilder: () => TreeBuilder): QuickReading {
  const control = unreadable.exec(text);
  if (control !== null) return { unusualAt: control.index };
  const builder = startBuilder();
  const cursor = new Cursor(text);
  try {
    return { builder, root: new BlockReader(cursor, builder).root() };
  } catch (error) {
    if (error instanceof Unusual) return { unusualAt: cursor.at };
    throw error;
  }
}

const documentStart = /^(?:[ ]*(?:#[^\n]*)?\r?\n)*---[ ]*(?:#[^\n]*)?\r?\n/;

class BlockReader {
  readonly #cursor: Cursor;
  readonly #builder: TreeBuilder;
  readonly #flow: FlowReader;

  constructor(cursor: Cursor, builder: TreeBuilder) {
    this.#cursor = cursor;
    this.#builder = builder;
    this.#flow = new FlowReader(this.#cursor, builder);
  }

  root(): TreeNode {
    const cursor = this.#cursor;
    cursor.toLine(documentStart.exec(cursor.text)?.[0].length ?? 0);
    if (cursor.isAtEnd) unusual();
    let root: TreeNode | undefined;
    if (!this.#isItem() && !this.#startsWithKey()) unusual();
    this.#block(-1, 1, (...value) => {
      root = this.#builder.root(...value);
      return root;
    });
    if (!cursor.isAtEnd || root === undefined) unusual();
    return root as TreeNode;
  }

  /** What starts on the line where the cursor is, inside something indented by `parentIndent`. */
  #block(parentIndent: number, depth: number, add: Add): void {
    if (this.#isItem()) this.#list(this.#cursor.column, depth, add);
    else if (this.#startsWithKey()) this.#object(this.#cursor.column, depth, add);
    else this.#inline(parentIndent, depth - 1, add);
  }

  #object(indent: number, depth: number, add: Add): void {
    const cursor = this.#cursor;
    this.#builder.checkDepth(depth, cursor.at);
    const object = add("object", cursor.at);
    do {
      const keyStart = cursor.at;
      const key = this.#key();
      const property: Add = (...value) => this.#builder.property(object, key, keyStart, ...value);
      cursor.at += 1;
      cursor.skipSpaces();
      if (!cursor.isLineDone()) {
        this.#inline(indent, depth, property);
        continue;
      }
      const empty = cursor.at;
      cursor.toNextLine();
      if (cursor.indent > indent || (cursor.indent === indent && this.#isItem())) this.#block(indent, depth + 1, property);
      else property("null", empty);
    } while (!cursor.isAtEnd && cursor.indent === indent);
    if (cursor.indent > indent) unusual();
  }

  #list(indent: number, depth: number, add: Add): void {
    const cursor = this.#cursor;
    this.#builder.checkDepth(depth, cursor.at);
    const list = add("array", cursor.at);
    const item: Add = (...value) => this.#builder.item(list, ...value);
    do {
      cursor.at += 1;
      cursor.skipSpaces();
      if (cursor.isLineDone()) {
        const empty = cursor.at;
        cursor.toNextLine();
        if (cursor.indent > indent) this.#block(indent, depth + 1, item);
        else item("null", empty);
      } else if (this.#isItem() || this.#startsWithKey()) {
        cursor.indent = cursor.column;
        this.#block(indent, depth + 1, item);
      } else this.#inline(indent, depth, item);
    } while (!cursor.isAtEnd && cursor.indent === indent && this.#isItem());
    if (cursor.indent > indent) unusual();
  }

  /** A value on the line of its name or dash; afterwards the cursor is at the next line with content, which does not continue it. */
  #inline(parentIndent: number, depth: number, add: Add): void {
    const cursor = this.#cursor;
    const start = cursor.at;
    const code = cursor.code();
    if (code === 0x7c || code === 0x3e) {
      const text = readBlockScalar(cursor, parentIndent);
      add("string", start, text);
      return;
    }
    if (code === 0x5b || code === 0x7b) this.#flow.read(depth + 1, parentIndent, add);
    else if (code === 0x22 || code === 0x27) add("string", start, readQuoted(cursor, parentIndent));
    else {
      const first = readPlain(cursor, "block");
      const text = readContinuation(cursor, first, parentIndent);
      const { kind, value } = scalarOf(text);
      add(kind, start, value);
    }
    const end = cursor.at;
    cursor.skipSpaces();
    // A comment needs a space before it.
    if (!cursor.isLineDone() || (cursor.code() === 0x23 && cursor.at === end && cursor.code(-1) !== 0x20)) unusual();
    cursor.toNextLine();
    if (cursor.indent > parentIndent) unusual();
  }

  #key(): string {
    const cursor = this.#cursor;
    const start = cursor.at;
    const code = cursor.code();
    const key = code === 0x22 || code === 0x27 ? readQuoted(cursor) : readPlain(cursor, "block");
    cursor.skipSpaces();
    if (cursor.code() !== 0x3a || !isSpaceOrEnd(cursor.code(1)) || cursor.at - start > 1000 || key === "<<") unusual();
    return key;
  }

  /** A name with its colon comes next; looks ahead only. */
  #startsWithKey(): boolean {
    const cursor = this.#cursor;
    const start = cursor.at;
    const code = cursor.code();
    const isQuoted = code === 0x22 || code === 0x27;
    if (!isQuoted && !startsPlain(cursor)) return false;
    if (isQuoted) readQuoted(cursor);
    else readPlain(cursor, "block");
    cursor.skipSpaces();
    const found = cursor.code() === 0x3a && isSpaceOrEnd(cursor.code(1));
    cursor.at = start;
    return found;
  }

  #isItem(): boolean {
    return this.#cursor.code() === 0x2d && isSpaceOrEnd(this.#cursor.code(1));
  }
}

function isSpaceOrEnd(code: number): boolean {
  return Number.isNaN(code) || code === 0x20 || code === 0x0a || code === 0x0d;
}
