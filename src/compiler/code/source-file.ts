import { type Code, type ImportRef, isCode } from "./code.ts";
import { docComment } from "./doc-comment.ts";
import { type ImportExtension, resolveImports } from "./imports.ts";
import { importsOf, type LocalName, print } from "./print.ts";
import { type LayoutName, type LayoutValue, type LayoutView, renderTemplate } from "./template.ts";

/** Values for a layout: code, switches, lists and records of these; a plain string is refused. */
export type View = { readonly [key: string]: ViewValue };
export type ViewValue = Code | boolean | View | readonly ViewValue[];

export interface SourceFile {
  /** Output path without extension, e.g. `schemas/order`. */
  readonly path: string;
  /** Layout in `templates/`, without `.hbs`. It also gets `header` and `imports`, each empty or ending in a blank line, so a layout starts with `{{header}}{{imports}}`. */
  readonly layout: LayoutName;
  readonly view: View;
  /** Names declared at the top level of the file: an import of the same name gets an alias. */
  readonly declared?: readonly string[];
}

export interface PrintOptions {
  readonly extension: ImportExtension;
  /** Where a package is imported from, for code that runs where its name leads nowhere. Default: its name. */
  readonly packageAt?: ((name: string) => string) | undefined;
  /** First lines of every machine-owned file. */
  readonly header: { readonly tool: string; readonly version: string; readonly document: string } | undefined;
}

/** The text of a whole file, ending in one line break. */
export function printFile(file: SourceFile, options: PrintOptions): string {
  const references = new Set<ImportRef>();
  collect(file.view, references);
  const { statements, localName } = resolveImports(references, {
    path: file.path,
    extension: options.extension,
    packageAt: options.packageAt,
    declared: file.declared ?? [],
  });
  const text = renderTemplate(file.layout, {
    ...printed(file.view, localName),
    header: options.header === undefined ? "" : headerText(options.header),
    imports: statements.length === 0 ? "" : `${statements.join("\n")}\n\n`,
  });
  return `${text.trimEnd()}\n`;
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

function collect(value: ViewValue, references: Set<ImportRef>): void {
  if (typeof value === "boolean") return;
  if (isCode(value)) importsOf(value, references);
  else for (const inner of Array.isArray(value) ? value : Object.values(value)) collect(inner, references);
}

function printed(view: View, localName: LocalName): LayoutView {
  return Object.fromEntries(Object.entries(view).map(([key, value]) => [key, printedValue(value, localName)]));
}

function printedValue(value: ViewValue, localName: LocalName): LayoutValue {
  if (typeof value === "boolean") return value;
  if (isCode(value)) return print(value, localName);
  if (typeof value === "object" && !isList(value)) return printed(value, localName);
  if (isList(value)) return value.map((inner) => printedValue(inner, localName));
  throw new TypeError(`A layout takes code and switches, not ${typeof value}.`);
}

function isList(value: View | readonly ViewValue[]): value is readonly ViewValue[] {
  return Array.isArray(value);
}
