import { codeFrame } from "./code-frame.ts";
import type { Diagnostic, Place } from "./diagnostic.ts";
import { visible } from "./visible.ts";

/** A diagnostic for people: place, sentence, code, frame, help. `text` is the source file's; without it there is no frame. Ends without a line break. */
export function printDiagnostic(diagnostic: Diagnostic, text?: string): string {
  const lines = [`${where(diagnostic.place)}: ${diagnostic.severity}: ${visible(diagnostic.message)} [${diagnostic.code}]`];
  const frame = text === undefined ? "" : codeFrame(text, diagnostic.place);
  if (frame !== "") lines.push(indent(frame));
  for (const related of diagnostic.related ?? []) lines.push(`  ${visible(related.message)}: ${where(related.place)}`);
  if (diagnostic.help !== undefined) lines.push(`  help: ${visible(diagnostic.help)}`);
  return lines.join("\n");
}

function where(place: Place): string {
  const file = visible(place.file);
  return place.line === 0 ? file : `${file}:${place.line}:${place.column}`;
}

function indent(block: string): string {
  return block
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}

/** A diagnostic for machines: flat, stable keys. Lines and columns count from 1; both are absent for a whole file. */
export interface DiagnosticJson {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly help?: string;
  readonly file: string;
  readonly pointer: string;
  readonly line?: number;
  readonly column?: number;
  readonly related?: readonly {
    readonly message: string;
    readonly file: string;
    readonly pointer: string;
    readonly line?: number;
    readonly column?: number;
  }[];
}

export function diagnosticJson(diagnostic: Diagnostic): DiagnosticJson {
  const { code, severity, message, help, related } = diagnostic;
  return {
    code,
    severity,
    message,
    ...(help === undefined ? {} : { help }),
    ...placeJson(diagnostic.place),
    ...(related === undefined ? {} : { related: related.map((entry) => ({ message: entry.message, ...placeJson(entry.place) })) }),
  };
}

function placeJson({ file, pointer, line, column }: Place): { file: string; pointer: string; line?: number; column?: number } {
  return { file, pointer, ...(line === 0 ? {} : { line, column }) };
}
