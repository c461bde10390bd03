export interface ImportLine {
  readonly names: readonly string[];
  readonly from: string;
  readonly isType?: boolean;
}

/** How the file around it writes. */
export interface ImportStyle {
  readonly quote: '"' | "'";
  readonly end: ";" | "";
}

/** The one line that imports names into a file of the user's. A folder may have any name, quotes included. */
export function importLine({ names, from, isType = false }: ImportLine, { quote, end }: ImportStyle = { quote: '"', end: ";" }): string {
  const inner = JSON.stringify(from).slice(1, -1);
  const specifier = quote === '"' ? inner : inner.replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `import ${isType ? "type " : ""}{ ${names.join(", ")} } from ${quote}${specifier}${quote}${end}`;
}
