import type { referenceTable } from "../../../compiler/diagnostics/tables/reference.ts";
import type { Meanings } from "../meaning.ts";

export const referenceMeanings: Meanings<typeof referenceTable> = {
  "ref-not-text": {
    means: "`$ref` names a place, so its value is text. In YAML ` #` starts a comment, and a reference without quotes becomes null.",
    mend: "Put the reference in quotes: `$ref: '#/components/schemas/Order'`.",
  },
  "ref-pointer-invalid": {
    means: "What follows `#` in a reference is a JSON Pointer: nothing, or names, each with a `/` in front.",
    mend: "Write `#/components/schemas/Order`. In a name, `/` is written `~1` and `~` is written `~0`.",
  },
  "ref-target-missing": {
    means: "The file of the reference was read, and it has nothing at this place.",
    mend: "Correct the name, or add what is missing.",
  },
  "ref-target-missing-in-data": {
    means:
      "Inside an example or a default, an object with `$ref` may be a value and no reference. It leads nowhere, so it is taken as a value.",
    mend: "If it was meant as a reference, correct it.",
  },
  "ref-cycle": {
    means: "References that lead only to each other never come to a value.",
    mend: "Write one of them out.",
  },
  "ref-too-many-hops": {
    means: "A reference may lead to a reference, but the chain has a bound.",
    mend: "Refer to the value at its end.",
  },
  "ref-outside": {
    means: "A document may read files of its own folder and below. Otherwise a document from elsewhere could read any file of the machine.",
    mend: "Move the file into the folder, or allow the place: `--allow-ref <folder>`, in the configuration `allowRef`.",
  },
  "ref-url-denied": {
    means:
      "Nothing is fetched from a network by default: a run would depend on a server, and a document could make requests from your machine.",
    mend: "Save the file beside the document, or allow the host: `--allow-ref https://example.com`.",
  },
  "ref-scheme": {
    means: "References are paths and addresses that begin with `https:` or `http:`. Other schemes are not followed.",
    mend: "Save the file beside the document and write its path.",
  },
  "ref-credentials": {
    means: "A user name or a password in an address ends up in a repository and in logs.",
    mend: "Remove it from the address, and change the password if the document was shared.",
  },
  "ref-file-missing": {
    means: "The path of a reference counts from the folder of the file in which it stands.",
    mend: "Correct the path.",
  },
  "ref-not-a-file": {
    means: "The path leads to a folder, a device or a pipe, and only regular files are read.",
    mend: "Name the file in it.",
  },
  "ref-too-large": {
    means: "Each file that a reference leads to has a bound, as the document itself has.",
    mend: "Split the file, or take the part that is needed into a file of its own.",
  },
  "ref-unreadable": {
    means: "The file or the server behind the reference could not be read; the reason is in the sentence.",
    mend: "Check permissions, or whether the server answers with the file itself and not with a page.",
  },
  "ref-too-many-files": {
    means: "The number of files that references may lead to has a bound, so that a document cannot make a run go on for ever.",
    mend: "Put schemas that belong together into one file.",
  },
};
