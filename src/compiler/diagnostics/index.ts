export type { Diagnostic, Place, Severity } from "./diagnostic.ts";
export { type DiagnosticJson, diagnosticJson, printDiagnostic } from "./print.ts";
export { inReadingOrder } from "./reading-order.ts";
export { DiagnosticSink, type Placed } from "./sink.ts";
export { editDistance, Suggestions, suggest } from "./suggest.ts";
export { type DiagnosticCode, type DiagnosticParameters, diagnostic, diagnosticTable } from "./table.ts";
export { visible } from "./visible.ts";
