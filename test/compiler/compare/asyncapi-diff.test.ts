import assert from "node:assert/strict";
import { test } from "node:test";
import { diff } from "@asyncapi/diff";
import { compareContracts } from "../../../src/compiler/compare/index.ts";
import { base, type Case, cases } from "./cases.ts";
import { contractOf } from "./contract-of.ts";

type Verdict = "breaking" | "non-breaking" | "says nothing";

/**
 * Where `@asyncapi/diff` and we call the same change by other names, and why ours is right; keyed by the case, `back:` the other way round.
 * It reads documents key by key and knows neither who receives a message nor what a schema accepts.
 */
const differences: Readonly<Record<string, string>> = {
  "an operation is renamed": "its key is not on the wire; for it one operation is gone and another there",
  "a channel is renamed": "its key is not on the wire; for it one channel is gone and another there",
  "an operation replies": "who asked without waiting for an answer is now owed one, and who answers has to send it",
  "a channel gets a server of its own": "without servers of its own it was on all of them; from now on messages are only on that one",
  "a channel gains a message that no operation speaks of":
    "operations without a list take every message of their channel, so one more may come",
};

/** The worst that it says of the documents; most of a payload is `unclassified` for it. */
function theirs(before: object, after: object): Verdict {
  const output = diff(before, after).getOutput();
  const { changes } = output as { readonly changes: readonly { readonly type: string }[] };
  const types = new Set(changes.map(({ type }) => type));
  if (types.has("breaking")) return "breaking";
  return types.has("non-breaking") && !types.has("unclassified") ? "non-breaking" : "says nothing";
}

async function ours(before: object, after: object): Promise<Verdict> {
  const found = compareContracts(await contractOf(before), await contractOf(after));
  return found.some(({ consumer, producer }) => consumer === "breaking" || producer === "breaking") ? "breaking" : "non-breaking";
}

const edited = ({ edits }: Case): ReturnType<typeof base> => {
  const document = base();
  for (const edit of edits) edit(document);
  return document;
};

test("where @asyncapi/diff speaks, it says what we say, or the reason stands here", async () => {
  const found: Record<string, string> = {};
  let spoken = 0;
  for (const one of cases) {
    const directions: readonly (readonly [string, object, object])[] = [
      [one.name, base(), edited(one)],
      ...(one.back === undefined ? [] : [[`back: ${one.name}`, edited(one), base()] as const]),
    ];
    for (const [name, before, after] of directions) {
      const [their, our] = [theirs(before, after), await ours(before, after)];
      if (their === "says nothing") continue;
      spoken += 1;
      if (their !== our) found[name] = `theirs ${their}, ours ${our}`;
    }
  }
  assert.ok(spoken >= 17, `it speaks of ${spoken} cases`);
  assert.deepEqual(Object.keys(found).sort(), Object.keys(differences).sort(), JSON.stringify(found, null, 2));
});
