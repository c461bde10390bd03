import { makeDiagnostic, type RelatedPlace } from "./define.ts";
import type { Diagnostic, DiagnosticRow, Place } from "./diagnostic.ts";
import { avroTable } from "./tables/avro.ts";
import { contractTable } from "./tables/contract.ts";
import { dispatchTable } from "./tables/dispatch.ts";
import { extensionTable } from "./tables/extensions.ts";
import { officialTable } from "./tables/official.ts";
import { outputTable } from "./tables/output.ts";
import { referenceTable } from "./tables/reference.ts";
import { rulesTable } from "./tables/rules.ts";
import { schemaTable } from "./tables/schema.ts";
import { structureTable } from "./tables/structure.ts";
import { textTable } from "./tables/text.ts";

/** Every complaint there is. A new area is a file in tables/ and a line here; the compiler refuses a code that two areas use. */
export const diagnosticTable = merge(
  merge(merge(merge(textTable, referenceTable), merge(merge(structureTable, rulesTable), officialTable)), merge(schemaTable, outputTable)),
  merge(merge(merge(contractTable, dispatchTable), extensionTable), avroTable),
);

export type DiagnosticCode = keyof typeof diagnosticTable;

export type DiagnosticParameters<Code extends DiagnosticCode> =
  (typeof diagnosticTable)[Code] extends DiagnosticRow<infer Parameters> ? Parameters : never;

type Taken<First, Second> = keyof First & keyof Second;

/** `second` must not use a code of `first`: else its type is the codes that are taken, which no table is. */
function merge<First extends object, Second extends object>(
  first: First,
  second: [Taken<First, Second>] extends [never] ? Second : Taken<First, Second>,
): First & Second {
  return { ...first, ...(second as Second) };
}

export function diagnostic<Code extends DiagnosticCode>(
  code: Code,
  parameters: DiagnosticParameters<Code>,
  place: Place,
  related?: readonly RelatedPlace[],
): Diagnostic {
  // The row of a code takes that code's parameters; TypeScript cannot follow that through a conditional type.
  const row = diagnosticTable[code] as DiagnosticRow<DiagnosticParameters<Code>>;
  return makeDiagnostic(code, row, parameters, place, related);
}
