import { compileProgram, type Program, type Step } from "./program.ts";
import { codePointAt, holdsAt } from "./text.ts";
import { type Flags, isAnchored, type PatternNode } from "./tree.ts";

/** Thrown when a text has taken all the steps that it may: whether it matches is not known. */
export class PatternUndecided extends Error {
  override readonly name = "PatternUndecided";
}

/** Steps that one text may take: some 50 ms. */
const mostEffort = 1_000_000;

/** Steps of a program, counts written out. */
const mostSteps = 20_000;

/** Where to go on when a way leads nowhere: a step and its place in the text, or a cell to put back. */
type Return = { readonly step: number; readonly at: number } | { readonly cell: number; readonly value: number };

/** Tests a pattern with back references, which no single pass can, by trying as JavaScript does; but with a bound. */
export class BacktrackingMatcher {
  readonly #program: Program;
  readonly #unicode: boolean;
  readonly #anchored: boolean;
  #text = "";
  /** Where groups begin and end, and where the turns of loops began; -1 where not. */
  #cells: Int32Array = new Int32Array();
  #returns: Return[] = [];
  /** Steps of the last test. */
  effort = 0;

  private constructor(program: Program, options: { readonly unicode: boolean; readonly anchored: boolean }) {
    this.#program = program;
    this.#unicode = options.unicode;
    this.#anchored = options.anchored;
  }

  /** Undefined for a pattern of too many steps. */
  static of(root: PatternNode, flags: Flags): BacktrackingMatcher | undefined {
    const program = compileProgram(root, { flags, captures: true, most: mostSteps });
    return program === undefined ? undefined : new BacktrackingMatcher(program, { unicode: flags === "u", anchored: isAnchored(root) });
  }

  /** @throws PatternUndecided */
  test(text: string): boolean {
    this.#text = text;
    this.effort = 0;
    const last = this.#anchored ? 0 : text.length;
    for (let at = 0; at <= last; at++) {
      this.#cells = new Int32Array(this.#program.cells).fill(-1);
      this.#returns = [];
      if (this.#matches(this.#program.entry, at)) return true;
      if ((codePointOf(text, at, this.#unicode) ?? 0) > 0xffff) at++;
    }
    return false;
  }

  /** Whether a match begins here. What it captured stays, and can still be put back. */
  #matches(entry: number, from: number): boolean {
    const base = this.#returns.length;
    this.#returns.push({ step: entry, at: from });
    while (this.#returns.length > base) {
      const next = this.#returns.pop();
      if (next === undefined) break;
      if ("cell" in next) this.#cells[next.cell] = next.value;
      else if (this.#goes(next.step, next.at)) {
        for (const each of this.#returns.splice(base)) if ("cell" in each) this.#returns.push(each);
        return true;
      }
    }
    return false;
  }

  /** Goes one way to its end. */
  #goes(from: number, start: number): boolean {
    let at = start;
    let index = from;
    for (;;) {
      const step = this.#program.steps[index];
      if (step === undefined || step.does === "match") return true;
      this.#spend(1);
      const moved = step.does === "split" ? this.#turnOff(step.targets, at) : this.#take(step, at);
      if (moved === undefined) return false;
      at = moved;
      index = step.does === "split" ? (step.targets[0] ?? 0) : step.next;
    }
  }

  /** The first way is gone now, the others when it leads nowhere. */
  #turnOff(targets: readonly number[], at: number): number | undefined {
    for (const target of targets.slice(1).reverse()) this.#returns.push({ step: target, at });
    return targets.length === 0 ? undefined : at;
  }

  /** The place after the step; undefined where it cannot be taken. */
  #take(step: Exclude<Step, { does: "split" | "match" }>, at: number): number | undefined {
    switch (step.does) {
      case "character":
        return this.#read(step, at);
      case "assert":
        return holdsAt(this.#text, at, step.is) ? at : undefined;
      case "look":
        return this.#looks(step, at) ? at : undefined;
      case "save":
        this.#set(step.slot, at);
        return at;
      case "forget":
        for (let cell = step.groups.from * 2; cell < step.groups.to * 2; cell++) this.#set(cell, -1);
        return at;
      case "begin":
        this.#set(step.cell, at);
        return at;
      case "proceed":
        return this.#cells[step.cell] === at ? undefined : at;
      case "repeatGroup":
        return this.#readGroup(step, at);
    }
  }

  #read({ set, back }: Step & { does: "character" }, at: number): number | undefined {
    const { alphabet } = this.#program;
    if (at === (back ? 0 : this.#text.length)) return undefined;
    const character = codePointAt(this.#text, at, { back, unicode: this.#unicode });
    if (!alphabet.holds(set, alphabet.kindOf(character))) return undefined;
    const length = character > 0xffff ? 2 : 1;
    return back ? at - length : at + length;
  }

  /** A group that is not set matches nothing, as JavaScript has it. */
  #readGroup({ groups, back }: Step & { does: "repeatGroup" }, at: number): number | undefined {
    for (const group of groups) {
      const [from = -1, to = -1] = this.#cells.slice(group * 2, group * 2 + 2);
      if (from < 0 || to < 0) continue;
      this.#spend(to - from);
      const begins = back ? at - (to - from) : at;
      if (begins < 0 || !this.#text.startsWith(this.#text.slice(from, to), begins)) return undefined;
      return back ? begins : at + (to - from);
    }
    return at;
  }

  #looks({ entry, negative }: Step & { does: "look" }, at: number): boolean {
    const base = this.#returns.length;
    const found = this.#matches(entry, at);
    if (!negative) return found;
    // What was captured inside is not seen outside.
    for (const each of this.#returns.splice(base).reverse()) if ("cell" in each) this.#cells[each.cell] = each.value;
    return !found;
  }

  #set(cell: number, value: number): void {
    this.#returns.push({ cell, value: this.#cells[cell] ?? -1 });
    this.#cells[cell] = value;
  }

  #spend(steps: number): void {
    this.effort += steps;
    if (this.effort > mostEffort) throw new PatternUndecided();
  }
}

function codePointOf(text: string, at: number, unicode: boolean): number | undefined {
  return unicode ? text.codePointAt(at) : undefined;
}
