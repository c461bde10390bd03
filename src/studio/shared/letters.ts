import type { IssueView } from "./trial.ts";

/** Which dead letters are meant; everything that is given has to hold. */
export interface LetterFilter {
  readonly cause?: string;
  readonly operation?: string;
  /** Words that id, place, key, error or payload have, in any letter case. */
  readonly text?: string;
}

export interface LetterView {
  /** What it is found again by, also when others before it were taken away. */
  readonly handle: string;
  /** Where it lies. */
  readonly place: string;
  readonly address: string;
  readonly id?: string;
  readonly operation?: string;
  /** Whose it is; absent where there is only one. */
  readonly document?: string;
  readonly cause?: string;
  readonly failedAt?: string;
  readonly attempts?: string;
  readonly bytes: number;
}

export interface LetterList {
  /** What was asked for. */
  readonly filter: LetterFilter;
  /** All that the filter means, oldest first. */
  readonly letters: readonly LetterView[];
  /** Of whatever cause, by cause. */
  readonly causes: readonly { readonly cause: string; readonly count: number }[];
  readonly operations: readonly string[];
  /** There may be more than were looked at. */
  readonly more: boolean;
  /** Addresses that were looked into. */
  readonly places: readonly string[];
  readonly notes: readonly string[];
}

export interface LetterDetail extends LetterView {
  readonly origin?: string;
  readonly error?: string;
  readonly key?: string;
  readonly headers: readonly (readonly [string, string])[];
  /** What its bytes say, as text. */
  readonly payload: string;
  /** Why its bytes are shown as they are. */
  readonly problem?: string;
  /** The validator's issues as they were stored. */
  readonly stored?: string;
  /** What the schema says of it now. */
  readonly issues: readonly IssueView[];
  /** Why the schema says nothing of it; absent: it does. */
  readonly unjudged?: string;
  /** Nothing of it is masked, and it is JSON or should be. */
  readonly editable: boolean;
  /** Where a replay goes, or why there is none. */
  readonly target?: string;
  readonly refusal?: string;
}

export interface LetterAct {
  readonly act: "replay" | "drop";
  /** Handles: what a person saw when they asked for it, and nothing that came since. */
  readonly letters: readonly string[];
  /** Say what would happen. */
  readonly dryRun: boolean;
}

/** What was done with one, or with all of them. */
export interface ActView {
  readonly tone: "good" | "bad" | "plain";
  readonly text: string;
}
