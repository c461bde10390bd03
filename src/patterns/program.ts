import { Alphabet } from "./alphabet.ts";
import { assertNever } from "./assert-never.ts";
import { type Assertion, type Flags, type Groups, inside, type PatternNode } from "./tree.ts";

/** What a pattern does, step by step. Repetitions with a count are written out. */
export type Step =
  | { readonly does: "character"; readonly set: number; readonly back: boolean; next: number }
  | { readonly does: "split"; targets: readonly number[] }
  | { readonly does: "assert"; readonly is: Assertion; readonly next: number }
  /** `look` is its number; `entry` its body in this program, where captured texts are kept. */
  | { readonly does: "look"; readonly look: number; readonly entry: number; readonly negative: boolean; readonly next: number }
  | { readonly does: "save"; readonly slot: number; readonly next: number }
  | { readonly does: "forget"; readonly groups: Groups; readonly next: number }
  /** Notes where a turn of a loop began, and ends a turn that matched nothing. */
  | { readonly does: "begin"; readonly cell: number; readonly next: number }
  | { readonly does: "proceed"; readonly cell: number; readonly next: number }
  | { readonly does: "repeatGroup"; readonly groups: readonly number[]; readonly back: boolean; readonly next: number }
  | { readonly does: "match" };

export interface Look {
  readonly ahead: boolean;
  readonly negative: boolean;
  readonly body: PatternNode;
  readonly source: string;
}

export interface Program {
  readonly steps: readonly Step[];
  readonly entry: number;
  readonly looks: readonly Look[];
  readonly alphabet: Alphabet;
  /** Two for each group, one for each loop. */
  readonly cells: number;
}

export interface ProgramOptions {
  readonly flags: Flags;
  /** Reads the text from its end. */
  readonly back?: boolean;
  /** Captured texts are kept, as back references need them. Default false. */
  readonly captures?: boolean;
  /** More steps are refused. */
  readonly most: number;
  /** Counts are not kept: what is repeated a few times may be repeated for ever. */
  readonly withoutCounts?: boolean;
  /** What a back reference is taken for where captured texts are not kept. */
  readonly groupBody?: (group: number) => PatternNode | undefined;
}

/** Undefined for a pattern of more steps than allowed. */
export function compileProgram(root: PatternNode, options: ProgramOptions): Program | undefined {
  const { flags, captures = false, most, withoutCounts = false, groupBody } = options;
  const steps: Step[] = [{ does: "match" }];
  const sets = new Map<string, number>();
  const looks = new Map<string, Look>();
  let back = options.back ?? false;
  let cells = captures ? (groupsIn(root) + 1) * 2 : 0;
  let room = most;

  const add = (step: Step): number => {
    if (--room < 0) throw new TooLarge();
    return steps.push(step) - 1;
  };

  const setOf = (source: string): number => {
    const set = sets.get(source) ?? sets.size;
    sets.set(source, set);
    return set;
  };

  /** The step to begin with, so that `next` follows. */
  const entryOf = (node: PatternNode, next: number): number => {
    if (--room < 0) throw new TooLarge();
    switch (node.kind) {
      case "characters":
        return add({ does: "character", set: setOf(node.source), back, next });
      case "sequence":
        return (back ? node.parts : node.parts.toReversed()).reduce((after, part) => entryOf(part, after), next);
      case "choice":
        return add({ does: "split", targets: node.options.map((option) => entryOf(option, next)) });
      case "group": {
        if (!captures) return entryOf(node.body, next);
        const [first, last] = back ? [node.number * 2 + 1, node.number * 2] : [node.number * 2, node.number * 2 + 1];
        return add({ does: "save", slot: first, next: entryOf(node.body, add({ does: "save", slot: last, next })) });
      }
      case "assertion":
        return add({ does: "assert", is: node.is, next });
      case "look": {
        looks.set(node.source, node);
        const look = [...looks.keys()].indexOf(node.source);
        return add({ does: "look", look, entry: captures ? bodyOf(node) : 0, negative: node.negative, next });
      }
      case "backReference": {
        if (captures) return add({ does: "repeatGroup", groups: node.groups, back, next });
        const bodies = node.groups.flatMap((group) => groupBody?.(group) ?? []);
        return add({ does: "split", targets: [...bodies.map((body) => entryOf(body, next)), next] });
      }
      case "repeat":
        return repeated(node, next);
      default:
        return assertNever(node);
    }
  };

  /** A look behind reads the text backwards. */
  const bodyOf = (look: Look): number => {
    const outer = back;
    back = !look.ahead;
    const entry = entryOf(look.body, 0);
    back = outer;
    return entry;
  };

  const repeated = (node: PatternNode & { kind: "repeat" }, next: number): number => {
    const { body, lazy, groups } = node;
    const once = !captures && !consumes(body);
    const least = once || withoutCounts ? Math.min(node.least, 1) : node.least;
    const end = withoutCounts && node.most > 1 ? Number.POSITIVE_INFINITY : once ? Math.min(node.most, 1) : node.most;
    const forgetting = (entry: number): number =>
      captures && groups.to > groups.from ? add({ does: "forget", groups, next: entry }) : entry;
    const split = (turn: number, leave: number): number => add({ does: "split", targets: lazy ? [leave, turn] : [turn, leave] });
    /** A turn that may be left out; one that matches nothing does not count. */
    const turn = (after: number): number => {
      if (!captures) return entryOf(body, after);
      const cell = cells++;
      return add({ does: "begin", cell, next: forgetting(entryOf(body, add({ does: "proceed", cell, next: after }))) });
    };
    let entry = next;
    if (end === Number.POSITIVE_INFINITY) {
      entry = add({ does: "split", targets: [] });
      const targets = [turn(entry), next];
      steps[entry] = { does: "split", targets: lazy ? targets.toReversed() : targets };
    } else for (let count = least; count < end; count++) entry = split(turn(entry), next);
    for (let count = 0; count < least; count++) entry = forgetting(entryOf(body, entry));
    return entry;
  };

  try {
    const entry = entryOf(root, 0);
    return { steps, entry, looks: [...looks.values()], alphabet: new Alphabet([...sets.keys()], flags), cells };
  } catch (error) {
    if (error instanceof TooLarge) return undefined;
    throw error;
  }
}

class TooLarge extends Error {}

function groupsIn(node: PatternNode): number {
  return Math.max(node.kind === "group" ? node.number : 0, ...inside(node).map(groupsIn));
}

/** Whether a turn can read a character: without one, a second turn is the first again. */
function consumes(node: PatternNode): boolean {
  switch (node.kind) {
    case "characters":
    case "backReference":
      return true;
    case "sequence":
      return node.parts.some(consumes);
    case "choice":
      return node.options.some(consumes);
    case "repeat":
      return node.most > 0 && consumes(node.body);
    case "group":
      return consumes(node.body);
    case "assertion":
    case "look":
      return false;
    default:
      return assertNever(node);
  }
}
