import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { regExpText, valuePattern } from "../../../src/addresses/address-template.ts";
import { AddressMatcher, type Piece } from "../../../src/runtime/addresses/match.ts";
import { fc } from "../../random/fast-check.ts";

/** What JavaScript's own matching says, whatever it takes. */
function byRegExp(pieces: readonly Piece[], protocol: string, address: string): readonly string[] | undefined {
  const source = pieces.map((piece) => {
    if (piece === "free") return `(${valuePattern(protocol)})`;
    const texts = "literal" in piece ? [piece.literal] : [...piece.listed].sort((a, b) => b.length - a.length);
    return `(${texts.map(regExpText).join("|")})`;
  });
  return new RegExp(`^${source.join("")}$`).exec(address)?.slice(1);
}

const word = fc.array(fc.constantFrom("a", "b", "ab", "-", ".", "_", "é"), { minLength: 1, maxLength: 3 }).map((all) => all.join(""));
const piece: fc.Arbitrary<Piece> = fc.oneof(
  fc.constant<Piece>("free"),
  word.map((literal) => ({ literal })),
  fc.uniqueArray(word, { minLength: 1, maxLength: 3 }).map((listed) => ({ listed })),
);

describe("M15: an address is taken apart", () => {
  test("as a regular expression would", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("kafka", "amqp", "redis"),
        fc.array(piece, { minLength: 1, maxLength: 5 }),
        fc.array(word, { maxLength: 6 }).map((all) => all.join("")),
        (protocol, pieces, address) =>
          assert.deepEqual(new AddressMatcher(pieces, protocol).match(address), byRegExp(pieces, protocol, address)),
      ),
      { numRuns: 5_000 },
    );
  });

  for (const [title, name] of [
    ["that fits", "a".repeat(100_000)],
    ["that does not fit at its end", `${"a".repeat(100_000)}.`],
    ["that does not fit at its beginning", `.${"a".repeat(100_000)}`],
  ] as const) {
    // A regular expression would try about 10^19 ways to share the name out.
    test(`a name of a hundred thousand characters ${title}, for five parameters`, () => {
      const matcher = new AddressMatcher(["free", "free", { literal: "a" }, "free", "free", { listed: ["a", "aa"] }, "free"], "redis");
      const parts = matcher.match(name);
      assert.equal(parts?.join(""), title === "that fits" ? name : undefined);
    });
  }
});
