import type { structureTable } from "../../../compiler/diagnostics/tables/structure.ts";
import type { Meanings } from "../meaning.ts";

export const structureMeanings: Meanings<typeof structureTable> = {
  "structure-type": {
    means: "AsyncAPI wants a value of another type here: a text, a list, an object.",
    mend: "Write the value as the sentence says. Often an indentation is missing, or a version number has no quotes.",
  },
  "structure-missing": {
    means: "AsyncAPI requires this field.",
    mend: "Add it.",
  },
  "structure-unknown": {
    means: "AsyncAPI has no such field here. It may be misspelt, belong elsewhere, or come from another version of AsyncAPI.",
    mend: "Correct it, move it, or let the name of an own field begin with `x-`.",
  },
  "structure-value": {
    means: "The field takes one of a few values, and this is none of them.",
    mend: "Write one of the values in the sentence.",
  },
  "structure-format": {
    means: "The text must have a form such as an address or an e-mail address.",
    mend: "Write it in that form.",
  },
  "structure-pattern": {
    means: "AsyncAPI restricts which characters the text may have.",
    mend: "Write it as the sentence says.",
  },
  "structure-limit": {
    means: "A list or a number is smaller or larger than AsyncAPI allows.",
    mend: "Bring it inside the limit.",
  },
  "structure-name": {
    means: "AsyncAPI restricts how things are called here, so that references can name them.",
    mend: "Rename it, and the references to it.",
  },
  "structure-duplicate": {
    means: "AsyncAPI wants the values of this list to differ.",
    mend: "Remove one of the two.",
  },
  "structure-ambiguous": {
    means: "AsyncAPI allows exactly one of several alternatives, and the value is valid as more than one, so what it means is open.",
    mend: "Remove the fields of the alternative that is not meant.",
  },
  "structure-impossible": {
    means: "AsyncAPI allows no value at this place.",
    mend: "Remove it.",
  },
  "structure-reference": {
    means: "AsyncAPI allows `$ref` at certain places only; this object has to be written out.",
    mend: "Copy what it refers to.",
  },
};
