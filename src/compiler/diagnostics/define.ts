import { withoutCredentials } from "../ground/without-credentials.ts";
import type { Diagnostic, DiagnosticRow, Place } from "./diagnostic.ts";

/** One row for each code; `Parameters` maps a code to what its sentence is made of. */
export type DiagnosticTable<Parameters> = { readonly [Code in keyof Parameters & string]: DiagnosticRow<Parameters[Code]> };

export interface RelatedPlace {
  readonly message: string;
  readonly place: Place;
}

/** The only way from a row to a diagnostic. */
export function makeDiagnostic<Parameters>(
  code: string,
  row: DiagnosticRow<Parameters>,
  parameters: Parameters,
  place: Place,
  related?: readonly RelatedPlace[],
): Diagnostic {
  const help = row.help?.(parameters);
  return {
    code,
    severity: row.severity,
    message: withoutCredentials(row.message(parameters)),
    ...(help === undefined || help === "" ? {} : { help: withoutCredentials(help) }),
    place,
    ...(related === undefined || related.length === 0 ? {} : { related }),
  };
}
