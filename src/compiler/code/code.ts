/**
 * TypeScript text as a value. Only two things become `Code`: text typed by a developer of boost-gen (the literal
 * part of a tagged template) and the result of an encoder in this folder. A plain string is refused by the type and,
 * should a cast slip through, when the value is made. So text of the document has no way into the output but an encoder.
 */
declare const trusted: unique symbol;

export interface Code {
  readonly [trusted]: true;
  readonly kind: "code";
  readonly parts: readonly Part[];
}

/** What `Code` is at run time: nothing outside this module can make one. */
class Trusted implements Code {
  declare readonly [trusted]: true;
  readonly kind = "code";
  readonly parts: readonly Part[];

  constructor(parts: readonly Part[]) {
    this.parts = parts;
  }
}

export type Part = string | Code | Group | ImportRef | Annotation;

/** What only TypeScript and its readers have: a type, a comment. */
export interface Annotation {
  readonly kind: "annotation";
  readonly value: Code;
}

/** Printed on one line where it fits, else one item a line. */
export interface Group {
  readonly kind: "group";
  readonly open: Part;
  readonly close: Part;
  readonly items: readonly Part[];
  readonly style: GroupStyle;
}

export interface GroupStyle {
  /** Between items on one line and at line ends, e.g. `,`. */
  readonly separator: string;
  /** In front of every item when broken, e.g. `| `. */
  readonly leader: string;
  /** Inside the brackets when on one line. */
  readonly padding: string;
  /** Whether the last line of a broken group ends in the separator. */
  readonly trailing: boolean;
  /** One item a line even where it would fit. */
  readonly broken: boolean;
}

/** A name of another module. The import statement and, where two names collide, the alias are made when the file is printed. */
export interface ImportRef {
  readonly kind: "import";
  readonly from: ImportSource;
  readonly name: string;
  readonly typeOnly: boolean;
}

export type ImportSource =
  | { readonly kind: "package"; readonly specifier: string }
  /** Path without extension, from the folder that all paths of the output start from. */
  | { readonly kind: "file"; readonly path: string };

/** A piece of code: literal text of the template is ours, values are code already. Lines of a value keep the indentation of the line that it stands on. */
export function code(strings: TemplateStringsArray, ...values: readonly Code[]): Code {
  const parts: Part[] = [];
  let index = 0;
  for (const text of strings) {
    if (text !== "") parts.push(text);
    if (index < values.length) parts.push(checked(values[index]));
    index++;
  }
  return new Trusted(parts);
}

export const nothing: Code = fromParts([]);

/** Code that `printScript` leaves out. */
export function annotation(value: Code): Code {
  return fromParts([{ kind: "annotation", value: checked(value) }]);
}

/** For the encoders of this folder only: asserts that `text` is safe TypeScript. */
export function encoded(text: string): Code {
  return fromParts([text]);
}

/** For this folder only. */
export function fromParts(parts: readonly Part[]): Code {
  return new Trusted(parts);
}

export function isCode(value: unknown): value is Code {
  return value instanceof Trusted;
}

/** @throws TypeError when a cast smuggled in something that is not code. */
export function checked(value: unknown): Code {
  if (!isCode(value)) throw new TypeError(`A template value must be code made by an encoder, not ${typeof value}.`);
  return value;
}
