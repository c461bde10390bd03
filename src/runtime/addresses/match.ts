import { regExpText, valuePattern } from "../../addresses/address-template.ts";

/** A piece of an address: text, one of some texts, or any value that a parameter may have on the broker. */
export type Piece = { readonly literal: string } | { readonly listed: readonly string[] } | "free";

/**
 * Which text each piece stands for in an address, the earlier ones as long as possible; `undefined` where they do not fit. One pass for each
 * piece: a regular expression of several free pieces tries every way to share out a name that somebody else chose, and Redis has names of any length.
 */
export class AddressMatcher {
  readonly #pieces: readonly Piece[];
  readonly #values: RegExp;
  /** Where each free piece ends at a character that none can have, there is one way to share out a name, and this is ten times as quick. */
  readonly #plain: RegExp | undefined;

  constructor(pieces: readonly Piece[], protocol: string) {
    const value = valuePattern(protocol);
    this.#pieces = pieces;
    this.#values = new RegExp(value, "g");
    const isValue = new RegExp(`^${value}$`);
    const isPlain = pieces.every((piece, index) => {
      const next = pieces[index + 1];
      return (
        piece !== "free" ||
        next === undefined ||
        (next !== "free" && textsOf(next).every((text) => text !== "" && !isValue.test(text[0] ?? "")))
      );
    });
    const source = pieces.map((piece) => `(${piece === "free" ? value : longestFirst(textsOf(piece)).map(regExpText).join("|")})`);
    this.#plain = isPlain ? new RegExp(`^${source.join("")}$`) : undefined;
  }

  match(address: string): readonly string[] | undefined {
    if (this.#plain !== undefined) return this.#plain.exec(address)?.slice(1);
    const { length } = address;
    const free = this.#runs(address);
    // From the last piece on: where each may begin, so that it and all behind it fit.
    const fits = [new Uint8Array(length + 1)];
    const end = fits[0] as Uint8Array;
    end[length] = 1;
    for (const piece of [...this.#pieces].reverse()) {
      const behind = fits[0] as Uint8Array;
      const own = new Uint8Array(length + 1);
      if (piece === "free") {
        for (let at = length - 1; at >= 0; at--) if (free[at] === 1 && (behind[at + 1] === 1 || own[at + 1] === 1)) own[at] = 1;
      } else {
        for (const text of textsOf(piece))
          for (let at = address.indexOf(text); at !== -1; at = address.indexOf(text, at + 1))
            if (behind[at + text.length] === 1) own[at] = 1;
      }
      fits.unshift(own);
    }
    if (fits[0]?.[0] !== 1) return undefined;
    let at = 0;
    return this.#pieces.map((piece, index) => {
      const behind = fits[index + 1] as Uint8Array;
      const text = piece === "free" ? address.slice(at, longest(at, free, behind)) : chosen(piece, address, at, behind);
      at += text.length;
      return text;
    });
  }

  /** 1 for each character that a value may have. */
  #runs(address: string): Uint8Array {
    const free = new Uint8Array(address.length + 1);
    for (const { 0: run, index } of address.matchAll(this.#values)) free.fill(1, index, index + run.length);
    return free;
  }
}

function textsOf(piece: Exclude<Piece, "free">): readonly string[] {
  return "literal" in piece ? [piece.literal] : piece.listed;
}

/** So that a text is not mistaken for one that it begins with. */
function longestFirst(texts: readonly string[]): readonly string[] {
  return [...texts].sort((a, b) => b.length - a.length);
}

function longest(from: number, free: Uint8Array, behind: Uint8Array): number {
  let end = from;
  for (let at = from; free[at] === 1; at++) if (behind[at + 1] === 1) end = at + 1;
  return end;
}

function chosen(piece: Exclude<Piece, "free">, address: string, at: number, behind: Uint8Array): string {
  return longestFirst(textsOf(piece)).find((text) => address.startsWith(text, at) && behind[at + text.length] === 1) ?? "";
}
