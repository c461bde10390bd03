/** What a change means for one side, when the other one follows the new document. */
export type EffectView = "breaking" | "compatible" | "cosmetic";

/** What the document can be compared with. */
export interface RevisionsView {
  /** The document, as it is called here. */
  readonly document: string;
  /** The last ones that changed the document or a file that it refers to, newest first. */
  readonly commits: readonly CommitView[];
  /** What it is compared with where nobody says; absent: there is nothing to compare it with. */
  readonly usual?: string;
  /** Why that one, or none. */
  readonly why: string;
}

export interface CommitView {
  readonly hash: string;
  readonly subject: string;
  readonly date: string;
}

export type ChangesView =
  | {
      readonly kind: "compared";
      readonly since: string;
      /** `2 breaking, 1 compatible`; empty: none. */
      readonly count: string;
      readonly changes: readonly ChangeView[];
    }
  | {
      readonly kind: "unreadable";
      /** Which of the two has the errors. */
      readonly sentence: string;
      readonly errors: readonly { readonly text: string; readonly place: string }[];
    };

export interface ChangeView {
  readonly code: string;
  readonly subject: string;
  /** `breaking for consumers` */
  readonly label: string;
  /** The worse of the two sides. */
  readonly worst: EffectView;
  readonly consumer: EffectView;
  readonly producer: EffectView;
  readonly text: string;
  /** `asyncapi.yaml:12:5` of the old document, and of the new one. */
  readonly before?: string;
  readonly after?: string;
  /** What such a change says about any document. */
  readonly means: string;
  /** What to do so that nobody breaks. */
  readonly mend: string;
}
