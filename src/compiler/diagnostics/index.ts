export type { DiagnosticTable, RelatedPlace } from "./define.ts";
export type { Diagnostic, DiagnosticRow, Place, Severity } from "./diagnostic.ts";
export { type DiagnosticJson, diagnosticJson, printDiagnostic } from "./print.ts";
export { DiagnosticSink, type Placed, type ReportOptions } from "./sink.ts";
export { suggest } from "./suggest.ts";
export { type DiagnosticCode, type DiagnosticParameters, diagnostic, diagnosticTable } from "./table.ts";
export { visible } from "./visible.ts";
