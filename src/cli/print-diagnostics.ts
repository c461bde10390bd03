import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Diagnostic, printDiagnostic, type Severity } from "../compiler/diagnostics/index.ts";
import type { Colour, Terminal } from "./terminal.ts";

const colours: { readonly [severity in Severity]: Colour } = { error: "red", warning: "yellow", info: "blue" };

/** Diagnostics for people, each with the lines around its place. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], { cwd, err, paint }: Terminal): void {
  const texts = new Map<string, string | undefined>();
  for (const diagnostic of diagnostics) {
    const { file, line } = diagnostic.place;
    if (line > 0 && !texts.has(file)) texts.set(file, tryRead(resolve(cwd, file)));
    const [first = "", ...rest] = printDiagnostic(diagnostic, texts.get(file)).split("\n");
    const severity = `: ${diagnostic.severity}: `;
    const at = first.indexOf(severity);
    const head = `${paint("bold", first.slice(0, at))}: ${paint(colours[diagnostic.severity], diagnostic.severity)}: ${first.slice(at + severity.length)}`;
    err(`${[head, ...rest].join("\n")}\n`);
  }
}

/** A place in a file that cannot be read is printed without its lines. */
function tryRead(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  } catch {
    return undefined;
  }
}
