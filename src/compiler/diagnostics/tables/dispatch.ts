import type { DiagnosticTable } from "../define.ts";

interface OverlappingMessages {
  readonly channel: string;
  readonly pairs: readonly (readonly [string, string])[];
  /** Pairs that are not listed. */
  readonly more: number;
  /** Every pair was compared. */
  readonly isAll: boolean;
  /** Where a constant would do, and whether the messages have it not yet. */
  readonly property: string;
  readonly isNew: boolean;
  readonly example: string;
}

interface Parameters {
  readonly "dispatch-trial": OverlappingMessages;
  readonly "dispatch-twins": OverlappingMessages;
  readonly "dispatch-impossible": OverlappingMessages;
  readonly "dispatch-not-carried": { readonly channel: string; readonly by: "a header" | "their content type" };
  readonly "dispatch-match-incomplete": { readonly channel: string; readonly messages: readonly string[] };
  readonly "dispatch-match-ambiguous": { readonly channel: string; readonly messages: readonly string[] };
}

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");
const paired = (pairs: readonly (readonly [string, string])[]): string => pairs.map(([a, b]) => `\`${a}\` and \`${b}\``).join("; ");
const listed = ({ pairs, more, isAll }: Pick<OverlappingMessages, "pairs" | "more" | "isAll">): string =>
  `${paired(pairs)}${more === 0 ? "" : `, and ${isAll ? "" : "at least "}${more} other ${more === 1 ? "pair" : "pairs"}`}`;
const withConstant = ({ property, isNew, example }: OverlappingMessages): string =>
  `${isNew ? `give each message a required property \`${property}\`` : `make \`${property}\` required in each message,`} with a \`const\` of its own, here for example \`const: ${example}\`; or say \`x-boost: { match: { payload: /${property}, equals: … } }\` on each`;
const capitalised = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
const apart = (overlap: OverlappingMessages): string =>
  `If they are one message, write it once in \`components/messages\` and refer to it; if not, ${withConstant(overlap)}. Where it does not matter which of them comes, say \`x-boost: { dispatch: first }\` on the operation`;

/** How the messages of a channel are told apart. */
export const dispatchTable: DiagnosticTable<Parameters> = {
  "dispatch-trial": {
    severity: "warning",
    message: ({ channel, ...overlap }) =>
      `A message of channel \`${channel}\` may be valid as more than one: ${listed(overlap)}. Each delivery is tried against all of them, and one that fits two is refused.`,
    help: (overlap) => `${capitalised(withConstant(overlap))}.`,
  },
  "dispatch-not-carried": {
    severity: "warning",
    message: ({ channel, by }) =>
      `Messages of channel \`${channel}\` are told apart by ${by}, which Redis pub/sub without an envelope does not carry: every delivery would be refused.`,
    help: () =>
      "Give each message a required property `type` with a `const` of its own; or say `x-boost: { redis: { envelope: true } }` on the channel where boost-gen is on both sides, or use a stream.",
  },
  "dispatch-twins": {
    severity: "warning",
    message: ({ channel, ...overlap }) =>
      `Messages of channel \`${channel}\` accept exactly the same: ${listed(overlap)}. No delivery can be told to be the one or the other, so each of theirs would be refused.`,
    help: (overlap) => `${apart(overlap)}.`,
  },
  "dispatch-impossible": {
    severity: "error",
    message: ({ channel, ...overlap }) =>
      `The messages of channel \`${channel}\` accept exactly the same: ${listed(overlap)}. No delivery can be told to be the one or the other, so every one would be refused.`,
    help: (overlap) => `${apart(overlap)}.`,
  },
  "dispatch-match-incomplete": {
    severity: "error",
    message: ({ channel, messages }) => `Some messages of channel \`${channel}\` have \`x-boost.match\`, but not ${quoted(messages)}.`,
    help: () => "Give it to every message of the channel, or to none.",
  },
  "dispatch-match-ambiguous": {
    severity: "error",
    message: ({ channel, messages }) =>
      `\`x-boost.match\` does not tell the messages of channel \`${channel}\` apart: ${quoted(messages)}.`,
    help: () => "Let all of them look at one place, each with a value of its own.",
  },
};
