/**
 * The one way in which names are given out. The result follows from the identities and from what each thing could be called, never from the order
 * of the document, and a name that several want with equal right is nobody's while they have others: so what is added later never takes over the
 * name of what was there.
 */
export interface Claim {
  readonly id: string;
  /** What its name could be made of, the best first; the last one is what is left when all others have failed. */
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  readonly text: string;
  /** Of several that want one name the lowest has more right to it. */
  readonly rank: number;
  /** Nobody needs to hear that it could not be had. */
  readonly isTry?: boolean;
}

export interface AllocationOptions {
  readonly make: (text: string) => string;
  /** Names that are taken already, to the letter; who wants one gets it with `_` behind it. */
  readonly taken?: ReadonlySet<string>;
  /** Names that were given out before to things of the same kind. */
  readonly held?: Iterable<string>;
}

export interface Allocated {
  readonly name: string;
  /** The name that it should have had, when that could not be: others want it, or something else of the output is called so. */
  readonly missed?: { readonly name: string; readonly because: "others" | "taken" };
}

interface Bid {
  readonly id: string;
  readonly name: string;
  readonly candidate: Candidate;
}

/** A name as things bid for it: once two have had equal right to it, neither they nor a lesser one can have it. */
interface Lot {
  right: number;
  holder: string | undefined;
}

/** A name for each thing, by identity. */
export function allocateNames(
  claims: readonly Claim[],
  { make, taken = new Set(), held = [] }: AllocationOptions,
): ReadonlyMap<string, Allocated> {
  const bids = new Map(
    [...claims]
      .sort(byId)
      .map(({ id, candidates }) => [id, candidates.map((candidate): Bid => ({ id, candidate, name: make(candidate.text) }))]),
  );
  const lots = new Map<string, Lot>(Array.from(held, (name) => [folded(name), { right: Number.NEGATIVE_INFINITY, holder: undefined }]));
  const next = new Map<string, number>();
  const waiting = [...bids.keys()];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const at = next.get(id) ?? 0;
    next.set(id, at + 1);
    const bid = bids.get(id)?.[at];
    if (bid === undefined) continue;
    const loser = offer(bid, lots);
    if (loser !== undefined) waiting.push(...loser);
  }
  const given = new Map(
    [...lots.values()].flatMap(({ holder }) => (holder === undefined ? [] : [[holder, (next.get(holder) ?? 1) - 1] as const])),
  );
  const used = new Set([...Array.from(held, folded), ...Array.from(given, ([id, at]) => folded(bids.get(id)?.[at]?.name ?? ""))]);
  const names = new Map<string, Allocated>();
  for (const [id, own] of bids) {
    const at = given.get(id);
    const last = own.at(-1)?.name ?? "";
    const name = at === undefined ? (used.has(folded(last)) ? `${last}${mark(id)}` : last) : (own[at]?.name ?? "");
    used.add(folded(name));
    names.set(id, told(beside(name, taken), own.slice(0, at ?? own.length)));
  }
  return names;

  function told(name: string, passed: readonly Bid[]): Allocated {
    const missed = passed.find(({ candidate }) => candidate.isTry !== true);
    if (missed !== undefined && missed.name !== name) return { name, missed: { name: missed.name, because: "others" } };
    return taken.has(name.replace(/_+$/, "")) ? { name, missed: { name: name.replace(/_+$/, ""), because: "taken" } } : { name };
  }
}

/** Who has to look for another name now: the bidder, or those that had the name so far. */
function offer({ id, name, candidate }: Bid, lots: Map<string, Lot>): readonly string[] | undefined {
  // Who spells it that way has more right to a name than who only comes to it.
  const right = candidate.rank * 2 + (candidate.text === name ? 0 : 1);
  const lot = lots.get(folded(name));
  if (lot === undefined) {
    lots.set(folded(name), { right, holder: id });
    return undefined;
  }
  if (right > lot.right) return [id];
  const losers = [...(lot.holder === undefined ? [] : [lot.holder]), ...(right === lot.right ? [id] : [])];
  lot.holder = right === lot.right ? undefined : id;
  lot.right = right;
  return losers;
}

function beside(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? beside(`${name}_`, taken) : name;
}

/** Names that differ only in case count as one, because file systems say so. */
function folded(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}

/** Four characters that depend on the identity alone, so that what comes later changes no name. */
function mark(id: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193) >>> 0;
  return hash.toString(36).toUpperCase().padStart(4, "0").slice(-4);
}

const byId = (a: Claim, b: Claim): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
