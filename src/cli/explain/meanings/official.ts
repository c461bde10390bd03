import type { officialTable } from "../../../compiler/diagnostics/tables/official.ts";
import type { Meanings } from "../meaning.ts";

export const officialMeanings: Meanings<typeof officialTable> = {
  "official-error": {
    means:
      "AsyncAPI's own parser, which `boost-gen validate` and `--strict` ask, calls this an error. The name of its rule stands in brackets.",
    mend: "Mend what it says. Without `--strict` boost-gen goes by its own rules.",
  },
  "official-warning": {
    means: "AsyncAPI's own parser recommends something. Nothing that is generated depends on it.",
    mend: "Follow the recommendation if you share it.",
  },
  "official-information": {
    means: "AsyncAPI's own parser remarks on something.",
    mend: "Nothing has to be done.",
  },
  "official-not-asked": {
    means: "AsyncAPI's own parser would open what boost-gen may not open, so it was not started.",
    mend: "Mend the reference, or allow the place with `--allow-ref`, then run again.",
  },
  "official-too-slow": {
    means: "AsyncAPI's own parser unfolds every reference, which takes very long for long chains and deep lists. It was ended.",
    mend: "Run without `--strict`, or shorten the chains of references.",
  },
  "official-too-large": {
    means: "AsyncAPI's own parser unfolds every reference and used up the memory that it was given.",
    mend: "Run without `--strict`, or let fewer places refer to large schemas.",
  },
  "official-failed": {
    means: "AsyncAPI's own parser ended without an answer.",
    mend: "Run without `--strict`. If it happens again with the same document, it is worth a report to the parser's project.",
  },
};
