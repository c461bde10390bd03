import type { Code, ImportRef } from "./code.ts";
import { docComment } from "./doc-comment.ts";
import { type ImportExtension, resolveImports } from "./imports.ts";
import { importsOf, print } from "./print.ts";

export interface SourceFile {
  /** Output path without extension, e.g. `schemas/order`. */
  readonly path: string;
  /** One below the other, with a blank line between. */
  readonly statements: readonly Code[];
  /** Names declared at the top level of the file: an import of the same name gets an alias. */
  readonly declared?: readonly string[];
}

export interface PrintOptions {
  readonly extension: ImportExtension;
  /** First lines of every machine-owned file. */
  readonly header: { readonly tool: string; readonly version: string; readonly document: string } | undefined;
}

/** The text of a whole file, ending in one line break. */
export function printFile(file: SourceFile, options: PrintOptions): string {
  const references = new Set<ImportRef>();
  for (const statement of file.statements) importsOf(statement, references);
  const { statements: imports, localName } = resolveImports(references, {
    path: file.path,
    extension: options.extension,
    declared: file.declared ?? [],
  });
  const header = options.header === undefined ? "" : headerText(options.header);
  const parts = [...(imports.length === 0 ? [] : [imports.join("\n")]), ...file.statements.map((statement) => print(statement, localName))];
  return `${`${header}${parts.join("\n\n")}`.trimEnd()}\n`;
}

type Header = NonNullable<PrintOptions["header"]>;

/** All files of a run have the same one. */
const headers = new WeakMap<Header, string>();

function headerText(known: Header): string {
  const text =
    headers.get(known) ??
    `${print(
      docComment(
        `Made by ${known.tool} ${known.version} from ${known.document}. Changes made here are lost; change the document and run it again.`,
      ),
      ({ name }) => name,
    )}\n\n`;
  headers.set(known, text);
  return text;
}
