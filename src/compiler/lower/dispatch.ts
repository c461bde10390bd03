import type { DocumentNode } from "../document/node.ts";
import type { Dispatch, Message } from "../model/index.ts";
import { conjunctsOf } from "./expression.ts";
import { child } from "./fields.ts";
import type { Lowering } from "./lowering.ts";

type Constant = string | number | boolean | null;

/** A message of the channel with the nodes that dispatch looks into. */
export interface Candidate {
  readonly message: Message;
  readonly payload: DocumentNode | undefined;
  readonly headers: readonly DocumentNode[];
}

/** How deep a constant may lie to be found without `x-boost.match`. */
const deepest = 4;

/** The first rule that separates all messages of the channel: match, a header, a property, the content type; else trial. */
export function lowerDispatch(
  channel: DocumentNode,
  key: string,
  candidates: readonly Candidate[],
  mode: "exact" | "first",
  { sink }: Lowering,
): Dispatch {
  if (candidates.length < 2) return { kind: "single" };
  const names = (list: readonly Candidate[]): readonly string[] => list.map(({ message }) => message.name);
  const matched = byMatch(candidates);
  if (matched === "incomplete")
    sink.report(
      "dispatch-match-incomplete",
      channel,
      { channel: key, messages: names(candidates.filter(({ message }) => message.match === undefined)) },
      { part: "key" },
    );
  const found =
    (matched === "incomplete" ? undefined : matched) ??
    byField("header", candidates, ({ headers }) => headers) ??
    byField("payload", candidates, ({ payload }) => (payload === undefined ? [] : [payload])) ??
    byContentType(candidates);
  if (found !== undefined) return found;
  if (mode === "exact") sink.report("dispatch-trial", channel, { channel: key, messages: names(candidates) }, { part: "key" });
  return { kind: "trial", mode };
}

function byMatch(candidates: readonly Candidate[]): Dispatch | "incomplete" | undefined {
  const matches = candidates.map(({ message }) => message.match);
  const [first] = matches.filter((match) => match !== undefined);
  if (first === undefined) return undefined;
  const place = JSON.stringify([first.source, first.path]);
  if (!matches.every((match) => match !== undefined && JSON.stringify([match.source, match.path]) === place)) return "incomplete";
  const cases = candidates.flatMap(({ message }) => (message.match === undefined ? [] : [{ equals: message.match.equals, message }]));
  if (new Set(cases.map(({ equals }) => equals)).size !== cases.length) return "incomplete";
  return { kind: "field", source: first.source, path: first.path, cases };
}

function byField(
  source: "header" | "payload",
  candidates: readonly Candidate[],
  rootsOf: (candidate: Candidate) => readonly DocumentNode[],
): Dispatch | undefined {
  const fixed = candidates.map((candidate) => constantsIn(rootsOf(candidate), source === "header" ? 1 : deepest));
  const [first, ...rest] = fixed;
  for (const [path] of first ?? []) {
    if (!rest.every((constants) => constants.has(path))) continue;
    const values = fixed.map((constants) => constants.get(path) ?? []);
    const all = values.flat();
    if (new Set(all).size !== all.length) continue;
    const cases = candidates.flatMap(({ message }, index) => (values[index] ?? []).map((equals) => ({ equals, message })));
    return { kind: "field", source, path: JSON.parse(path) as string[], cases };
  }
  return undefined;
}

/** Required properties whose values are fixed: path → the values that it may have. */
function constantsIn(
  roots: readonly DocumentNode[],
  depth: number,
  prefix: readonly string[] = [],
  found: Map<string, readonly Constant[]> = new Map(),
): Map<string, readonly Constant[]> {
  const parts = roots.flatMap((root) => conjunctsOf(root));
  const required = new Set(parts.flatMap((part) => (child(part, "required")?.items() ?? []).map((item) => item.value)));
  for (const part of parts) {
    const properties = child(part, "properties");
    for (const [key, reference] of properties?.kind === "object" ? properties.entries() : []) {
      if (!required.has(key)) continue;
      const path = [...prefix, key];
      const values = constantsOf(reference);
      if (values.length > 0) found.set(JSON.stringify(path), values);
      else if (depth > 1) constantsIn([reference], depth - 1, path, found);
    }
  }
  return found;
}

function constantsOf(schema: DocumentNode): readonly Constant[] {
  for (const part of conjunctsOf(schema)) {
    if (part.kind !== "object") continue;
    const constant = part.get("const")?.value;
    if (part.get("const") !== undefined && isConstant(constant)) return [constant];
    const values = (child(part, "enum")?.items() ?? []).map((item) => item.value);
    if (values.length > 0 && values.length <= 16 && values.every(isConstant)) return values;
  }
  return [];
}

function isConstant(value: unknown): value is Constant {
  return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function byContentType(candidates: readonly Candidate[]): Dispatch | undefined {
  const types = candidates.map(({ message }) => message.contentType);
  if (new Set(types).size !== types.length) return undefined;
  return { kind: "contentType", cases: candidates.map(({ message }) => ({ equals: message.contentType, message })) };
}
