import type { textTable } from "../../../compiler/diagnostics/tables/text.ts";
import type { Meanings } from "../meaning.ts";

export const textMeanings: Meanings<typeof textTable> = {
  "document-empty": {
    means: "The file was read, and what it holds is no object: it is empty, a list or a single value.",
    mend: "Check that the right file was given. An AsyncAPI document is an object that starts with `asyncapi: 3.0.0`.",
  },
  "document-no-version": {
    means: "Without `asyncapi` at its root nothing says that the file is an AsyncAPI document, nor which version it follows.",
    mend: "Write the version first, as in `asyncapi: 3.0.0`, or give the path of the AsyncAPI document.",
  },
  "document-version-not-text": {
    means: "YAML reads a version of two parts, such as `3.0`, as a number, which loses what was written.",
    mend: 'Write all three parts of it in quotes: `asyncapi: "3.0.0"`.',
  },
  "document-version-unknown": {
    means: "boost-gen reads AsyncAPI 2.0 to 3.1. Another version may mean other things with the same words, so it is not guessed.",
    mend: "Write a version that can be read. For AsyncAPI 1, convert the document first.",
  },
  "document-missing": {
    means:
      "The path that was given, or that the configuration names, leads to no file. It counts from the working folder, in a configuration from its own folder.",
    mend: "Correct the path, or change into the folder of the project.",
  },
  "document-not-a-file": {
    means:
      "The path leads to a folder, a device or a pipe. Only regular files are read, because nothing else has a size that can be looked at first.",
    mend: "Name the file in it.",
  },
  "document-unreadable": {
    means: "The system refuses to open or read the file; the reason is in brackets as the system calls it.",
    mend: "Check its owner and its permissions.",
  },
  "document-too-large": {
    means: "A file has a bound, so that a document from elsewhere cannot take all memory.",
    mend: "Split the document: references to files in the same folder are followed.",
  },
  "document-encoding": {
    means: "The bytes are not UTF-8, which is the only encoding that JSON and this reader of YAML have.",
    mend: "Save the file as UTF-8; most editors have it under Save with encoding.",
  },
  "document-lfs-pointer": {
    means: "Git LFS keeps the document elsewhere, and the file holds only where.",
    mend: "Run `git lfs pull`. A revision (`git:REV:path`) has to be checked out for that.",
  },
  "diagnostics-cut": {
    means: "The first 500 complaints are shown; nobody reads more, and the rest often has the same cause.",
    mend: "Mend the first ones and run again.",
  },
  "document-too-deep": {
    means: "Objects and lists inside each other have a bound, so that a hostile document cannot overflow the stack.",
    mend: "Move the inner parts to `components` and refer to them with `$ref`.",
  },
  "document-too-many-values": {
    means: "A file holds a bounded number of values, so that reading it takes bounded time and memory.",
    mend: "Split the document into files that refer to each other.",
  },
  "duplicate-key": {
    means: "An object has one value for each name. Which of the two was meant cannot be known, so neither is taken.",
    mend: "Remove or rename one of the two.",
  },
  "key-proto": {
    means:
      "In JavaScript, an object's `__proto__` is what it inherits from. A document with that name could change what generated code does.",
    mend: "Give it another name.",
  },
  "key-unprintable": {
    means: "A name with NUL or half of a surrogate pair cannot be written into a file and read back as the same name.",
    mend: "Give it another name. Often it was copied from a program that broke an emoji in two.",
  },
  "number-not-finite": {
    means: "JSON has no infinity and no NaN, so no message could hold the value.",
    mend: "Leave the bound out if there is none, or put the value in quotes.",
  },
  "yaml-syntax": {
    means: "The text is neither YAML nor JSON at this place, so nothing behind it was read.",
    mend: "Look at the line and at the one before it: a missing quote, a bracket or an indentation is most often above the place.",
  },
  "yaml-tag": {
    means: "A tag gives a value a type that JSON does not have. Messages are JSON values.",
    mend: "Remove the tag and write the value plainly.",
  },
  "yaml-key": {
    means: "YAML allows any value as a name, JSON allows text only.",
    mend: "Write the name as text, in quotes if need be.",
  },
  "yaml-merge-key": {
    means: "`<<` belongs to YAML 1.1. AsyncAPI documents are YAML 1.2, where it would be a property of that name.",
    mend: "Use `$ref`, `allOf` or traits, or repeat the properties.",
  },
  "yaml-version": {
    means: "YAML 1.1 reads `yes`, `no`, `on` and `off` as booleans and some numbers otherwise. The document is read as YAML 1.2 only.",
    mend: "Remove the `%YAML` line, and write true and false.",
  },
  "yaml-several-documents": {
    means: "A line of three dashes begins a second document in the same file; only one can be compiled.",
    mend: "Put each document into a file of its own.",
  },
  "yaml-unusual": {
    means: "A large file is read by the quick reader only, which knows what people commonly write. What it does not know, it refuses.",
    mend: "Correct the mistake, use `$ref` instead of anchors, or split the file.",
  },
  "yaml-alias-cycle": {
    means: "An alias repeats a value, and this one would repeat itself without an end.",
    mend: "Use `$ref` for a schema that contains itself.",
  },
  "yaml-alias-unknown": {
    means: "An alias `*name` repeats what the anchor `&name` marks, and there is no such anchor before it.",
    mend: "Correct the name, or put the anchor in front. A text that begins with `*` stands in quotes.",
  },
  "yaml-alias-bomb": {
    means: "Aliases of aliases grow to a size that takes all memory, a known attack. Their number is bounded.",
    mend: "Use `$ref`: it names a schema and copies nothing.",
  },
};
