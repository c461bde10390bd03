import type { dispatchTable } from "../../../compiler/diagnostics/tables/dispatch.ts";
import type { Meanings } from "../meaning.ts";

const constant = "Give each message a required property with a `const` of its own, such as `type`.";

export const dispatchMeanings: Meanings<typeof dispatchTable> = {
  "dispatch-trial": {
    means:
      "Nothing tells the messages of the channel apart before they are validated, so each delivery is tried against all of them. One that fits two is refused as ambiguous.",
    mend: `${constant} Or say where they differ with \`x-boost.match\`.`,
  },
  "dispatch-not-carried": {
    means:
      "The messages are told apart by a header or by their content type, and Redis pub/sub carries neither. Every delivery would be refused.",
    mend: `${constant} Or use a stream, or \`x-boost: { redis: { envelope: true } }\` where boost-gen is on both sides.`,
  },
  "dispatch-twins": {
    means: "Some messages of the channel accept exactly the same, so a delivery of theirs fits both and is refused.",
    mend: `If they are one message, write it once and refer to it. If not: ${constant.charAt(0).toLowerCase()}${constant.slice(1)}`,
  },
  "dispatch-impossible": {
    means: "All messages of the channel accept exactly the same, so every delivery would be refused. Nothing is generated.",
    mend: `If they are one message, write it once and refer to it. If not: ${constant.charAt(0).toLowerCase()}${constant.slice(1)} Where it does not matter which comes, say \`x-boost: { dispatch: first }\` on the operation.`,
  },
  "dispatch-match-incomplete": {
    means:
      "`x-boost.match` says by which value a message is known. Where some messages have it and others do not, the others could be anything.",
    mend: "Give it to every message of the channel, or to none.",
  },
  "dispatch-match-ambiguous": {
    means: "The `x-boost.match` of two messages look at different places or at the same value, so they can both hold.",
    mend: "Let all of them look at one place, each with a value of its own.",
  },
};
