import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Diagnostic, printDiagnostic, type Severity } from "../compiler/diagnostics/index.ts";
import { annotate, annotationOf } from "./annotations.ts";
import { withoutRepetition } from "./repeated-diagnostics.ts";
import type { Colour, Terminal } from "./terminal.ts";

const colours: { readonly [severity in Severity]: Colour } = { error: "red", warning: "yellow", info: "blue" };

/** Diagnostics for people, each with the lines around its place. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], terminal: Terminal): void {
  const { cwd, err, paint, hint } = terminal;
  const texts = new Map<string, string | undefined>();
  const { shown, repeated } = withoutRepetition(diagnostics);
  for (const diagnostic of shown) {
    const { file, line } = diagnostic.place;
    if (line > 0 && !texts.has(file)) texts.set(file, tryRead(resolve(cwd, file)));
    const [first = "", ...rest] = printDiagnostic(diagnostic, texts.get(file)).split("\n");
    const severity = `: ${diagnostic.severity}: `;
    const at = first.indexOf(severity);
    const head = `${paint("bold", first.slice(0, at))}: ${paint(colours[diagnostic.severity], diagnostic.severity)}: ${first.slice(at + severity.length)}`;
    err(`${[head, ...rest].join("\n")}\n`);
  }
  for (const [code, others] of repeated) err(`${others.length} more like this [${code}]: ${places(others)}\n`);
  annotate(diagnostics.map(annotationOf), terminal);
  const worst = diagnostics.find(({ severity }) => severity === "error") ?? diagnostics.find(({ severity }) => severity === "warning");
  if (worst !== undefined) hint?.(paint("grey", `What it means, with an example: boost-gen explain ${worst.code}`));
}

const mostPlaces = 5;

function places(diagnostics: readonly Diagnostic[]): string {
  const named = diagnostics.slice(0, mostPlaces).map(({ place: { file, line, column } }) => `${file}:${line}:${column}`);
  return `${named.join(", ")}${diagnostics.length > mostPlaces ? ", …" : ""}`;
}

/** A place in a file that cannot be read is printed without its lines. */
function tryRead(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch {
    return undefined;
  }
}
