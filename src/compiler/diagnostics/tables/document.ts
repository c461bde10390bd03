import type { DiagnosticTable } from "../define.ts";

interface Parameters {
  readonly "document-empty": { readonly found: string };
}

/** What can be wrong with a document before its meaning is looked at: text, references, limits, the rules of AsyncAPI. */
export const documentTable: DiagnosticTable<Parameters> = {
  "document-empty": {
    severity: "error",
    message: ({ found }) => `The document is ${found}, not an AsyncAPI document.`,
    help: () => "An AsyncAPI document is an object that starts with `asyncapi: 3.0.0`.",
  },
};
