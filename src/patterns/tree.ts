import { assertNever } from "./assert-never.ts";

/** A regular expression of ECMA-262 as plain data. */
export type PatternNode =
  /** One character: a literal, an escape, a class or `.`. */
  | { readonly kind: "characters"; readonly source: string }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  | {
      readonly kind: "repeat";
      readonly body: PatternNode;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
      readonly groups: Groups;
    }
  | { readonly kind: "group"; readonly number: number; readonly body: PatternNode }
  | { readonly kind: "assertion"; readonly is: Assertion }
  | { readonly kind: "look"; readonly ahead: boolean; readonly negative: boolean; readonly body: PatternNode; readonly source: string }
  /** Never of a group that cannot be set there: that one matches nothing and is an empty sequence. */
  | { readonly kind: "backReference"; readonly groups: readonly number[]; readonly source: string };

export type Assertion = "start" | "end" | "word" | "notWord";

/** The capturing groups inside a repetition, which forgets them before each turn: from, and up to but without. */
export interface Groups {
  readonly from: number;
  readonly to: number;
}

export type Flags = "u" | "";

/** Deeper groups than anybody writes; recursion over the tree stays far from the end of the stack. */
const deepest = 200;

const quantifier = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})(\??)/;
const opening = /^\((?:\?(?:[:=!]|<[=!]|<([^>]+)>|([ims]*(?:-[ims]*)?):))?/u;
const characterOf: { readonly [flags in Flags]: RegExp } = {
  u: /^(?:\[(?:\\[^]|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[a-zA-Z]|[^])|[^])/u,
  "": /^(?:\[(?:\\[^]|[^\]\\])*\]|\\(?:u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[a-zA-Z]|[0-3][0-7]{0,2}|[4-7][0-7]?|[^])|[^])/,
};

/** The tree of a pattern that compiles with these flags; undefined for syntax that came later than this parser. */
export function parsePattern(source: string, flags: Flags): PatternNode | undefined {
  const parser = new Parser(source, flags);
  try {
    return parser.pattern();
  } catch (error) {
    if (error instanceof Unknown) return undefined;
    throw error;
  }
}

class Unknown extends Error {}

class Parser {
  readonly #source: string;
  readonly #flags: Flags;
  readonly #names = new Map<string, number[]>();
  readonly #count: number;
  readonly #closed = new Set<number>();
  readonly #looksBehind: boolean;
  #at = 0;
  #groups = 0;
  #depth = 0;
  /** `i`, `s` of the modifiers around the place. */
  #modifiers = "";

  constructor(source: string, flags: Flags) {
    this.#source = source;
    this.#flags = flags;
    let count = 0;
    // Classes and escapes are passed over, so that only real groups are seen.
    for (const [, name, capturing] of source.matchAll(/\\[^]|\[(?:\\[^]|[^\]\\])*\]|\(\?<([^>=!][^>]*)>|(\((?!\?))/gu)) {
      if (name === undefined && capturing === undefined) continue;
      count += 1;
      if (name !== undefined) this.#names.set(name, [...(this.#names.get(name) ?? []), count]);
    }
    this.#count = count;
    this.#looksBehind = /\(\?<[=!]/.test(source);
  }

  pattern(): PatternNode {
    const node = this.#choice();
    if (this.#at < this.#source.length) throw new Unknown();
    return node;
  }

  get #rest(): string {
    return this.#source.slice(this.#at, this.#at + 4096);
  }

  #choice(): PatternNode {
    if (++this.#depth > deepest) throw new Unknown();
    const options = [this.#sequence()];
    while (this.#source[this.#at] === "|") {
      this.#at += 1;
      options.push(this.#sequence());
    }
    this.#depth -= 1;
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: "choice", options };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.#at < this.#source.length && this.#source[this.#at] !== "|" && this.#source[this.#at] !== ")") {
      const part = this.#repeated();
      if (part.kind === "sequence") parts.push(...part.parts);
      else parts.push(part);
    }
    return { kind: "sequence", parts };
  }

  #repeated(): PatternNode {
    const from = this.#groups + 1;
    const body = this.#atom();
    const [text = "", least, comma, most = "", lazy] = quantifier.exec(this.#rest) ?? [];
    if (text === "") return body;
    this.#at += text.length;
    const limits =
      least === undefined
        ? { least: text.startsWith("+") ? 1 : 0, most: text.startsWith("?") ? 1 : Number.POSITIVE_INFINITY }
        : { least: Number(least), most: comma === undefined ? Number(least) : most === "" ? Number.POSITIVE_INFINITY : Number(most) };
    return { kind: "repeat", body, ...limits, lazy: lazy !== "", groups: { from, to: this.#groups + 1 } };
  }

  #atom(): PatternNode {
    if (this.#source[this.#at] === "(") return this.#group();
    const rest = this.#rest;
    const assertion = assertions.get(rest.startsWith("\\") ? rest.slice(0, 2) : rest.slice(0, 1));
    if (assertion !== undefined) {
      this.#at += rest.startsWith("\\") ? 2 : 1;
      return { kind: "assertion", is: assertion };
    }
    return this.#reference(rest) ?? this.#character(rest);
  }

  #character(rest: string): PatternNode {
    // A class may be longer than what the rest was cut to.
    let [text = ""] = characterOf[this.#flags].exec(rest.startsWith("[") ? this.#source.slice(this.#at) : rest) ?? [];
    if (text === "") throw new Unknown();
    this.#at += text.length;
    // Without Unicode matching a `\c` in front of anything but a letter is a backslash, and the `c` comes next.
    if (this.#flags === "" && text === "\\c") {
      this.#at -= 1;
      text = "\\\\";
    }
    return { kind: "characters", source: this.#modifiers === "" ? text : `(?${this.#modifiers}:${text})` };
  }

  #reference(rest: string): PatternNode | undefined {
    const [text = "", name, digits] = /^\\(?:k<([^>]+)>|([1-9]\d*))/u.exec(rest) ?? [];
    if (text === "") return undefined;
    const numbers = name === undefined ? [Number(digits)] : this.#names.get(name);
    // Without Unicode matching both mean characters where there is no such group.
    if (numbers === undefined || numbers.some((number) => number > this.#count)) return undefined;
    this.#at += text.length;
    const set = numbers.filter((number) => this.#closed.has(number) || (this.#looksBehind && number > this.#groups));
    return set.length === 0 ? { kind: "sequence", parts: [] } : { kind: "backReference", groups: set, source: text };
  }

  #group(): PatternNode {
    const start = this.#at;
    const [text = "(", name, modifiers] = opening.exec(this.#rest) ?? [];
    if (text === "(" && this.#source[start + 1] === "?") throw new Unknown();
    this.#at += text.length;
    const capturing = text === "(" || name !== undefined;
    const number = capturing ? ++this.#groups : 0;
    const outer = this.#modifiers;
    if (modifiers !== undefined) this.#modifiers = this.#modified(modifiers);
    const body = this.#choice();
    this.#modifiers = outer;
    if (this.#source[this.#at] !== ")") throw new Unknown();
    this.#at += 1;
    if (capturing) {
      this.#closed.add(number);
      return { kind: "group", number, body };
    }
    const look = /^\(\?(<?)([=!])$/.exec(text);
    if (look === null) return body;
    return { kind: "look", ahead: look[1] === "", negative: look[2] === "!", body, source: this.#source.slice(start, this.#at) };
  }

  #modified(written: string): string {
    const [on = "", off = ""] = written.split("-");
    if (written.includes("m")) throw new Unknown();
    return [...new Set([...this.#modifiers.replace(/^-.*/, ""), ...on])].filter((flag) => !off.includes(flag)).join("");
  }
}

const assertions: ReadonlyMap<string, Assertion> = new Map([
  ["^", "start"],
  ["$", "end"],
  ["\\b", "word"],
  ["\\B", "notWord"],
]);

export function hasBackReference(node: PatternNode): boolean {
  return node.kind === "backReference" || inside(node).some(hasBackReference);
}

/** Whether a match can begin at the start of the text only. */
export function isAnchored(node: PatternNode): boolean {
  switch (node.kind) {
    case "assertion":
      return node.is === "start";
    case "group":
      return isAnchored(node.body);
    case "choice":
      return node.options.every(isAnchored);
    case "sequence":
      return isAnchoredSequence(node.parts);
    case "characters":
    case "repeat":
    case "look":
    case "backReference":
      return false;
    default:
      return assertNever(node);
  }
}

function isAnchoredSequence([first, ...rest]: readonly PatternNode[]): boolean {
  if (first === undefined) return false;
  return isAnchored(first) || ((first.kind === "look" || first.kind === "assertion") && isAnchoredSequence(rest));
}

export function inside(node: PatternNode): readonly PatternNode[] {
  switch (node.kind) {
    case "sequence":
      return node.parts;
    case "choice":
      return node.options;
    case "repeat":
    case "group":
    case "look":
      return [node.body];
    case "characters":
    case "assertion":
    case "backReference":
      return [];
    default:
      return assertNever(node);
  }
}
