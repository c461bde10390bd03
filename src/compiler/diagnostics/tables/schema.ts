import type { DiagnosticTable } from "../define.ts";

interface Parameters {
  readonly "schema-not-a-schema": {
    readonly found: string /** It stands where a property of that name would. */;
    readonly isReference: boolean;
  };
  readonly "schema-type": { readonly type: string };
  readonly "schema-keyword": { readonly keyword: string; readonly found: string; readonly wanted: string };
  readonly "schema-unknown-keyword": { readonly keyword: string; readonly instead: string };
  readonly "schema-misspelt-keyword": { readonly keyword: string; readonly suggestion: string };
  readonly "schema-misplaced-property": { readonly property: string };
  readonly "discriminator-optional": { readonly property: string };
  readonly "discriminator-unused": { readonly property: string };
  readonly "discriminator-alone": { readonly name: string; readonly heirs: readonly string[] };
  readonly "schema-beside-reference": { readonly keywords: string };
  readonly "schema-no-type": { readonly keywords: string; readonly type: string };
  readonly "schema-impossible": { readonly reason: string };
  readonly "schema-endless": { readonly names: string };
  readonly "schema-family": { readonly names: string };
  readonly "schema-proto": { readonly keyword: string };
  readonly "schema-format-unsupported": { readonly format: string };
  readonly "pattern-invalid": { readonly pattern: string; readonly reason: string };
  readonly "pattern-foreign": { readonly pattern: string; readonly part: string };
  readonly "pattern-not-unicode": { readonly pattern: string; readonly reason: string };
  readonly "pattern-slow": { readonly pattern: string; readonly reason: string };
  readonly "formats-unchecked": { readonly count: number; readonly names: readonly string[] };
  readonly "formats-unknown": {
    readonly count: number;
    readonly formats: readonly { readonly name: string; readonly suggestion: string | undefined }[];
  };
  readonly "schema-reference-role": { readonly reference: string; readonly role: string; readonly wanted: string | undefined };
  readonly "schema-name-taken": {
    readonly name: string;
    readonly used: string /** By an export that is no schema. */;
    readonly taken: boolean;
  };
}

/** What can be wrong with a schema, and what stands in one without effect. */
export const schemaTable: DiagnosticTable<Parameters> = {
  "schema-not-a-schema": {
    severity: "error",
    message: ({ found }) => `A schema is an object, true or false, not ${found}.`,
    help: ({ isReference }) =>
      isReference
        ? "Among `properties`, `$ref` is the name of a property. To take over the properties of another schema, put the `$ref` beside `properties` into `allOf`."
        : "",
  },
  "schema-type": {
    severity: "error",
    message: ({ type }) => `${type} is not a type.`,
    help: ({ type }) =>
      /^"(record|error|enum|fixed)"$/.test(type)
        ? "It is one of Avro: say `schemaFormat: application/vnd.apache.avro;version=1.9.0`, since AsyncAPI 3 as `payload: { schemaFormat: …, schema: … }`, before beside `payload`."
        : "The types are null, boolean, integer, number, string, array and object.",
  },
  "schema-keyword": {
    severity: "error",
    message: ({ keyword, found, wanted }) => `\`${keyword}\` must be ${wanted}, not ${found}.`,
  },
  "schema-unknown-keyword": {
    severity: "warning",
    message: ({ keyword }) => `\`${keyword}\` means nothing in this kind of schema and is not checked.`,
    help: ({ instead }) => instead,
  },
  "schema-misspelt-keyword": {
    severity: "warning",
    message: ({ keyword }) => `A schema has no keyword \`${keyword}\`, so nothing is checked by it.`,
    help: ({ suggestion }) => `Did you mean \`${suggestion}\`?`,
  },
  "schema-misplaced-property": {
    severity: "warning",
    message: ({ property }) => `\`${property}\` is described beside \`properties\`, where it is no property and is not checked.`,
    help: () => "Move it into `properties`.",
  },
  "discriminator-optional": {
    severity: "warning",
    message: ({ property }) =>
      `\`discriminator\` chooses by \`${property}\`, so a value without it is refused, although the schemas do not require it.`,
    help: ({ property }) => `Add \`required: [${property}]\`.`,
  },
  "discriminator-unused": {
    severity: "warning",
    message: ({ property }) =>
      `\`discriminator: ${property}\` chooses nothing here: its members are not objects that are referred to by a name of their own each.`,
    help: () => "Make each member a reference to an object of `components.schemas`.",
  },
  "discriminator-alone": {
    severity: "warning",
    message: ({ name, heirs }) =>
      `\`discriminator\` without \`oneOf\` chooses nothing: where \`${name}\` is asked for, what ${heirs.map((heir) => `\`${heir}\``).join(" and ")} ${heirs.length === 1 ? "adds" : "add"} is not checked.`,
    help: () => "Refer to a `oneOf` of the schemas that inherit it.",
  },
  "schema-beside-reference": {
    severity: "warning",
    message: ({ keywords }) => `${keywords} beside \`$ref\` is ignored, as the specification says.`,
    help: () => "Put the reference into `allOf` to combine it with more.",
  },
  "schema-no-type": {
    severity: "warning",
    message: ({ keywords, type }) => `${keywords} without \`type\` says nothing about values that are no ${type}: they are all valid.`,
    help: ({ type }) => `Add \`type: ${type}\`.`,
  },
  "schema-impossible": {
    severity: "warning",
    message: ({ reason }) => `No value is valid here: ${reason}.`,
  },
  "schema-endless": {
    severity: "warning",
    message: ({ names }) => `${names}: defined by itself, without anything in between that a value could hold, so no value fits.`,
    help: () => "Recursion needs a property, an item or the like between a schema and itself.",
  },
  "schema-family": {
    severity: "info",
    message: ({ names }) =>
      `${names} refer to each other as whole and part of one choice; inside \`allOf\` the reference is read without the choice.`,
    help: () => "Move what the alternatives share into a schema of its own to say so by the letter.",
  },
  "schema-proto": {
    severity: "error",
    message: ({ keyword }) => `\`__proto__\` in \`${keyword}\` cannot be used: JavaScript gives this name a meaning of its own.`,
    help: () => "Rename the property.",
  },
  "schema-format-unsupported": {
    severity: "warning",
    message: ({ format }) => `Schemas of the format \`${format}\` are not read, so this one accepts everything.`,
    help: () => "Readable are AsyncAPI's own schemas, JSON Schema draft-07 and 2020-12, OpenAPI 3.0 and 3.1 schemas, Avro 1.",
  },
  "pattern-invalid": {
    severity: "error",
    message: ({ pattern, reason }) => `\`${pattern}\` is not a regular expression of JavaScript: ${reason}.`,
    help: () => "JSON Schema patterns are ECMA-262 expressions: no inline flags, no possessive quantifiers, no \\A or \\Z.",
  },
  "pattern-foreign": {
    severity: "error",
    message: ({ pattern, part }) => `\`${part}\` in \`${pattern}\` means something else in JavaScript than where it comes from.`,
    help: () => "Write ^ for \\A, $ for \\Z or \\z, [A-Za-z] for [[:alpha:]].",
  },
  "pattern-not-unicode": {
    severity: "warning",
    message: ({ pattern, reason }) =>
      `\`${pattern}\` is valid only without Unicode matching (${reason}), so a character outside the basic plane counts as two.`,
    help: () => "Escape the lone bracket or remove the needless backslash.",
  },
  "pattern-slow": {
    severity: "warning",
    message: ({ pattern, reason }) => `\`${pattern}\` ${reason}.`,
    help: () => "Say it without \\1 and the like, or limit the text with maxLength, which is looked at first.",
  },
  "formats-unchecked": {
    severity: "info",
    message: ({ count, names }) =>
      `${count === 1 ? "1 format is" : `${count} formats are`} not checked in what is received (${names.join(", ")}); \`x-boost: { formats: assert }\` at the root, on a channel or on a message checks them.`,
  },
  "formats-unknown": {
    severity: "info",
    message: ({ count, formats }) =>
      `\`formats: assert\` does not know ${count === 1 ? "1 format" : `${count} formats`} of what is received, and leaves ${count === 1 ? "it" : "them"} unchecked: ${formats.map(({ name, suggestion }) => (suggestion === undefined ? name : `${name} (did you mean ${suggestion}?)`)).join(", ")}.`,
  },
  "schema-reference-role": {
    severity: "warning",
    message: ({ reference, role }) => `\`${reference}\` is ${role} and no schema, so every value is valid here.`,
    help: ({ wanted }) =>
      wanted === undefined ? "Refer to a schema, for example one of `#/components/schemas`." : `Did you mean \`${wanted}\`?`,
  },
  "schema-name-taken": {
    severity: "info",
    message: ({ name, used, taken }) =>
      taken
        ? `The output has another export \`${name}\`; this schema is \`${used}\`.`
        : `Several schemas would be called \`${name}\`; this one is \`${used}\`.`,
  },
};
