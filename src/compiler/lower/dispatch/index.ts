import type { DocumentNode } from "../../document/node.ts";
import type { Dispatch } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import type { Candidate } from "./candidate.ts";
import { type Constants, constantsIn } from "./constants.ts";
import { areDisjoint, commonProperty } from "./disjoint.ts";

export type { Candidate } from "./candidate.ts";

export interface DispatchContext {
  /** Of the channel. */
  readonly node: DocumentNode;
  readonly key: string;
  readonly mode: "exact" | "first";
  /** We receive from the channel; else it does not matter whether its messages can be told apart. */
  readonly isRead: boolean;
}

/** The first rule that separates all messages of the channel: match, a header, a property, the content type; else trial. */
export function lowerDispatch(
  candidates: readonly Candidate[],
  { node, key, mode, isRead }: DispatchContext,
  { sink }: Lowering,
): Dispatch {
  if (candidates.length < 2) return { kind: "single" };
  const matched = byMatch(candidates);
  if (matched === "incomplete" || matched === "ambiguous") {
    const wrong = matched === "ambiguous" ? candidates : candidates.filter(({ message }) => message.match === undefined);
    sink.report(`dispatch-match-${matched}`, node, { channel: key, messages: namesOf(wrong) }, { part: "key" });
    return { kind: "trial", mode };
  }
  const headers = candidates.map((candidate) => (candidate.headers === undefined ? new Map() : constantsIn(candidate.headers, 1)));
  const payloads = candidates.map(({ payload }) => (payload === undefined ? new Map() : constantsIn(payload)));
  const found = matched ?? byField("header", candidates, headers) ?? byField("payload", candidates, payloads) ?? byContentType(candidates);
  if (found !== undefined) return found;
  if (mode === "exact" && isRead) warnOfOverlap(candidates, node, key, sink);
  return { kind: "trial", mode };
}

function byMatch(candidates: readonly Candidate[]): Dispatch | "incomplete" | "ambiguous" | undefined {
  const matches = candidates.flatMap(({ message }) => (message.match === undefined ? [] : [{ ...message.match, message }]));
  const [first] = matches;
  if (first === undefined) return undefined;
  if (matches.length < candidates.length) return "incomplete";
  const place = JSON.stringify([first.source, first.path]);
  const isSplit = matches.some(({ source, path }) => JSON.stringify([source, path]) !== place);
  if (isSplit || new Set(matches.map(({ equals }) => equals)).size !== matches.length) return "ambiguous";
  return { kind: "field", source: first.source, path: first.path, cases: matches.map(({ equals, message }) => ({ equals, message })) };
}

/** The first place, in the order of the first message's schema, whose values tell all messages apart. */
function byField(source: "header" | "payload", candidates: readonly Candidate[], fixed: readonly Constants[]): Dispatch | undefined {
  const [first, ...rest] = fixed;
  for (const path of first?.keys() ?? []) {
    if (!rest.every((constants) => constants.has(path))) continue;
    const values = fixed.map((constants) => constants.get(path) ?? []);
    if (new Set(values.flat()).size !== values.flat().length) continue;
    const cases = candidates.flatMap(({ message }, index) => (values[index] ?? []).map((equals) => ({ equals, message })));
    return { kind: "field", source, path: JSON.parse(path) as string[], cases };
  }
  return undefined;
}

function byContentType(candidates: readonly Candidate[]): Dispatch | undefined {
  const types = candidates.map(({ message }) => message.contentType);
  if (new Set(types).size !== types.length) return undefined;
  return { kind: "contentType", cases: candidates.map(({ message }) => ({ equals: message.contentType, message })) };
}

/** Comparing every pair of very many messages would take longer than it helps. */
const mostPairs = 1_000;
const shownPairs = 3;

function warnOfOverlap(candidates: readonly Candidate[], node: DocumentNode, key: string, sink: Lowering["sink"]): void {
  const pairs: (readonly [string, string])[] = [];
  let compared = 0;
  for (const [index, a] of candidates.entries()) {
    for (const b of candidates.slice(index + 1)) {
      if (++compared > mostPairs) break;
      if (!areDisjoint(a, b)) pairs.push([a.message.name, b.message.name]);
    }
  }
  const [first] = candidates;
  if (pairs.length === 0 || first === undefined) return;
  const property = commonProperty(candidates);
  sink.report(
    "dispatch-trial",
    node,
    {
      channel: key,
      pairs: pairs.slice(0, shownPairs),
      more: pairs.length - Math.min(pairs.length, shownPairs),
      property: property ?? "type",
      isNew: property === undefined,
      example: first.message.name,
    },
    { part: "key" },
  );
}

function namesOf(candidates: readonly Candidate[]): readonly string[] {
  return candidates.map(({ message }) => message.name);
}
