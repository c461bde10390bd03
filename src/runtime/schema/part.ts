import { z as zod } from "zod";
import type { CheckPayload, Issue } from "./builder.ts";
import type { ValidationIssue, Validator } from "./validator.ts";

/** More findings about one value help nobody, and a million of them fill the memory. */
export const mostIssues = 100;

/** From so many trials inside of trials on, what came of one is remembered: below, that would cost more than it saves. */
const rememberedFrom = { depth: 3, trials: 1_000 };

/** What zod has inside: the same walk without its words, which are made once, at the end. */
interface Internals {
  readonly _zod?: {
    run(payload: { readonly value: unknown; readonly issues: Issue[] }, context: object): { readonly issues: readonly Issue[] };
  };
}

/** A new one each time: zod notes in it what it has met. */
const context = (): object => ({ async: false });

/** Complaints of a validator about a value, still without words. */
export function issuesOf(validator: Validator<unknown>, value: unknown): readonly Issue[] {
  const { _zod: inside } = validator as Internals;
  if (inside !== undefined) return inside.run({ value, issues: [] }, context()).issues;
  const result = validator.safeParse(value);
  return result.success ? [] : result.error.issues.map((issue) => ({ ...issue, code: issue.code ?? "custom", input: value }));
}

class Trials {
  count = 0;
  depth = 0;
  readonly known = new Map<Validator<unknown>, Map<unknown, readonly Issue[]>>();
}

let running: Trials | undefined;

/**
 * The same for one of several schemas that the value is held against. Where a schema leads back to itself each level of the value would be tried
 * for every way that leads there, twice as often as the level above it; what came of a trial is remembered instead, by schema and value.
 */
export function trialOf(validator: Validator<unknown>, value: unknown): readonly Issue[] {
  const outermost = running === undefined;
  const trials = running ?? new Trials();
  running = trials;
  trials.count += 1;
  trials.depth += 1;
  try {
    const remembers =
      trials.depth >= rememberedFrom.depth && trials.count >= rememberedFrom.trials && typeof value === "object" && value !== null;
    if (!remembers) return issuesOf(validator, value);
    const ofValidator = trials.known.get(validator) ?? new Map<unknown, readonly Issue[]>();
    trials.known.set(validator, ofValidator);
    const known = ofValidator.get(value);
    if (known !== undefined) return known;
    const issues = issuesOf(validator, value);
    ofValidator.set(value, issues);
    return issues;
  } finally {
    trials.depth -= 1;
    if (outermost) running = undefined;
  }
}

/**
 * Takes over complaints about a part of the checked value, each once: several schemas of one value often find the same. False when there are
 * as many as anybody wants to read.
 */
export function takeOver(payload: CheckPayload, issues: readonly Issue[], path: readonly PropertyKey[], goOn = false): boolean {
  const earlier = [...payload.issues];
  for (const issue of issues) {
    const found = { ...issue, ...(goOn ? { continue: true } : {}), path: [...path, ...(issue.path ?? [])] };
    if (earlier.some((known) => isSameIssue(known, found))) continue;
    if (payload.issues.length >= mostIssues) return false;
    payload.issues.push(found);
  }
  return payload.issues.length < mostIssues;
}

/** Nothing of what is said: the value is the same where the place is, and how zod goes on afterwards is nobody's news. */
const beside: ReadonlySet<string> = new Set(["input", "continue", "inst"]);

function isSameIssue(a: Issue, b: Issue): boolean {
  return a.code === b.code && isEqual({ ...a, path: a.path ?? [] }, { ...b, path: b.path ?? [] });
}

function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const said = (details: object): readonly (readonly [string, unknown])[] => Object.entries(details).filter(([key]) => !beside.has(key));
  const [details, others] = [said(a), new Map(said(b))];
  return details.length === others.size && details.every(([key, detail]) => others.has(key) && isEqual(detail, others.get(key)));
}

/** zod's words for complaints that go into another one: of all members together not more than of one value. */
export function inWords(members: readonly (readonly Issue[])[]): readonly (readonly ValidationIssue[])[] {
  let room = mostIssues;
  return members.map((issues) =>
    issues.flatMap((issue) => {
      room -= weightOf(issue);
      return room < 0 ? [] : [finalize(issue)];
    }),
  );
}

/** With what is inside of it. */
function weightOf(issue: { readonly [detail: string]: unknown }): number {
  const inside = (issue["errors"] as readonly (readonly Issue[])[] | undefined)?.flat() ?? [];
  return inside.reduce((weight, each) => weight + weightOf(each), 1);
}

function finalize(issue: Issue): ValidationIssue {
  const { core } = zod as unknown as ZodCore;
  return core.util.finalizeIssue(issue, context(), core.config());
}

interface ZodCore {
  readonly core: {
    readonly util: { finalizeIssue(issue: Issue, context: object, config: object): ValidationIssue };
    config(): object;
  };
}

/** Whether the value is neither accepted nor refused: a pattern took too long. */
export function isUndecided(issues: readonly { readonly [detail: string]: unknown }[]): boolean {
  return issues.some(
    (issue) => issue["undecided"] === true || isUndecided(((issue["errors"] as readonly (readonly Issue[])[] | undefined) ?? []).flat()),
  );
}
