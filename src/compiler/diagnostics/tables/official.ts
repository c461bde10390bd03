import type { DiagnosticTable } from "../define.ts";

interface Finding {
  readonly message: string;
  readonly rule: string;
}

interface Parameters {
  readonly "official-error": Finding;
  readonly "official-warning": Finding;
  readonly "official-information": Finding;
  readonly "official-not-asked": Record<never, never>;
  readonly "official-too-slow": { readonly seconds: number };
  readonly "official-too-large": { readonly megabytes: number };
  readonly "official-failed": { readonly reason: string };
}

/** What the official parser says, in its own words, and that it could not say anything. */
export const officialTable: DiagnosticTable<Parameters> = {
  "official-error": { severity: "error", message: sentence },
  "official-warning": { severity: "warning", message: sentence },
  "official-information": { severity: "info", message: sentence },
  "official-not-asked": {
    severity: "info",
    message: () => "AsyncAPI's own parser was not asked: it would follow this reference, which leads where nothing may be opened.",
    help: () => "Mend or allow the reference, then run it again.",
  },
  "official-too-slow": {
    severity: "error",
    message: ({ seconds }) => `The official parser had not finished after ${seconds} s and was ended.`,
    help: () => "It unfolds every reference; a document with long chains of references or deep lists can be too much for it.",
  },
  "official-too-large": {
    severity: "error",
    message: ({ megabytes }) => `The official parser needed more than ${megabytes} MB and was ended.`,
    help: () => "It unfolds every reference; a document with many references to large schemas can be too much for it.",
  },
  "official-failed": {
    severity: "error",
    message: ({ reason }) => `The official parser failed: ${reason}.`,
  },
};

function sentence({ message, rule }: Finding): string {
  return `${message.replace(/\.?\s*$/, "")} (${rule}).`;
}
