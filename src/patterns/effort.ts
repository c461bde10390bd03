import { compileProgram, type Program } from "./program.ts";
import { representatives } from "./representatives.ts";
import { type Flags, inside, isAnchored, type PatternNode } from "./tree.ts";

/** Ways that one text may leave open at once: JavaScript goes each of them once, so this times the text is what a test takes. */
const mostWays = 256;

/** Characters that a look around may read at every place. */
const mostLooked = 64;

/** Bounds of the proof itself; what it cannot prove in time is not proved. */
const mostSteps = 8_000;
const mostStates = 3_000;
const mostWork = 1_000_000;

/**
 * Whether JavaScript's own matching, which tries one way after another, is proved to take time that grows with the text alone, and not with its square or
 * worse. All texts are gone through at once: for each set of ways that a text can leave open it is counted how many lead to each step; as soon as there
 * are too many the proof has failed.
 */
export function isProvedLinear(root: PatternNode, flags: Flags): boolean {
  return holdsFor(root, { flags, back: false, anchored: isAnchored(root) });
}

interface ProofOptions {
  readonly flags: Flags;
  readonly back: boolean;
  readonly anchored: boolean;
}

function holdsFor(root: PatternNode, options: ProofOptions): boolean {
  const { flags, back, anchored } = options;
  const atStart = anchored ? looksAtStart(root) : new Set<PatternNode>();
  if (
    !looksIn(root).every(
      (look) => (atStart.has(look) || isShort(look.body)) && holdsFor(look.body, { flags, back: !look.ahead, anchored: true }),
    )
  ) {
    return false;
  }
  const groups = groupsOf(root);
  const compile = (withoutCounts: boolean): Program | undefined =>
    compileProgram(root, { flags, back, most: mostSteps, withoutCounts, groupBody: (group) => groups.get(group) });
  return [compile(false), compile(true)].some((program) => program !== undefined && new Proof(program, options).holds());
}

type Look = PatternNode & { readonly kind: "look" };

function looksIn(node: PatternNode): readonly Look[] {
  return node.kind === "look" ? [node] : inside(node).flatMap(looksIn);
}

/** Those in front of everything else: tried once, because the pattern begins at the start of the text only. */
function looksAtStart(node: PatternNode): ReadonlySet<PatternNode> {
  const parts = node.kind === "sequence" ? node.parts : [node];
  const end = parts.findIndex(({ kind }) => kind !== "look" && kind !== "assertion");
  return new Set(parts.slice(0, end < 0 ? parts.length : end));
}

/** Reads a few characters at most, so that it may be tried at every place. */
function isShort(node: PatternNode): boolean {
  return (node.kind !== "repeat" || node.most <= mostLooked) && inside(node).every(isShort);
}

function groupsOf(root: PatternNode): ReadonlyMap<number, PatternNode> {
  const groups = new Map<number, PatternNode>();
  const visit = (node: PatternNode): void => {
    if (node.kind === "group") groups.set(node.number, node.body);
    for (const each of inside(node)) visit(each);
  };
  visit(root);
  return groups;
}

/** How many ways lead to each step that reads a character. */
type Ways = ReadonlyMap<number, number>;

interface Followed {
  readonly ways: Ways;
  /** Nothing more is needed for a match, and nothing was asked about the place. */
  readonly matched: boolean;
}

class Unproved extends Error {}

class Proof {
  readonly #program: Program;
  readonly #anchored: boolean;
  readonly #flags: Flags;
  readonly #back: boolean;
  readonly #followed = new Map<number, Followed>();
  #work = 0;

  constructor(program: Program, { anchored, flags, back }: ProofOptions) {
    this.#back = back;
    this.#program = program;
    this.#anchored = anchored;
    this.#flags = flags;
  }

  holds(): boolean {
    try {
      this.#goThrough();
      return true;
    } catch (error) {
      if (error instanceof Unproved) return false;
      throw error;
    }
  }

  #goThrough(): void {
    const { alphabet, entry, steps } = this.#program;
    const sources = alphabet.sources;
    for (const codePoint of representatives(sources, this.#flags)) alphabet.kindOf(codePoint);
    const begin = this.#follow(entry, true);
    const beginLater = this.#follow(entry);
    const seen = new Set<string>();
    const pending: Followed[] = [begin];
    for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
      const key = `${state.matched} ${[...state.ways].sort(([a], [b]) => a - b).join(" ")}`;
      if (seen.has(key)) continue;
      if (seen.size >= mostStates) throw new Unproved();
      seen.add(key);
      for (let kind = 0; kind < alphabet.kinds; kind++) {
        const ways = new Map<number, number>();
        let matched = state.matched;
        const add = (more: Followed, times: number): void => {
          matched ||= more.matched;
          for (const [step, count] of more.ways) ways.set(step, (ways.get(step) ?? 0) + count * times);
          this.#spend(more.ways.size);
        };
        for (const [index, count] of state.ways) {
          const step = steps[index];
          if (step?.does === "character" && alphabet.holds(step.set, kind)) add(this.#follow(step.next), count);
          this.#spend(1);
        }
        // A match that begins here is looked for only while none that began before has been found.
        if (!this.#anchored && !matched) add(beginLater, 1);
        if ([...ways.values()].reduce((sum, count) => sum + count, 0) > mostWays) throw new Unproved();
        if (ways.size > 0) pending.push({ ways, matched });
      }
    }
  }

  /** The ways from a step to the next characters, no step twice on one of them. What is asked about the place is taken to hold where it can. */
  #follow(from: number, atFirst = false): Followed {
    const known = atFirst ? undefined : this.#followed.get(from);
    if (known !== undefined) return known;
    const ways = new Map<number, number>();
    const onTheWay = new Set<number>();
    let matched = false;
    const [before, after] = this.#back ? (["end", "start"] as const) : (["start", "end"] as const);
    const go = (index: number, asked: boolean, over: boolean): void => {
      if (onTheWay.has(index)) return;
      this.#spend(1);
      const step = this.#program.steps[index];
      if (step === undefined || (step.does === "assert" && step.is === before && !atFirst)) return;
      if (step.does === "match") matched ||= !asked;
      else if (step.does === "character") {
        if (!over) ways.set(index, (ways.get(index) ?? 0) + 1);
      } else {
        onTheWay.add(index);
        if (onTheWay.size > mostNested) throw new Unproved();
        if (step.does === "split") for (const target of step.targets) go(target, asked, over);
        else go(step.next, asked || step.does === "assert" || step.does === "look", over || (step.does === "assert" && step.is === after));
        onTheWay.delete(index);
      }
    };
    go(from, false, false);
    const followed = { ways, matched };
    if (!atFirst) this.#followed.set(from, followed);
    return followed;
  }

  #spend(work: number): void {
    this.#work += work;
    if (this.#work > mostWork) throw new Unproved();
  }
}

/** Steps in a row that read nothing, far from the end of the stack. */
const mostNested = 2_000;
