import type { Mask } from "../../studio/server/index.ts";
import type { LetterFilter, LetterList, LetterView } from "../../studio/shared/letters.ts";
import type { FiledLetter, LetterFile } from "./letter-file.ts";
import { letterView, sourceText, textOf } from "./letter-view.ts";

/** What a letter is called that says no cause. */
const noCause = "none said";

interface Listing {
  readonly filter: LetterFilter;
  /** Letters that are looked at. */
  readonly limit: number;
  readonly mask: Mask;
}

/** The dead letters that a filter means: all of them, so that whoever acts on what is listed names exactly those. */
export async function letterList(
  file: Pick<LetterFile, "find" | "operations" | "places" | "notes">,
  { filter, limit, mask }: Listing,
): Promise<LetterList> {
  const { cause, operation, text = "" } = filter;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const causes = new Map<string, number>();
  // Without their bodies, of which thousands may not fit.
  const found: LetterView[] = [];
  const unasked: string[] = [];
  let count = 0;
  // One more than is shown tells whether there are more.
  const asked = { ...(operation === undefined ? {} : { operation }), limit: limit + 1 };
  for await (const filed of file.find(asked, (why) => void unasked.push(why))) {
    const { letter } = filed;
    count += 1;
    if (count > limit) break;
    if (words.length > 0 && !hasAll(words, filed, mask)) continue;
    const own = letter.cause ?? noCause;
    causes.set(own, (causes.get(own) ?? 0) + 1);
    if (cause === undefined || own === cause) found.push(letterView(filed));
  }
  return {
    filter,
    letters: found,
    causes: [...causes].map(([name, number]) => ({ cause: name, count: number })).sort((a, b) => b.count - a.count),
    operations: [...new Set(file.operations)].sort(),
    more: count > limit,
    places: [...new Set(file.places.map(({ address }) => address))],
    notes: [...new Set([...unasked, ...file.notes])],
  };
}

/** Looks through what may be seen: a search tells what is there. */
function hasAll(words: readonly string[], filed: FiledLetter, mask: Mask): boolean {
  const { place, origin, operation, cause, error, id, stored } = filed.letter;
  const repeats = [id, error, textOf(stored.key)].map((text) => text && filed.safe(text));
  const text = [place, origin && sourceText(filed)(origin), operation, cause, ...repeats, openBody(stored.body, mask)]
    .filter(Boolean)
    .join("\n")
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

function openBody(body: Uint8Array | null, mask: Mask): string {
  const text = textOf(body ?? "") ?? "";
  if (mask.names.length === 0) return text;
  try {
    return JSON.stringify(mask.value(JSON.parse(text)));
  } catch {
    return mask.unknown(text);
  }
}
