import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BacktrackingMatcher, PatternUndecided } from "../../src/patterns/backtracking.ts";
import { LinearMatcher } from "../../src/patterns/linear.ts";
import { type Flags, parsePattern } from "../../src/patterns/tree.ts";
import { fc } from "../random/fast-check.ts";

const characters = fc.constantFrom(
  "a",
  "b",
  "c",
  ".",
  "[ab]",
  "[^a]",
  "\\w",
  "\\d",
  "\\s",
  "1",
  "😀",
  "\\u{1F600}",
  "\\ud83d\\ude00",
  "\\p{L}",
  "[\\d\\-x]",
);
const loose = fc.constantFrom("a", "b", ".", "[ab]", "\\ud83d", "\\-", "{", "]", "\\c", "\\x", "\\18", "[\\w-a]", "}", "\\k");
const assertions = fc.constantFrom("^", "$", "\\b", "\\B");
const quantifiers = fc.constantFrom("*", "+", "?", "{2}", "{0,2}", "{1,}", "{1,3}", "*?", "+?", "??", "{0,2}?");

function patterns(atoms: fc.Arbitrary<string>, more: readonly string[]): fc.Arbitrary<string> {
  return fc.letrec<{ choice: string; sequence: string; part: string }>((tie) => ({
    choice: fc.array(tie("sequence"), { minLength: 1, maxLength: 3 }).map((options) => options.join("|")),
    sequence: fc.array(tie("part"), { maxLength: 4 }).map((parts) => parts.join("")),
    part: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      atoms,
      assertions,
      fc.tuple(atoms, quantifiers).map(([atom, quantifier]) => atom + quantifier),
      fc.tuple(fc.constantFrom(...more), tie("choice"), quantifiers).map(([open, body, quantifier]) => `${open}${body})${quantifier}`),
      fc.tuple(fc.constantFrom("(?=", "(?!", "(?<=", "(?<!", "(?:", "("), tie("choice")).map(([open, body]) => `${open}${body})`),
    ),
  })).choice;
}

const texts = fc
  .array(fc.constantFrom("a", "b", "c", "1", "8", " ", "\n", "-", "😀", "\ud83d", "\ude00", "{", "]", "\\", "\u0001", "é"), {
    maxLength: 9,
  })
  .map((parts) => parts.join(""));

const references = fc.oneof(
  { weight: 3, arbitrary: characters.filter((source) => !/[\ud800-\udfff]/.test(source)) },
  { weight: 2, arbitrary: fc.constantFrom("\\1", "\\2") },
);

/** Another seed tries other patterns: `PATTERN_SEED=7 npm test -- patterns`. */
const seed = Number(process.env["PATTERN_SEED"] ?? 20261130);

describe("what matches is what JavaScript says", () => {
  const agree = (flags: Flags) => (pattern: string, given: readonly string[]) => {
    fc.pre(compiles(pattern, flags));
    // V8 fails at a character beyond the basic plane behind a reference to a group that is not set: `/\\1😀()/u` does not match it.
    fc.pre(!/\\[12]/.test(pattern) || !/[\ud800-\udfff]/.test(`${pattern}${given.join("")}`));
    const native = new RegExp(pattern, flags);
    const tree = parsePattern(pattern, flags);
    assert.ok(tree !== undefined, `${pattern} is read`);
    const linear = LinearMatcher.of(tree, flags);
    const trying = BacktrackingMatcher.of(tree, flags);
    for (const text of given) {
      const found = native.exec(text);
      // With a look behind V8 also begins inside of a surrogate pair, where ECMA-262 has no place.
      if (flags === "u" && found !== null && isInsidePair(text, found.index)) continue;
      const want = found !== null;
      if (linear !== undefined) assert.equal(linear.test(text), want, `${pattern} in one pass on ${JSON.stringify(text)}`);
      const tried = trying === undefined ? undefined : answerOf(trying, text);
      if (tried !== undefined) assert.equal(tried, want, `${pattern} by trying on ${JSON.stringify(text)}`);
    }
  };
  const given = fc.array(texts, { minLength: 4, maxLength: 4 });
  const numRuns = 1_500;

  test("with Unicode matching", () =>
    fc.assert(fc.property(patterns(characters, ["(?:", "(", "(?<x>"]), given, agree("u")), { numRuns, seed }));
  test("with back references", () => fc.assert(fc.property(patterns(references, ["(?:", "("]), given, agree("u")), { numRuns, seed }));
  test("without Unicode matching", () => fc.assert(fc.property(patterns(loose, ["(?:", "("]), given, agree("")), { numRuns, seed }));
});

/** Undefined where the steps did not suffice. */
function answerOf(matcher: BacktrackingMatcher, text: string): boolean | undefined {
  try {
    return matcher.test(text);
  } catch (error) {
    if (error instanceof PatternUndecided) return undefined;
    throw error;
  }
}

function isInsidePair(text: string, at: number): boolean {
  return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;
}

function compiles(pattern: string, flags: Flags): boolean {
  try {
    new RegExp(pattern, flags);
    return true;
  } catch {
    return false;
  }
}
