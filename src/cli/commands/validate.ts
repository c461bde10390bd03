import { compileDocument } from "../../compiler/compile-document.ts";
import { type Diagnostic, diagnosticJson } from "../../compiler/diagnostics/index.ts";
import { loadDocument } from "../../compiler/document/index.ts";
import { validateWithOfficialParser } from "../../compiler/document/official/validate-with-official-parser.ts";
import { relativePath } from "../../compiler/output/relative-path.ts";
import type { CommandInput, ExitCode } from "../command.ts";
import { findConfig } from "../config.ts";
import { printDiagnostics } from "../print-diagnostics.ts";
import { resolveTarget, type Target } from "../target.ts";
import type { Terminal } from "../terminal.ts";
import { guarded } from "../tools/guarded.ts";
import { version } from "../version.ts";

/** What `--json` prints. `version` grows when a field changes its meaning or goes. */
interface JsonFindings {
  readonly version: 1;
  readonly valid: boolean;
  readonly diagnostics: readonly ReturnType<typeof diagnosticJson>[];
}

/** Our own findings, then those of AsyncAPI's parser. The document is read as a run that compiles it reads it, and ends with the same code. */
export function runValidate(input: CommandInput, terminal: Terminal): Promise<ExitCode> {
  return guarded(terminal, async () => {
    const config = await findConfig(terminal.cwd);
    return validate(input, resolveTarget(input, config, terminal.cwd, "boost-gen validate"), terminal);
  });
}

async function validate(input: CommandInput, { role, receives, allowRef, ...target }: Target, terminal: Terminal): Promise<ExitCode> {
  const document = input.words[0] ?? relativePath(terminal.cwd, target.document);
  const loaded = await loadDocument(document, { cwd: terminal.cwd, allowRef });
  const diagnostics: Diagnostic[] = [...loaded.diagnostics];
  const { root, version: asyncapi, files } = loaded;
  if (root !== undefined && asyncapi !== undefined && !hasErrors(diagnostics)) {
    diagnostics.push(
      ...compileDocument(
        { root, version: asyncapi },
        {
          importExtension: ".js",
          version,
          source: document,
          ...(role === undefined ? {} : { role }),
          ...(receives === undefined ? {} : { handlers: receives }),
        },
      ).diagnostics,
    );
  }
  if (files.size > 0) diagnostics.push(...(await validateWithOfficialParser(loaded)));
  const valid = !hasErrors(diagnostics);
  if (input.has("json")) {
    const findings: JsonFindings = { version: 1, valid, diagnostics: diagnostics.map(diagnosticJson) };
    terminal.out(`${JSON.stringify(findings, null, 2)}\n`);
  } else {
    printDiagnostics(diagnostics, terminal);
    terminal.out(`${document} is ${valid ? "valid" : "not valid"}${diagnostics.length === 0 ? "" : ` (${count(diagnostics)})`}.\n`);
  }
  return valid ? 0 : 2;
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

function count(diagnostics: readonly Diagnostic[]): string {
  return (["error", "warning", "info"] as const)
    .map((severity) => ({ severity, number: diagnostics.filter((diagnostic) => diagnostic.severity === severity).length }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => (severity === "info" ? `${number} for information` : `${number} ${severity}${number === 1 ? "" : "s"}`))
    .join(", ");
}
