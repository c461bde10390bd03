import { compileProgram, type Program } from "./program.ts";
import { codePointAt, holdsAt } from "./text.ts";
import { type Assertion, type Flags, hasBackReference, isAnchored, type PatternNode } from "./tree.ts";

/** Steps of a program; counts are written out, so `(a{1,9}){9}` has some 170. */
const mostSteps = 20_000;

/** Edges that are kept; beyond, all are forgotten and found again, so that no text fills the memory. */
const mostEdges = 20_000;

/** What is asked about a place of the text has a bit each. */
const mostQuestions = 30;

/** The steps that a text can have led to. */
interface State {
  readonly steps: readonly number[];
  /** By kind of the character that comes, where nothing that the pattern asks holds. */
  readonly plain: (Edge | undefined)[];
  readonly others: Map<number, Edge>;
}

interface Edge {
  readonly matched: boolean;
  readonly to: State;
}

interface LookAround {
  readonly matcher: LinearMatcher;
  readonly negative: boolean;
}

interface MatcherParts {
  readonly program: Program;
  readonly unicode: boolean;
  readonly assertions: readonly Assertion[];
  readonly looks: readonly LookAround[];
  readonly anchored: boolean;
  /** Reads the text from its end. */
  readonly back: boolean;
}

/**
 * Tests a pattern in one pass over the text: all ways to match are followed at once, so that none is gone twice. What a look around finds is worked
 * out before, for all places of the text, in a pass of its own. Time grows with the text times the pattern, whatever the two are.
 */
export class LinearMatcher {
  readonly #parts: MatcherParts;
  readonly #states = new Map<string, State>();
  #edges = 0;
  /** In which search a step was last reached. */
  readonly #reached: Uint32Array;
  #search = 0;
  /** Characters read and steps gone since this was made. */
  effort = 0;

  private constructor(parts: MatcherParts) {
    this.#parts = parts;
    this.#reached = new Uint32Array(parts.program.steps.length);
  }

  /** Undefined where that cannot be: a back reference, or too many steps. */
  static of(root: PatternNode, flags: Flags, back = false): LinearMatcher | undefined {
    if (hasBackReference(root)) return undefined;
    const program = compileProgram(root, { flags, back, most: mostSteps });
    if (program === undefined || program.looks.length + 4 > mostQuestions) return undefined;
    const looks: LookAround[] = [];
    for (const { ahead, negative, body } of program.looks) {
      // Where a text begins that fits is seen by reading from the end.
      const matcher = LinearMatcher.of(body, flags, ahead);
      if (matcher === undefined) return undefined;
      looks.push({ matcher, negative });
    }
    const assertions = [...new Set(program.steps.flatMap((step) => (step.does === "assert" ? [step.is] : [])))];
    return new LinearMatcher({ program, unicode: flags === "u", assertions, looks, anchored: !back && isAnchored(root), back });
  }

  test(text: string): boolean {
    return this.#run(text);
  }

  /** Marks each place of the text where a match ends. */
  #places(text: string): Uint8Array {
    const places = new Uint8Array(text.length + 1);
    this.#run(text, places);
    return places;
  }

  #run(text: string, places?: Uint8Array): boolean {
    const { program, unicode, assertions, looks, anchored, back } = this.#parts;
    const around = looks.map(({ matcher, negative }) => ({ places: matcher.#places(text), negative }));
    const asked = assertions.length + around.length > 0;
    const end = back ? 0 : text.length;
    const again = !anchored || places !== undefined;
    let state = this.#state([program.entry]);
    let at = text.length - end;
    for (;;) {
      let holds = 0;
      if (asked) {
        for (const assertion of assertions) holds = holds * 2 + Number(holdsAt(text, at, assertion));
        for (const look of around) holds = holds * 2 + Number((look.places[at] === 1) !== look.negative);
      }
      const character = at === end ? -1 : codePointAt(text, at, { back, unicode });
      const kind = character < 0 ? 0 : program.alphabet.kindOf(character) + 1;
      const edge =
        (holds === 0 ? state.plain[kind] : state.others.get(holds * kindsApart + kind)) ?? this.#addEdge(state, { holds, kind, again });
      this.effort += 1;
      if (edge.matched) {
        if (places === undefined) return true;
        places[at] = 1;
      }
      state = edge.to;
      if (at === end || (!again && state.steps.length === 0)) return false;
      const length = character > 0xffff ? 2 : 1;
      at += back ? -length : length;
    }
  }

  #addEdge(from: State, { holds, kind, again }: { readonly holds: number; readonly kind: number; readonly again: boolean }): Edge {
    const { program } = this.#parts;
    const { steps, matched } = this.#follow(from.steps, holds);
    const next = new Set<number>();
    if (kind > 0) {
      for (const step of steps) {
        const { set, next: to } = step;
        if (program.alphabet.holds(set, kind - 1)) next.add(to);
      }
      if (again) next.add(program.entry);
    }
    if (++this.#edges > mostEdges) {
      this.#states.clear();
      this.#edges = 0;
    }
    const edge = { matched, to: this.#state([...next].sort((a, b) => a - b)) };
    if (holds === 0) from.plain[kind] = edge;
    else from.others.set(holds * kindsApart + kind, edge);
    return edge;
  }

  /** What can be read next, where nothing is read in between. */
  #follow(
    from: readonly number[],
    holds: number,
  ): { readonly steps: readonly { readonly set: number; readonly next: number }[]; readonly matched: boolean } {
    const { program, assertions, looks } = this.#parts;
    const bits = assertions.length + looks.length;
    const isTrue = (question: number): boolean => ((holds >> (bits - 1 - question)) & 1) === 1;
    const search = ++this.#search;
    const pending = [...from];
    const steps: { readonly set: number; readonly next: number }[] = [];
    let matched = false;
    for (let index = pending.pop(); index !== undefined; index = pending.pop()) {
      if (this.#reached[index] === search) continue;
      this.#reached[index] = search;
      this.effort += 1;
      const step = program.steps[index];
      if (step?.does === "match") matched = true;
      else if (step?.does === "character") steps.push(step);
      else if (step?.does === "split") pending.push(...step.targets);
      else if (step?.does === "assert" && isTrue(assertions.indexOf(step.is))) pending.push(step.next);
      else if (step?.does === "look" && isTrue(assertions.length + step.look)) pending.push(step.next);
    }
    return { steps, matched };
  }

  #state(steps: readonly number[]): State {
    const key = steps.join();
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const state: State = { steps, plain: [], others: new Map() };
    this.#states.set(key, state);
    return state;
  }
}

/** More kinds of characters than a pattern can tell apart. */
const kindsApart = 2 ** 20;
