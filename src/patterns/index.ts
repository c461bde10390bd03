import { BacktrackingMatcher } from "./backtracking.ts";
import { isProvedLinear } from "./effort.ts";
import { LinearMatcher } from "./linear.ts";
import { type Flags, parsePattern } from "./tree.ts";

export { PatternUndecided } from "./backtracking.ts";
export { type Flags, type PatternNode, parsePattern } from "./tree.ts";

/**
 * - `native`: JavaScript's own matching is proved to take time that grows with the text alone.
 * - `linear`: JavaScript may take for ever on a text made for it; ours takes one pass.
 * - `bounded`: a back reference, which no engine does in one pass; steps are counted, and a text can stay undecided.
 * - `unknown`: too large to be looked into, or syntax that came later than this; JavaScript matches it and nothing is promised.
 */
export type Engine = "native" | "linear" | "bounded" | "unknown";

/** For a pattern that compiles with these flags. It is never run to find out. */
export function engineOf(source: string, flags: Flags): Engine {
  const tree = parsePattern(source, flags);
  if (tree === undefined) return "unknown";
  if (isProvedLinear(tree, flags)) return "native";
  if (LinearMatcher.of(tree, flags) !== undefined) return "linear";
  return BacktrackingMatcher.of(tree, flags) === undefined ? "unknown" : "bounded";
}

/** A regular expression whose `test` takes bounded time on any text. @throws SyntaxError for what JavaScript refuses. */
export class BoundedPattern extends RegExp {
  readonly #flags: Flags;
  #matcher: Matcher | undefined;

  constructor(source: string, flags: Flags) {
    super(source, flags);
    this.#flags = flags;
  }

  /** Characters and steps of all tests so far, or of the last one where steps are counted: the work, on any machine. */
  get effort(): number {
    return this.#matcher?.effort ?? 0;
  }

  /** @throws PatternUndecided */
  override test(text: string): boolean {
    this.#matcher ??= this.#own() ?? { test: (each) => super.test(each), effort: 0 };
    return this.#matcher.test(text);
  }

  #own(): Matcher | undefined {
    const tree = parsePattern(this.source, this.#flags);
    return tree === undefined ? undefined : (LinearMatcher.of(tree, this.#flags) ?? BacktrackingMatcher.of(tree, this.#flags));
  }
}

interface Matcher {
  readonly effort: number;
  test(text: string): boolean;
}
