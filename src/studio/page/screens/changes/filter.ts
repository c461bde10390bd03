import type { ChangeView } from "../../../shared/changes.ts";

export type KindName = "all" | "breaking" | "consumers" | "producers" | "compatible" | "cosmetic";

export interface Kind {
  readonly name: KindName;
  readonly title: string;
  readonly takes: (change: ChangeView) => boolean;
}

const all: Kind = { name: "all", title: "all", takes: () => true };

/** What breaks both sides counts for each of them. */
export const kinds: readonly [Kind, ...Kind[]] = [
  all,
  { name: "breaking", title: "breaking", takes: ({ worst }) => worst === "breaking" },
  { name: "consumers", title: "for consumers", takes: ({ consumer }) => consumer === "breaking" },
  { name: "producers", title: "for producers", takes: ({ producer }) => producer === "breaking" },
  { name: "compatible", title: "compatible", takes: ({ worst }) => worst === "compatible" },
  { name: "cosmetic", title: "cosmetic", takes: ({ worst }) => worst === "cosmetic" },
];

/** Those of a kind that have all of the words. */
export function found(changes: readonly ChangeView[], { takes }: Kind, search: string): readonly ChangeView[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return changes.filter((change) => {
    if (!takes(change)) return false;
    const { subject, text, label, code, means, before = "", after = "" } = change;
    const all = [subject, text, label, code, means, before, after].join(" ").toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** Under what they are about, in the order of the report. */
export function bySubject(changes: readonly ChangeView[]): ReadonlyMap<string, readonly ChangeView[]> {
  const groups = new Map<string, ChangeView[]>();
  for (const change of changes) {
    const list = groups.get(change.subject);
    if (list === undefined) groups.set(change.subject, [change]);
    else list.push(change);
  }
  return groups;
}
