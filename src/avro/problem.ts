/** What can be wrong with an Avro schema; each is a code, a sentence and a way to mend it. */
export interface AvroProblems {
  readonly "avro-not-a-schema": { readonly found: string };
  readonly "avro-unknown-type": { readonly type: string; readonly known: readonly string[] };
  readonly "avro-name": { readonly name: string; readonly what: string };
  readonly "avro-name-taken": { readonly name: string };
  readonly "avro-missing": { readonly type: string; readonly property: string; readonly wanted: string };
  readonly "avro-property": { readonly property: string; readonly found: string; readonly wanted: string };
  readonly "avro-field-taken": { readonly field: string; readonly record: string };
  readonly "avro-symbol-taken": { readonly symbol: string; readonly name: string };
  readonly "avro-enum-default": { readonly symbol: string; readonly name: string; readonly symbols: readonly string[] };
  readonly "avro-union-in-union": object;
  readonly "avro-union-empty": object;
  readonly "avro-union-twice": { readonly branch: string };
  readonly "avro-default": { readonly field: string; readonly found: string; readonly wanted: string; readonly isUnion: boolean };
  readonly "avro-decimal": { readonly problem: string; readonly type: string };
  readonly "avro-logical": { readonly logical: string; readonly type: string; readonly wanted: string };
  readonly "avro-proto": { readonly field: string };
  readonly "avro-too-deep": { readonly most: number };
  readonly "avro-endless": { readonly record: string };
}

export type AvroProblemCode = keyof AvroProblems;

interface Row<Parameters> {
  /** A logical type that does not fit is left out of account by every reader; all else is no schema. */
  readonly severity: "error" | "warning";
  readonly message: (parameters: Parameters) => string;
  readonly help?: (parameters: Parameters) => string;
}

export const avroProblems: { readonly [Code in AvroProblemCode]: Row<AvroProblems[Code]> } = {
  "avro-not-a-schema": {
    severity: "error",
    message: ({ found }) => `An Avro schema is the name of a type, an object with \`type\`, or a list for a union, not ${found}.`,
    help: ({ found }) => (found === "null" ? 'In YAML `null` without quotes is a value and no text; the type is "null", with quotes.' : ""),
  },
  "avro-unknown-type": {
    severity: "error",
    message: ({ type }) => `\`${type}\` is no type of Avro, and no record, enum or fixed of that name is defined here.`,
    help: ({ known }) =>
      `${known.length === 0 ? "" : `Defined are ${known.join(", ")}. `}Names are looked for in the document's Avro schemas and the files that a \`$ref\` leads to; give the file that defines it a place in \`components.schemas\`.`,
  },
  "avro-name": {
    severity: "error",
    message: ({ name, what }) => `\`${name}\` is no ${what} of Avro.`,
    help: () => "A name begins with a letter or _, and letters, digits and _ follow; in a namespace, dots stand between such names.",
  },
  "avro-name-taken": {
    severity: "error",
    message: ({ name }) => `\`${name}\` is defined twice in this schema.`,
    help: () => "Define it once, and use its name everywhere else.",
  },
  "avro-missing": {
    severity: "error",
    message: ({ type, property }) => `${/^[aeiou]/.test(type) ? "An" : "A"} ${type} of Avro needs \`${property}\`.`,
    help: ({ property, wanted }) => `Add \`${property}\`: ${wanted}.`,
  },
  "avro-property": {
    severity: "error",
    message: ({ property, found, wanted }) => `\`${property}\` must be ${wanted}, not ${found}.`,
  },
  "avro-field-taken": {
    severity: "error",
    message: ({ field, record }) => `\`${record}\` has the field \`${field}\` twice.`,
    help: () => "Rename one of them.",
  },
  "avro-symbol-taken": {
    severity: "error",
    message: ({ symbol, name }) => `\`${name}\` has the symbol \`${symbol}\` twice.`,
    help: () => "Leave one of them out.",
  },
  "avro-enum-default": {
    severity: "error",
    message: ({ symbol, name }) => `The default \`${symbol}\` is no symbol of \`${name}\`.`,
    help: ({ symbols }) => `It is one of ${symbols.join(", ")}.`,
  },
  "avro-union-in-union": {
    severity: "error",
    message: () => "A union directly inside a union is not Avro.",
    help: () => "List its branches in the outer one.",
  },
  "avro-union-empty": {
    severity: "error",
    message: () => "A union without branches has no values.",
    help: () => "List at least one type.",
  },
  "avro-union-twice": {
    severity: "error",
    message: ({ branch }) => `The union has \`${branch}\` twice, so its bytes do not tell which is meant.`,
    help: () => "Only records, enums and fixed of different names may stand beside each other; of every other type there is one.",
  },
  "avro-default": {
    severity: "error",
    message: ({ field, found, wanted }) => `The default of \`${field}\` is ${found}, but the field is ${wanted}.`,
    help: ({ isUnion, found }) => {
      if (isUnion) return "The default of a union is a value of one of its branches.";
      return found === "null" ? 'Make the type a union with "null", or leave the default out.' : "";
    },
  },
  "avro-decimal": {
    severity: "warning",
    message: ({ problem, type }) => `This is no decimal of Avro: ${problem}. It is read as plain ${type}.`,
    help: () => "A decimal has a `precision` of at least 1 and a `scale` between 0 and the precision.",
  },
  "avro-logical": {
    severity: "warning",
    message: ({ logical, type }) => `\`${logical}\` is no logical type of ${type}, so it means nothing here.`,
    help: ({ wanted }) => wanted,
  },
  "avro-proto": {
    severity: "error",
    message: ({ field }) => `\`${field}\` cannot be the name of a field: JavaScript gives it a meaning of its own.`,
    help: () => "Rename the field and keep the old name in its `aliases`.",
  },
  "avro-too-deep": {
    severity: "error",
    message: ({ most }) => `The schema nests deeper than ${most} levels.`,
  },
  "avro-endless": {
    severity: "error",
    message: ({ record }) => `A \`${record}\` holds another one in each value, without an end, so none can be written.`,
    help: () => 'Make the field that leads back a union with "null", an array or a map.',
  },
};

/** One clear sentence, where there is no file to point into. */
export function problemSentence<Code extends AvroProblemCode>(code: Code, parameters: AvroProblems[Code]): string {
  return avroProblems[code].message(parameters);
}
