import type { IssueView } from "./trial.ts";

/** Which dead letters are meant; absent: all of them. */
export interface LetterFilter {
  readonly cause?: string;
  readonly operation?: string;
}

export interface LetterView {
  /** Where it lies; identifies it. */
  readonly place: string;
  readonly address: string;
  readonly id?: string;
  readonly operation?: string;
  readonly cause?: string;
  readonly failedAt?: string;
  readonly attempts?: string;
  readonly bytes: number;
}

export interface LetterList {
  /** Oldest first. */
  readonly letters: readonly LetterView[];
  /** Of all that were looked at, by cause. */
  readonly causes: readonly { readonly cause: string; readonly count: number }[];
  readonly operations: readonly string[];
  /** There are more than were looked at. */
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
  /** It is JSON, and nothing of it is masked. */
  readonly editable: boolean;
  /** Where a replay goes, or why there is none. */
  readonly target?: string;
  readonly refusal?: string;
}

export interface LetterAct {
  readonly act: "replay" | "drop";
  /** Places; absent: all that the filter means. */
  readonly places?: readonly string[];
  /** `boost-id` of the one that is meant: a place is a number in a queue on RabbitMQ, and another may have moved up to it. */
  readonly id?: string;
  readonly filter: LetterFilter;
  /** Say what would happen. */
  readonly dryRun: boolean;
}

/** What was done with one, or with all of them. */
export interface ActView {
  readonly tone: "good" | "bad" | "plain";
  readonly text: string;
}
