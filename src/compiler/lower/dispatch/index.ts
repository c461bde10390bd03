import type { DocumentNode } from "../../document/node.ts";
import type { Dispatch } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import type { Candidate } from "./candidate.ts";
import { type Constants, constantsIn } from "./constants.ts";
import { areDisjoint, commonProperty } from "./disjoint.ts";
import { acceptTheSame } from "./same-values.ts";

export type { Candidate } from "./candidate.ts";

export interface DispatchContext {
  /** Of the channel. */
  readonly node: DocumentNode;
  readonly key: string;
  readonly mode: "exact" | "first";
  /** By identity, the messages that we receive; where there are none it does not matter whether they can be told apart. */
  readonly received: ReadonlySet<string>;
  /** A server of the document speaks what we speak; else the types are all that there is to want. */
  readonly canRun: boolean;
  /** Deliveries come with headers and a content type. */
  readonly hasHeaders: boolean;
}

/** The first rule that separates all messages of the channel: match, a header, a property, the content type; else trial. */
export function lowerDispatch(
  candidates: readonly Candidate[],
  { node, key, mode, received, canRun, hasHeaders }: DispatchContext,
  { sink }: Lowering,
): Dispatch {
  if (candidates.length < 2) return { kind: "single" };
  const isCoded = candidates.some(({ message }) => message.wire !== undefined);
  const matched = byMatch(candidates);
  if (matched === "incomplete" || matched === "ambiguous") {
    const wrong = matched === "ambiguous" ? candidates : candidates.filter(({ message }) => message.match === undefined);
    sink.report(`dispatch-match-${matched}`, node, { channel: key, messages: namesOf(wrong) }, { part: "key" });
    return { kind: "trial", mode };
  }
  const headers = candidates.map((candidate) => (candidate.headers === undefined ? new Map() : constantsIn(candidate.headers, 1)));
  const payloads = candidates.map(({ payload }) => (payload === undefined ? new Map() : constantsIn(payload)));
  // What stands in a body can be looked at without knowing its schema only where bodies are JSON.
  const inPayload = isCoded ? undefined : byField("payload", candidates, payloads);
  const inHeaders = byField("header", candidates, headers);
  const found = matched ?? (hasHeaders ? (inHeaders ?? inPayload) : (inPayload ?? inHeaders)) ?? byContentType(candidates);
  if (found !== undefined) {
    const by = hasHeaders || received.size === 0 ? undefined : carrierOf(found, candidates);
    if (by !== undefined) sink.report("dispatch-not-carried", node, { channel: key, by }, { part: "key" });
    return found;
  }
  if (isCoded && areUnlike(candidates)) {
    if (received.size > 0) sink.report("avro-trial", node, { channel: key, messages: namesOf(candidates) }, { part: "key" });
    return { kind: "trial", mode };
  }
  if (mode === "exact" && received.size > 0) reportOverlap(candidates, { node, key, received, canRun }, sink);
  return { kind: "trial", mode };
}

/** What beside its body a message is told by; headers that every message describes are spoken of as such. */
function carrierOf(dispatch: Dispatch, candidates: readonly Candidate[]): "a header" | "their content type" | undefined {
  if (dispatch.kind === "contentType") return "their content type";
  const isUndescribed = candidates.some(({ headers }) => headers === undefined);
  return dispatch.kind === "field" && dispatch.source === "header" && isUndescribed ? "a header" : undefined;
}

/** Bytes of one schema are hardly ever those of another, whatever their values have in common. */
function areUnlike(candidates: readonly Candidate[]): boolean {
  const schemas = candidates.map(({ message }) => message.wire?.schema ?? message.name);
  return new Set(schemas).size === schemas.length;
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

type Pair = readonly [Candidate, Candidate];

function reportOverlap(
  candidates: readonly Candidate[],
  channel: Omit<DispatchContext, "mode" | "hasHeaders">,
  sink: Lowering["sink"],
): void {
  const { node, key, received, canRun } = channel;
  const isAll = (candidates.length * (candidates.length - 1)) / 2 <= mostPairs;
  const overlapping = pairsOf(candidates).filter(([a, b]) => !areDisjoint(a, b));
  const twins = overlapping.filter((pair) => pair.some(({ message }) => received.has(message.id)) && acceptTheSame(...pair));
  const [first] = candidates;
  if (overlapping.length === 0 || first === undefined) return;
  const property = commonProperty(candidates);
  const constant = { property: property ?? "type", isNew: property === undefined, example: first.message.name };
  const lost = new Set(twins.flatMap((pair) => pair.map(({ message }) => message.id)));
  if (twins.length === 0) sink.report("dispatch-trial", node, { channel: key, ...shown(overlapping, isAll), ...constant }, { part: "key" });
  else {
    const code = canRun && [...received].every((id) => lost.has(id)) ? "dispatch-impossible" : "dispatch-twins";
    sink.report(code, node, { channel: key, ...shown(twins, isAll), ...constant }, { part: "key" });
  }
}

function pairsOf(candidates: readonly Candidate[]): readonly Pair[] {
  const pairs: Pair[] = [];
  for (const [index, a] of candidates.entries()) {
    for (const b of candidates.slice(index + 1)) {
      if (pairs.length >= mostPairs) return pairs;
      pairs.push([a, b]);
    }
  }
  return pairs;
}

type Shown = { readonly pairs: readonly (readonly [string, string])[]; readonly more: number; readonly isAll: boolean };

/** `isAll`: every pair of them was compared. */
function shown(pairs: readonly Pair[], isAll: boolean): Shown {
  const names = pairs.slice(0, shownPairs).map(([a, b]) => [a.message.name, b.message.name] as const);
  return { pairs: names, more: pairs.length - names.length, isAll };
}

function namesOf(candidates: readonly Candidate[]): readonly string[] {
  return candidates.map(({ message }) => message.name);
}
