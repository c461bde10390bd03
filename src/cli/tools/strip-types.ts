import { ts } from "ts-morph";

/** A generated module as JavaScript. It has no syntax but types to lose. */
export function stripTypes(text: string, file: string): string {
  return ts.transpileModule(text, {
    fileName: file,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
  }).outputText;
}
