import type { Place } from "../../diagnostics/index.ts";
import { LineIndex } from "./line-index.ts";

/** One file: its text, and how it is called in print. */
export class Source {
  /** As printed; two files never share it. */
  readonly file: string;
  /** Real path of the file, or URL: what relative references start from. */
  readonly location: string;
  readonly text: string;
  readonly #lines: LineIndex;

  constructor(file: string, location: string, text: string) {
    this.file = file;
    this.location = location;
    this.text = text;
    this.#lines = new LineIndex(text);
  }

  place(offset: number, pointer: string): Place {
    return { file: this.file, pointer, ...this.#lines.at(offset) };
  }
}
