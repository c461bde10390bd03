import type { RelatedPlace } from "./define.ts";
import type { Diagnostic, Place } from "./diagnostic.ts";
import { type DiagnosticCode, type DiagnosticParameters, diagnostic } from "./table.ts";

/** A value of the document, as far as a complaint needs it. */
export interface Placed {
  place(part?: "value" | "key"): Place;
}

export interface ReportOptions {
  /** Point at the property's name instead of its value. */
  readonly part?: "value" | "key";
  readonly related?: readonly RelatedPlace[];
}

/** Nobody reads more, and a hostile document has a mistake on every line. */
const mostKept = 500;

/** Collects complaints in the order in which they are found; the same complaint at the same place is kept once. */
export class DiagnosticSink {
  readonly #diagnostics: Diagnostic[] = [];
  readonly #seen = new Set<string>();
  #errors = 0;
  #cut = 0;

  report<Code extends DiagnosticCode>(
    code: Code,
    at: Placed | Place,
    parameters: DiagnosticParameters<Code>,
    options: ReportOptions = {},
  ): void {
    const place = "place" in at ? at.place(options.part) : at;
    this.add(diagnostic(code, parameters, place, options.related));
  }

  add(...diagnostics: readonly Diagnostic[]): void {
    for (const found of diagnostics) {
      const identity = `${found.code}\0${found.place.file}\0${found.place.line}\0${found.place.column}\0${found.message}`;
      if (this.#seen.has(identity)) continue;
      if (this.#diagnostics.length < mostKept) {
        this.#seen.add(identity);
        this.#diagnostics.push(found);
      } else this.#cut += 1;
      if (found.severity === "error") this.#errors += 1;
    }
  }

  /** The first 500; where there are more, a last one says how many. */
  get diagnostics(): readonly Diagnostic[] {
    const last = this.#diagnostics.at(-1);
    if (this.#cut === 0 || last === undefined) return this.#diagnostics;
    return [...this.#diagnostics, diagnostic("diagnostics-cut", { count: this.#cut }, { ...last.place, pointer: "", line: 0, column: 0 })];
  }

  hasFindingAt({ file, pointer }: Place): boolean {
    return this.#diagnostics.some(({ place }) => place.file === file && place.pointer === pointer);
  }

  get hasErrors(): boolean {
    return this.#errors > 0;
  }
}
