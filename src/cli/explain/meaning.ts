/** What a code says about any document, in a sentence or two; what it says about one stands in the complaint itself. */
export interface Meaning {
  readonly means: string;
  readonly mend: string;
}

/** One meaning for each code of a table. */
export type Meanings<Table> = { readonly [Code in keyof Table]: Meaning };
