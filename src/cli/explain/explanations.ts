import { changeTable, type Effect } from "../../compiler/compare/index.ts";
import type { DiagnosticRow, Severity } from "../../compiler/diagnostics/diagnostic.ts";
import { diagnosticTable } from "../../compiler/diagnostics/index.ts";
import { examples } from "./examples.generated.js";
import type { Meaning } from "./meaning.ts";
import { avroMeanings } from "./meanings/avro.ts";
import { changeMeanings } from "./meanings/changes.ts";
import { contractMeanings } from "./meanings/contract.ts";
import { deadLetterMeanings } from "./meanings/dead-letters.ts";
import { dispatchMeanings } from "./meanings/dispatch.ts";
import { extensionMeanings } from "./meanings/extensions.ts";
import { officialMeanings } from "./meanings/official.ts";
import { outputMeanings } from "./meanings/output.ts";
import { referenceMeanings } from "./meanings/reference.ts";
import { rulesMeanings } from "./meanings/rules.ts";
import { schemaMeanings } from "./meanings/schema.ts";
import { structureMeanings } from "./meanings/structure.ts";
import { textMeanings } from "./meanings/text.ts";

/** What a code means, an example that provokes it, how to mend it. */
export interface Explanation extends Meaning {
  readonly code: string;
  readonly group: string;
  /** In a few words: a warning, a breaking change, the cause of a dead letter. */
  readonly kind: string;
  /** Markdown: what provokes it and what is said then. Absent for causes of dead letters. */
  readonly example?: string;
}

const severities: { readonly [severity in Severity]: string } = { error: "an error", warning: "a warning", info: "for information" };

function complaint(code: string): string {
  const rows: { readonly [code: string]: Pick<DiagnosticRow<never>, "severity"> } = diagnosticTable;
  const severity = rows[code]?.severity;
  return severity === undefined ? "" : severities[severity];
}

function change(code: string): string {
  const rows: { readonly [code: string]: { readonly consumer: Effect; readonly producer: Effect } } = changeTable;
  const { consumer, producer } = rows[code] ?? { consumer: "cosmetic", producer: "cosmetic" };
  return consumer === producer ? `a change: ${consumer}` : `a change: ${consumer} for consumers, ${producer} for producers`;
}

type Group = readonly [title: string, meanings: { readonly [code: string]: Meaning }, kind: (code: string) => string];

const groups: readonly Group[] = [
  ["The text of a document", textMeanings, complaint],
  ["References", referenceMeanings, complaint],
  ["What AsyncAPI's JSON Schema says", structureMeanings, complaint],
  ["What AsyncAPI says beside it", rulesMeanings, complaint],
  ["Schemas", schemaMeanings, complaint],
  ["Avro", avroMeanings, complaint],
  ["Messages, channels, operations, servers", contractMeanings, complaint],
  ["Telling messages apart", dispatchMeanings, complaint],
  ["x-boost, x-temporal and expressions", extensionMeanings, complaint],
  ["Generated files and handlers", outputMeanings, complaint],
  ["AsyncAPI's own parser", officialMeanings, complaint],
  ["Changes (boost-gen diff --json)", changeMeanings, change],
  ["Causes of dead letters (invalid: …)", deadLetterMeanings, () => "the cause of a dead letter"],
];

/** In the order of the groups. */
export const explanations: readonly Explanation[] = groups.flatMap(([group, meanings, kind]) =>
  Object.entries(meanings).map(([code, meaning]) => {
    const example = examples[code];
    return { code, group, kind: kind(code), ...meaning, ...(example === undefined ? {} : { example }) };
  }),
);
