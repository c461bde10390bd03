/** Thrown at anything unusual: the whole text is then read by the YAML library, which knows everything and says what is wrong. */
export class Unusual extends Error {}

export function unusual(): never {
  throw new Unusual();
}

/** A position in the text that moves from one line with content to the next. */
export class Cursor {
  readonly text: string;
  at = 0;
  /** Offset of the line that `at` is in. */
  lineStart = 0;
  /** Column of the first character of the line; -1 at the end of the text. */
  indent = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.indent === -1;
  }

  get column(): number {
    return this.at - this.lineStart;
  }

  /** Code of the character here; NaN past the end, which equals nothing. */
  code(offset = 0): number {
    return this.text.charCodeAt(this.at + offset);
  }

  skipSpaces(): void {
    while (this.code() === 0x20) this.at += 1;
  }

  /** Nothing but spaces and a comment follows on this line. */
  isLineDone(): boolean {
    const code = this.code();
    return (
      Number.isNaN(code) ||
      code === 0x0a ||
      (code === 0x0d && this.code(1) === 0x0a) ||
      (code === 0x23 && (this.column === 0 || this.code(-1) === 0x20))
    );
  }

  /** To the first character of the line at `from` or of the first one after it that is neither blank nor a comment. */
  toLine(from: number): void {
    let start = from;
    for (;;) {
      if (start >= this.text.length) {
        this.at = this.text.length;
        this.lineStart = start;
        this.indent = -1;
        return;
      }
      this.lineStart = start;
      this.at = start;
      this.skipSpaces();
      if (this.code() === 0x09) unusual();
      if (!this.isLineDone()) break;
      start = this.endOfLine();
    }
    this.indent = this.column;
    if (this.indent === 0 && (this.text.startsWith("---", start) || this.text.startsWith("...", start))) unusual();
  }

  /** To the next line with content. */
  toNextLine(): void {
    this.toLine(this.endOfLine());
  }

  /** Where the line after this one starts. */
  endOfLine(): number {
    const end = this.text.indexOf("\n", this.at);
    return end === -1 ? this.text.length : end + 1;
  }
}
