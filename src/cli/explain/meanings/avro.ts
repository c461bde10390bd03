import type { avroTable } from "../../../compiler/diagnostics/tables/avro.ts";
import type { Meanings } from "../meaning.ts";

export const avroMeanings: Meanings<typeof avroTable> = {
  "avro-not-a-schema": {
    means: "An Avro schema is the name of a type, an object with `type`, or a list for a union.",
    mend: "Write one of these.",
  },
  "avro-unknown-type": {
    means: "The word is neither a type of Avro nor a record, enum or fixed that is defined before it is used.",
    mend: "Correct the name with its namespace, or define it where the document can see it.",
  },
  "avro-name": {
    means: "Names in Avro begin with a letter or an underscore; letters, digits and underscores follow.",
    mend: "Rename it; keep the old name in `aliases`.",
  },
  "avro-name-taken": {
    means: "A record, an enum or a fixed is defined once and used by its name after that.",
    mend: "Keep one definition.",
  },
  "avro-missing": {
    means: "Avro requires this property for the type.",
    mend: "Add it.",
  },
  "avro-property": {
    means: "A property of an Avro schema has a value of the wrong type.",
    mend: "Write it as the sentence says.",
  },
  "avro-field-taken": {
    means: "A record has one field of each name.",
    mend: "Rename one of them.",
  },
  "avro-symbol-taken": {
    means: "An enum has each symbol once.",
    mend: "Leave one of them out.",
  },
  "avro-enum-default": {
    means: "The default of an enum is what a reader takes for a symbol that it does not know, so it is one of the symbols.",
    mend: "Write one of the symbols, or add this one.",
  },
  "avro-union-in-union": {
    means: "A branch of a union cannot be a union itself.",
    mend: "List its branches in the outer one.",
  },
  "avro-union-empty": {
    means: "A union without branches has no values, so no message could be written.",
    mend: "List at least one type.",
  },
  "avro-union-twice": {
    means: "The bytes of a union name a branch by its place, and a value must choose one. Two of the same type cannot be told apart.",
    mend: "Keep one of each type; only records, enums and fixed of different names stand beside each other.",
  },
  "avro-default": {
    means: "The default is what a reader takes where the writer had no such field, so it is a value of the field.",
    mend: "Write a value of that type, or leave the default out.",
  },
  "avro-long-default": {
    means: "A long comes as a number, and a number of JavaScript is exact up to 2^53 - 1; the default of a field is more.",
    mend: "Let longs come as texts, with `x-boost: { avro: { long: string } }`, or give the field another default.",
  },
  "avro-decimal": {
    means:
      "A decimal needs a precision and a scale that go together. Readers of Avro leave a wrong one out of account, and so does boost-gen.",
    mend: "Give it a `precision` of at least 1 and a `scale` between 0 and the precision.",
  },
  "avro-logical": {
    means: "A logical type belongs to certain types only. Elsewhere every reader leaves it out of account.",
    mend: "Change the type, or leave the logical type out.",
  },
  "avro-proto": {
    means: "In JavaScript, an object's `__proto__` is what it inherits from, so no field can have that name.",
    mend: "Rename the field and keep the old name in its `aliases`.",
  },
  "avro-too-deep": {
    means: "Types inside types have a bound, so that a hostile schema cannot overflow the stack.",
    mend: "Give the inner records names, and use the names.",
  },
  "avro-endless": {
    means: "Each value of the record holds another one, so none could ever be written.",
    mend: 'Make the field that leads back a union with "null", an array or a map.',
  },
  "avro-union-wrapped": {
    means: "As JSON some branches of the union look the same, so a handler gets, and a publisher gives, an object that names the branch.",
    mend: "Nothing has to be done. With branches that differ as JSON the object goes away.",
  },
  "avro-trial": {
    means: "The channel has several Avro messages. A registry says which record the writer used; without one each schema is tried.",
    mend: "Name a registry, or tell the messages apart by a header with `x-boost.match`.",
  },
  "avro-long-differs": {
    means: "`x-boost.avro.long` decides the type of a field. A message on two channels has one type, so both must say the same.",
    mend: "Say it at the message.",
  },
};
