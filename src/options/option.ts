/** Where an option may be given: parts of the document, and code (`addSubscribers`). */
export type Place = "root" | "channel" | "operation" | "message" | "code";

/** What an option takes. Durations are text with a unit in the document and milliseconds everywhere else. */
export type Kind =
  | { readonly kind: "integer"; readonly least: number; readonly most?: number }
  | { readonly kind: "number"; readonly least: number; readonly most?: number }
  /** `or`: words that it takes as well. */
  | { readonly kind: "boolean"; readonly or?: readonly string[] }
  /** `constants`: the document may write them as the constants that Temporal's SDK has, `REJECT_DUPLICATE`. */
  | { readonly kind: "choice"; readonly choices: readonly string[]; readonly constants?: true }
  /** Bounds in milliseconds. */
  | { readonly kind: "duration"; readonly least: number; readonly most: number }
  | { readonly kind: "text" }
  /** Where messages go, or `false` for nowhere. */
  | { readonly kind: "address" }
  /** A text, a number, true or false. */
  | { readonly kind: "scalar" }
  /** JSON Pointer to a property. */
  | { readonly kind: "pointer" }
  /** Text with runtime expressions in it. `or`: or an object whose texts may have them. */
  | { readonly kind: "template"; readonly or?: "object" }
  /** Any JSON, with templates in its texts. */
  | { readonly kind: "value" }
  /** A JSON Schema. */
  | { readonly kind: "schema" }
  | { readonly kind: "list"; readonly of: Kind }
  /** Keys are the user's own. Of `scalar` it stays an object; of `value` it becomes pairs, of a group a list whose entries have a `name`. */
  | { readonly kind: "map"; readonly of: Kind; readonly reserved?: ReservedKey }
  | Group;

export interface Group {
  readonly kind: "group";
  /** Of the interface that is made of it. */
  readonly type: string;
  readonly options: readonly Option[];
  readonly keys?: KeyRule;
}

/** Which of a group's keys go together. */
export interface KeyRule {
  readonly rule: "exactly-one" | "at-least-one";
  readonly of: readonly string[];
  readonly problem: string;
  readonly instead: string;
}

/** A key of a map that is not the user's. */
export interface ReservedKey {
  readonly key: string;
  readonly problem: string;
  readonly instead: string;
}

/** One row of the table. */
export type Option = Kind & {
  readonly name: string;
  /** What Temporal's SDK calls it, where that is another name; the document may write that one. */
  readonly sdkName?: string;
  /** One sentence. */
  readonly description: string;
  /** Absent: where the group around it may stand. */
  readonly at?: readonly Place[];
  /** What holds where nobody says anything; milliseconds for a duration. */
  readonly default?: string | number | boolean;
  /** The same in words, where it depends on something. */
  readonly otherwise?: string;
  readonly required?: true;
  /** Environment variable that overrides it for every subscription. */
  readonly variable?: string;
  /** Means something on an operation that sends as well. */
  readonly sends?: true;
  /** Each operation has its own, although several share a subscription. */
  readonly perOperation?: true;
};
