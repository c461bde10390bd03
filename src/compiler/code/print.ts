import type { Code, Group, ImportRef, Part } from "./code.ts";

const width = 120;
const step = 2;

/** How a reference to another module is called in the file being printed. */
export type LocalName = (reference: ImportRef) => string;

export type Language = "typescript" | "javascript";

/** Text of a piece of code. Groups that fit the rest of the line (120 columns) stay on it. */
export function print(value: Code, localName: LocalName, language: Language = "typescript"): string {
  const page = new Page(localName, language);
  page.part(value);
  return page.text.join("");
}

/** Every import that a piece of code refers to. */
export function importsOf(part: Part, found: Set<ImportRef> = new Set()): Set<ImportRef> {
  if (typeof part === "string") return found;
  if (part.kind === "import") return found.add(part);
  if (part.kind === "annotation") return importsOf(part.value, found);
  if (part.kind === "group") importsOf(part.open, found);
  for (const inner of part.kind === "code" ? part.parts : part.items) importsOf(inner, found);
  if (part.kind === "group") importsOf(part.close, found);
  return found;
}

class Page {
  readonly text: string[] = [];
  readonly #localName: LocalName;
  readonly #language: Language;
  #column = 0;
  /** Leading spaces of the current line, as far as it is written. */
  #indent = 0;
  #blank = true;

  constructor(localName: LocalName, language: Language) {
    this.#localName = localName;
    this.#language = language;
  }

  part(part: Part): void {
    if (typeof part === "string") this.#literal(part, this.#indent);
    else if (part.kind === "code") this.#sequence(part);
    else if (part.kind === "import") this.#write(this.#localName(part));
    else if (part.kind === "group") this.#group(part);
    else if (this.#language === "typescript") this.part(part.value);
  }

  #sequence(value: Code): void {
    const base = this.#indent;
    for (const part of value.parts) {
      if (typeof part === "string") this.#literal(part, base);
      else this.part(part);
    }
  }

  #group(group: Group): void {
    const flat = group.style.broken ? null : this.#flatten(group);
    if (flat !== null && this.#column + flat.length <= width) {
      this.#write(flat);
      return;
    }
    const { separator, leader, trailing } = group.style;
    const base = this.#indent;
    const bare = group.open === "";
    if (bare) this.#trimLine();
    // Behind an operator of the same kind the first alternative needs none of its own: `A |` and then `B`, `| C`.
    const continues = bare && leader !== "" && this.#endsWith(separator.trim());
    this.part(group.open);
    group.items.forEach((item, index) => {
      this.#newline(base + step);
      if (index > 0 || !continues) this.#write(leader);
      this.part(item);
      const last = index === group.items.length - 1;
      // A leading operator (`| a`) already stands in front of the next item.
      if (leader === "" && (!last || trailing)) this.#write(separator);
    });
    if (!bare) this.#newline(base);
    this.part(group.close);
  }

  /** The one-line form, or null where something in it needs lines of its own. Ends at the first line's worth of text, so that no group is read far. */
  #flatten(part: Part): string | null {
    if (typeof part === "string") return part.includes("\n") ? null : part;
    if (part.kind === "code") return this.#joined(part.parts, "");
    if (part.kind === "import") return this.#localName(part);
    if (part.kind === "annotation") return this.#language === "typescript" ? this.#flatten(part.value) : "";
    if (part.style.broken) return null;
    const open = this.#flatten(part.open);
    if (open === null) return null;
    const inner = this.#joined(part.items, `${part.style.separator} `);
    if (inner === null) return null;
    const close = this.#flatten(part.close);
    return close === null ? null : `${open}${part.style.padding}${inner}${part.style.padding}${close}`;
  }

  /** What is longer than a line fits none, whatever stands in front of it. */
  #joined(parts: readonly Part[], separator: string): string | null {
    let text = "";
    let isFirst = true;
    for (const part of parts) {
      const flat = this.#flatten(part);
      if (flat === null) return null;
      text += isFirst ? flat : separator + flat;
      isFirst = false;
      if (text.length > width) return null;
    }
    return text;
  }

  #literal(text: string, base: number): void {
    if (!text.includes("\n")) {
      this.#write(text);
      return;
    }
    text.split("\n").forEach((line, index) => {
      if (index > 0) this.#newline(base);
      this.#write(line);
    });
  }

  /** `type A =`, not `type A = `, in front of alternatives that stand on lines of their own. */
  #trimLine(): void {
    const last = this.text.length - 1;
    if (!this.#blank) this.text[last] = (this.text[last] ?? "").trimEnd();
  }

  #endsWith(text: string): boolean {
    return !this.#blank && (this.text.at(-1) ?? "").endsWith(text);
  }

  #newline(indent: number): void {
    this.text.push("\n");
    this.#column = indent;
    this.#indent = indent;
    this.#blank = true;
    this.#pending = indent;
  }

  /** Indentation is written with the first character of a line, so that blank lines stay empty. */
  #pending = 0;

  #write(text: string): void {
    if (text === "") return;
    if (this.#blank) {
      const spaces = text.length - text.trimStart().length;
      const all = this.#pending + spaces;
      this.#pending = 0;
      if (spaces === text.length) {
        this.#pending = all;
        this.#indent = all;
        this.#column = all;
        return;
      }
      this.#blank = false;
      this.#indent = all;
      this.text.push(" ".repeat(all), text.slice(spaces));
      this.#column = all + text.length - spaces;
      return;
    }
    this.text.push(text);
    this.#column += text.length;
  }
}
