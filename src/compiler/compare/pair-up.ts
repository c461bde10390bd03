export interface Pairs<Thing> {
  /** In the order of `after`. */
  readonly kept: readonly (readonly [Thing, Thing])[];
  readonly renamed: readonly (readonly [Thing, Thing])[];
  readonly removed: readonly Thing[];
  readonly added: readonly Thing[];
}

interface Identity<Thing> {
  readonly nameOf: (thing: Thing) => string;
  /** All that matters but the name. */
  readonly likeness: (thing: Thing, side: "before" | "after") => string;
}

/** Things of one name belong together; of the others those that are alike, where there is exactly one candidate on each side. */
export function pairUp<Thing>(before: readonly Thing[], after: readonly Thing[], { nameOf, likeness }: Identity<Thing>): Pairs<Thing> {
  const old = new Map(before.map((thing) => [nameOf(thing), thing]));
  const now = new Map(after.map((thing) => [nameOf(thing), thing]));
  const kept = [...now].flatMap(([name, thing]): (readonly [Thing, Thing])[] => {
    const earlier = old.get(name);
    return earlier === undefined ? [] : [[earlier, thing]];
  });
  const gone = [...old].flatMap(([name, thing]) => (now.has(name) ? [] : [thing]));
  const fresh = [...now].flatMap(([name, thing]) => (old.has(name) ? [] : [thing]));
  const goneByLikeness = group(gone, (thing) => likeness(thing, "before"));
  const freshByLikeness = group(fresh, (thing) => likeness(thing, "after"));
  const renamed = [...goneByLikeness].flatMap(([key, [from, ...more]]): (readonly [Thing, Thing])[] => {
    const [to, ...others] = freshByLikeness.get(key) ?? [];
    return from !== undefined && to !== undefined && more.length === 0 && others.length === 0 ? [[from, to]] : [];
  });
  const settled = new Set(renamed.flat());
  return { kept, renamed, removed: gone.filter((thing) => !settled.has(thing)), added: fresh.filter((thing) => !settled.has(thing)) };
}

function group<Thing>(things: readonly Thing[], keyOf: (thing: Thing) => string): ReadonlyMap<string, readonly Thing[]> {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) groups.set(keyOf(thing), [...(groups.get(keyOf(thing)) ?? []), thing]);
  return groups;
}
