import { posix } from "node:path";
import { type Code, encoded, type ImportRef } from "./code.ts";
import { usableName } from "./identifier.ts";
import type { LocalName } from "./print.ts";
import { type Quote, quoted } from "./quoted.ts";

/** What an import of a sibling file ends in, as the user's tsconfig wants it. */
export type ImportExtension = ".js" | ".ts" | "";

export interface Imports {
  /** One statement each: packages first, then files, each sorted. */
  readonly statements: readonly string[];
  readonly localName: LocalName;
}

interface Name {
  readonly name: string;
  readonly local: string;
  readonly typeOnly: boolean;
}

/** Names of one module, all values or all types. */
export interface ModuleNames {
  readonly names: readonly string[];
  readonly from: string;
  readonly typeOnly?: boolean;
}

/** How a file of the user's writes. */
export interface ImportStyle {
  readonly quote: Quote;
  readonly end: ";" | "";
}

const ours: ImportStyle = { quote: '"', end: ";" };

/** The import for a file of the user's: always one line, whose ends are the file's own. */
export function importLine({ names, from, typeOnly = false }: ModuleNames, style: ImportStyle = ours): string {
  return statement("import", from, {
    names: names.map((name) => ({ name, local: name, typeOnly })),
    style,
    width: Number.POSITIVE_INFINITY,
  });
}

/** `export { Order } from "./schemas/order.js";` */
export function reexport({ names, from, typeOnly = false }: ModuleNames): Code {
  return encoded(statement("export", from, { names: names.map((name) => ({ name, local: name, typeOnly })) }));
}

/** Merges what a file refers to: one statement for each module, `import type` where no value is used, an alias where a name is taken. */
export function resolveImports(
  references: Iterable<ImportRef>,
  file: {
    readonly path: string;
    readonly extension: ImportExtension;
    readonly declared: Iterable<string>;
  },
): Imports {
  const modules = new Map<string, Map<string, boolean>>();
  const specifiers = new Map<string, string>();
  const specifierOf = ({ from }: ImportRef): string => {
    if (from.kind === "package") return from.specifier;
    const specifier = specifiers.get(from.path) ?? specifierOfFile(from.path, file);
    specifiers.set(from.path, specifier);
    return specifier;
  };
  for (const reference of references) {
    if (isOwn(reference, file)) continue;
    const specifier = specifierOf(reference);
    const names = modules.get(specifier) ?? new Map<string, boolean>();
    names.set(reference.name, (names.get(reference.name) ?? true) && reference.typeOnly);
    modules.set(specifier, names);
  }
  const taken = new Set(file.declared);
  const locals = new Map<string, Map<string, string>>();
  const statements = [...modules].sort(bySpecifier).map(([specifier, names]) => {
    const own = new Map<string, string>();
    locals.set(specifier, own);
    const sorted = [...names]
      .sort(([a], [b]) => compare(a.toLowerCase(), b.toLowerCase()) || compare(a, b))
      .map(([name, typeOnly]): Name => {
        // `Order` beside an `Order` of the file's own: people say which of the two is the type.
        const local = taken.has(name) && typeOnly ? freeName(`${name}Type`, taken) : freeName(name, taken);
        taken.add(local);
        own.set(name, local);
        return { name, local, typeOnly };
      });
    return statement("import", specifier, { names: sorted });
  });
  return {
    statements,
    localName: (reference) =>
      isOwn(reference, file) ? reference.name : (locals.get(specifierOf(reference))?.get(reference.name) ?? reference.name),
  };
}

interface Statement {
  readonly names: readonly Name[];
  readonly style?: ImportStyle;
  readonly width?: number;
}

/** Every `import` and `export … from` there is. @throws TypeError for a name that is none. */
function statement(keyword: "import" | "export", specifier: string, { names, style = ours, width = 120 }: Statement): string {
  const allTypes = names.every((name) => name.typeOnly);
  const items = names.map(
    ({ name, local, typeOnly }) =>
      `${typeOnly && !allTypes ? "type " : ""}${usableName(name)}${local === name ? "" : ` as ${usableName(local)}`}`,
  );
  const head = `${keyword} ${allTypes ? "type " : ""}{`;
  const tail = ` from ${quoted(specifier, style.quote)}${style.end}`;
  const flat = `${head} ${items.join(", ")} }`;
  // Of a re-export the names alone count, as in any other list of names.
  if (flat.length + (keyword === "import" ? tail.length : 0) <= width) return `${flat}${tail}`;
  return `${head}\n${items.map((item) => `  ${item},\n`).join("")}}${tail}`;
}

function isOwn({ from }: ImportRef, file: { readonly path: string }): boolean {
  return from.kind === "file" && from.path === file.path;
}

function specifierOfFile(path: string, file: { readonly path: string; readonly extension: ImportExtension }): string {
  const relative = posix.relative(posix.dirname(file.path), path);
  return `${relative.startsWith(".") ? relative : `./${relative}`}${file.extension}`;
}

export function freeName(name: string, taken: ReadonlySet<string>): string {
  let local = name;
  for (let count = 2; taken.has(local); count++) local = `${name}${count}`;
  return local;
}

const bySpecifier = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  Number(a.startsWith(".")) - Number(b.startsWith(".")) || compare(a, b);

/** By code unit: the same order under every locale. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
