import type { Flags } from "./tree.ts";

/** Numbers the characters by which of some sets hold them: those with one number are alike to a pattern. */
export class Alphabet {
  readonly sources: readonly string[];
  readonly #tests: readonly ((character: string) => boolean)[];
  readonly #kinds = new Map<string, number>();
  readonly #members: (readonly boolean[])[] = [];
  readonly #ascii = new Int32Array(128).fill(-1);
  readonly #others = new Map<number, number>();

  constructor(sources: readonly string[], flags: Flags) {
    this.sources = sources;
    this.#tests = sources.map((source) => characterTest(source, flags));
  }

  kindOf(codePoint: number): number {
    const known = codePoint < 128 ? (this.#ascii[codePoint] ?? -1) : (this.#others.get(codePoint) ?? -1);
    if (known >= 0) return known;
    const character = String.fromCodePoint(codePoint);
    const members = this.#tests.map((test) => test(character));
    const signature = members.map(Number).join("");
    const kind = this.#kinds.get(signature) ?? this.#kinds.size;
    if (kind === this.#kinds.size) {
      this.#kinds.set(signature, kind);
      this.#members.push(members);
    }
    if (codePoint < 128) this.#ascii[codePoint] = kind;
    // A text can have a million different characters; what is forgotten is found again.
    else if (this.#others.size < mostKnown) this.#others.set(codePoint, kind);
    return kind;
  }

  holds(set: number, kind: number): boolean {
    return this.#members[kind]?.[set] === true;
  }

  get kinds(): number {
    return this.#kinds.size;
  }
}

const mostKnown = 10_000;

/** What one character, escape or class matches is asked of the regular expressions of JavaScript: on one character that takes no time. */
function characterTest(source: string, flags: Flags): (character: string) => boolean {
  if (/^[\p{L}\p{N} _@:;,"'<>=!#%&~`-]$/u.test(source)) return (character) => character === source;
  const expression = new RegExp(`^${source}$`, flags);
  return (character) => expression.test(character);
}
