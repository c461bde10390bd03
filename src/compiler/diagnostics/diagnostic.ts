export type Severity = "error" | "warning" | "info";

/** A place in a source file. Lines and columns count from 1; columns count UTF-16 code units. Line 0: the file or folder as a whole. */
export interface Place {
  readonly file: string;
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
}

/** A complaint with its words already chosen; made only from a row of a table (`tables/*.ts`). */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** One sentence that quotes the offending name. */
  readonly message: string;
  /** How to mend it. */
  readonly help?: string;
  readonly place: Place;
  /** Other places that take part, e.g. the first of two duplicates. */
  readonly related?: readonly { readonly message: string; readonly place: Place }[];
}

/** A row of the table: what the sentence says, given typed parameters. */
export interface DiagnosticRow<Parameters> {
  readonly severity: Severity;
  readonly message: (parameters: Parameters) => string;
  readonly help?: (parameters: Parameters) => string;
}
