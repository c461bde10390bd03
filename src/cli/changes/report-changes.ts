import { type Change, type ChangeCode, compareContracts, type Effect } from "../../compiler/compare/index.ts";
import type { Place } from "../../compiler/diagnostics/diagnostic.ts";
import { visible } from "../../compiler/diagnostics/index.ts";
import type { Colour, Paint } from "../terminal.ts";
import { locator } from "./locate.ts";
import type { ReadContract } from "./read-contract.ts";

/** A change and where each document has it. */
export interface LocatedChange {
  readonly code: ChangeCode;
  readonly subject: string;
  readonly path: string;
  readonly text: string;
  readonly consumer: Effect;
  readonly producer: Effect;
  readonly before?: Place;
  readonly after?: Place;
}

export function findChanges(before: ReadContract, after: ReadContract): readonly LocatedChange[] {
  const [old, now] = [locator(before.root), locator(after.root)];
  return compareContracts(before.contract, after.contract).map(({ before: from, after: to, ...change }) => ({
    ...change,
    ...(from === undefined ? {} : { before: old(from) }),
    ...(to === undefined ? {} : { after: now(to) }),
  }));
}

/** With the old places as they are called elsewhere. */
export function relocated(changes: readonly LocatedChange[], rename: (place: Place) => Place): readonly LocatedChange[] {
  return changes.map((change) => (change.before === undefined ? change : { ...change, before: rename(change.before) }));
}

const colours: { readonly [effect in Effect]: Colour } = { breaking: "red", compatible: "green", cosmetic: "grey" };

/** One block for each subject, its changes below it: whom it breaks, where, what. */
export function printChanges(changes: readonly LocatedChange[], paint: Paint): string {
  const subjects = group(changes);
  const rows = changes.map((change) => label(change));
  const width = Math.max(0, ...rows.map((row) => row.length));
  const blocks = [...subjects].map(([subject, list]) => {
    const lines = list.map(
      (change) =>
        `    ${paint(colours[worst(change)], label(change).padEnd(width))}  ${sentence(change)}  ${paint("grey", places(change))}`,
    );
    return [`  ${paint("bold", visible(subject))}`, ...lines].join("\n");
  });
  return blocks.length === 0 ? "" : `${blocks.join("\n")}\n`;
}

/** `2 breaking, 1 compatible` */
export function countChanges(changes: readonly LocatedChange[]): string {
  const effects: readonly Effect[] = ["breaking", "compatible", "cosmetic"];
  return effects
    .flatMap((effect) => {
      const number = changes.filter((change) => worst(change) === effect).length;
      return number === 0 ? [] : [`${number} ${effect}`];
    })
    .join(", ");
}

/** The worse of the two sides. */
export function worst({ consumer, producer }: Pick<Change, "consumer" | "producer">): Effect {
  if (consumer === "breaking" || producer === "breaking") return "breaking";
  return consumer === "compatible" || producer === "compatible" ? "compatible" : "cosmetic";
}

export function label(change: LocatedChange): string {
  const { consumer, producer } = change;
  if (worst(change) !== "breaking" || consumer === producer) return worst(change);
  return consumer === "breaking" ? "breaking for consumers" : "breaking for producers";
}

export function sentence({ path, text }: LocatedChange): string {
  return visible(path === "" ? text : `${path}: ${text}`);
}

/** The new place, and the old one where it was another. */
function places({ before, after }: LocatedChange): string {
  const print = ({ file, line, column }: Place): string => visible(line === 0 ? file : `${file}:${line}:${column}`);
  if (after === undefined) return before === undefined ? "" : `was at ${print(before)}`;
  if (before === undefined) return print(after);
  const sameFile = before.file === after.file;
  return before.line === after.line && sameFile
    ? print(after)
    : `${print(after)} (was ${sameFile ? `line ${before.line}` : print(before)})`;
}

function group(changes: readonly LocatedChange[]): ReadonlyMap<string, readonly LocatedChange[]> {
  const groups = new Map<string, LocatedChange[]>();
  for (const change of changes) {
    const list = groups.get(change.subject);
    if (list === undefined) groups.set(change.subject, [change]);
    else list.push(change);
  }
  return groups;
}
