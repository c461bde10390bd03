import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { BoundedPattern, type Engine, engineOf, PatternUndecided } from "../../src/patterns/index.ts";
import { hostilePatterns } from "./hostile-patterns.ts";

const engines: { readonly [engine in Engine]: readonly string[] } = {
  native: [
    "^[a-z]+$",
    "^(a+,)+$",
    "^(\\w+\\.)*\\w+$",
    "^([a-z]+-)*[a-z]+$",
    "^\\d{4}-\\d{2}$",
    "(ab|cd)*",
    "^[A-Za-z0-9-]{1,64}$",
    "(a|b)+",
    "^(?:[a-z]{2}){3}$",
    "^(\\+[0-9]+)?$",
    "^.*$",
    "a*b*c*",
    "\\d+",
    "^(foo|bar)(,(foo|bar))*$",
    "^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$",
    "^(?=.*[a-z])(?=.*\\d).{8,}$",
    "^(?!.*--)[a-z-]+$",
    "^\\p{L}[\\p{L}\\p{N} ]*$",
    "^(['\"])[^'\"]*\\1$",
    "^(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}$",
    "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
    "^[\\w.+-]+@[\\w-]+\\.[\\w.-]+$",
    "^.{1,2000}$",
    `^(${Array.from({ length: 200 }, (_, index) => `country-${index}`).join("|")})$`,
  ],
  linear: [
    "^(a+)+$",
    "(a|a)*$",
    "(.*a){25}",
    "^(\\w+\\s?)*$",
    "([a-z]+)*@",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "(\\d|\\w)+x",
    "(?:x+x+)+y",
    "\\s+$",
    "foo.*bar",
    "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$",
    "^(?:a(?=a*b)|a)*$",
    "^(\\p{L}|\\p{Lu})*$",
    "^([а-я]|[б-ю])*$",
    "^(a{1,9}){9}(a{1,9}){9}(a{1,9}){9}$",
  ],
  bounded: ["^(.+)\\1+x$", "^(a+)+\\1$", "(?<x>\\w+) .*\\k<x>z"],
  unknown: [`^${"(".repeat(300)}a${")".repeat(300)}*$`],
};

for (const [engine, patterns] of Object.entries(engines)) {
  describe(`matched by the engine "${engine}"`, () => {
    for (const pattern of patterns) test(pattern.slice(0, 80), () => assert.equal(engineOf(pattern, "u"), engine));
  });
}

describe("M11 a text made for a pattern", () => {
  for (const [pattern, unit, end] of hostilePatterns) {
    test(`costs in proportion to its length: ${pattern.slice(0, 60)}`, () => {
      const flags = compiles(pattern) ? "u" : "";
      if (engineOf(pattern, flags) === "native") return;
      const cost = (length: number): number => {
        const expression = new BoundedPattern(pattern, flags);
        try {
          expression.test(unit.repeat(length / unit.length) + end);
        } catch (error) {
          assert.ok(error instanceof PatternUndecided);
        }
        return expression.effort;
      };
      // What the first characters cost more is found once, however long the text.
      const [short, long] = [cost(10_000), cost(100_000)];
      assert.ok(long < 12 * short && long < 1_200_000, `${short} steps for 10,000 characters, ${long} for 100,000`);
    });
  }

  test("of ever new characters does not fill the memory", () => {
    const expression = new BoundedPattern("^(\\p{L}|\\p{Lu}|[^a])*$", "u");
    const text = Array.from({ length: 60_000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join("");
    assert.equal(expression.test(text), true);
    assert.equal(expression.test(`${text}a!`), true);
  });
});

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}
