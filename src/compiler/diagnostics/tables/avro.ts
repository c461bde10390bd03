import { type AvroProblems, avroProblems } from "../../../avro/problem.ts";
import type { DiagnosticTable } from "../define.ts";

interface Parameters extends AvroProblems {
  readonly "avro-union-wrapped": { readonly branches: readonly string[]; readonly keys: readonly string[] };
  readonly "avro-trial": { readonly channel: string; readonly messages: readonly string[] };
  readonly "avro-long-default": { readonly field: string };
  readonly "avro-long-differs": { readonly message: string; readonly channels: readonly string[] };
}

/** What can be wrong with an Avro schema (`src/avro/problem.ts`), and what its messages look like that a reader would not expect. */
export const avroTable: DiagnosticTable<Parameters> = {
  ...avroProblems,
  "avro-union-wrapped": {
    severity: "info",
    message: ({ branches, keys }) =>
      `The branches of this union (${branches.join(", ")}) look alike as JSON, so a value names its own: ${keys.map((key) => `{ "${key}": … }`).join(" or ")}.`,
  },
  "avro-trial": {
    severity: "info",
    message: ({ channel, messages }) =>
      `Messages of channel \`${channel}\` (${messages.join(", ")}) are told apart by the name of the writer's record, which a registry knows; without one, each schema is tried, and exactly one must fit.`,
  },
  "avro-long-default": {
    severity: "error",
    message: ({ field }) => `The default of \`${field}\` is beyond 2^53 - 1, but a \`long\` is a number here, which ends there.`,
    help: () => "Say `x-boost: { avro: { long: string } }` at the root, on the channel or on the message: a text has every digit.",
  },
  "avro-long-differs": {
    severity: "error",
    message: ({ message, channels }) =>
      `\`x-boost.avro.long\` of ${channels.map((channel) => `\`${channel}\``).join(" and ")} differs, but \`${message}\` is a message of both and has one type.`,
    help: () => "Say it at the message.",
  },
};
