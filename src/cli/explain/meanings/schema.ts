import type { schemaTable } from "../../../compiler/diagnostics/tables/schema.ts";
import type { Meanings } from "../meaning.ts";

export const schemaMeanings: Meanings<typeof schemaTable> = {
  "schema-not-a-schema": {
    means: "A schema is an object, true or false. What stands here is none of them, often because of an indentation.",
    mend: "Write `{ type: … }`. To take over the properties of another schema, put its `$ref` into `allOf`.",
  },
  "schema-type": {
    means: "JSON Schema has seven types, and this is none of them.",
    mend: "Write null, boolean, integer, number, string, array or object. A date is a string with a `format`.",
  },
  "schema-keyword": {
    means: "The keyword exists and its value has the wrong type, so it would check nothing.",
    mend: "Write the value as the sentence says.",
  },
  "schema-unknown-keyword": {
    means: "The keyword belongs to another kind of schema, such as a later draft or OpenAPI. Here it checks nothing.",
    mend: "Say it in the way that the sentence names, or declare the schema's format.",
  },
  "schema-misspelt-keyword": {
    means: "JSON Schema ignores what it does not know, so a misspelt keyword checks nothing without anybody noticing.",
    mend: "Correct it. A keyword of your own begins with `x-`.",
  },
  "schema-misplaced-property": {
    means: "An object that looks like a property stands beside `properties` and not in it, so it describes nothing.",
    mend: "Move it into `properties`.",
  },
  "discriminator-optional": {
    means:
      "A discriminator chooses a schema by one property. The schemas do not require it, but a value without it cannot be chosen and is refused.",
    mend: "Add the property to `required`.",
  },
  "discriminator-unused": {
    means: "A discriminator names schemas by their names in `components.schemas`. The members here have none, so nothing can be chosen.",
    mend: "Make each member a reference to an object of `components.schemas`.",
  },
  "discriminator-alone": {
    means:
      "A schema with a discriminator and without `oneOf` does not know its heirs. What they add is not checked where this schema is asked for.",
    mend: "Refer to a `oneOf` of the schemas that inherit it.",
  },
  "schema-beside-reference": {
    means: "In draft-07, which AsyncAPI follows, all that stands beside `$ref` is ignored.",
    mend: "Put the reference into `allOf`, and what stood beside it next to `allOf`.",
  },
  "schema-no-type": {
    means:
      "Keywords such as `properties` and `maxLength` speak of one type only. Without `type`, values of all other types are valid, and the generated type allows them.",
    mend: "Add the `type`.",
  },
  "schema-impossible": {
    means: "The keywords contradict each other, so no value is valid, and every message with it is refused.",
    mend: "Remove one side of the contradiction.",
  },
  "schema-endless": {
    means: "The schema is defined by nothing but itself. A value never comes to an end of it.",
    mend: "Put a property or an item between the schema and itself, or write out what it is.",
  },
  "schema-family": {
    means:
      "A parent lists its children in `oneOf`, and the children include the parent by `allOf`. By the letter that is endless; it is read as it is meant.",
    mend: "Move what the children share into a schema of its own.",
  },
  "schema-proto": {
    means: "In JavaScript, an object's `__proto__` is what it inherits from, so no property can have that name.",
    mend: "Rename the property.",
  },
  "schema-format-unsupported": {
    means: "The schema is written in a language that boost-gen does not read, so its type is `unknown` and every value is valid.",
    mend: "Describe it as an AsyncAPI schema, JSON Schema, an OpenAPI schema or Avro.",
  },
  "pattern-invalid": {
    means: "A `pattern` is a regular expression of JavaScript, and this text is none.",
    mend: "Rewrite it without inline flags, possessive quantifiers, `\\A` and `\\Z`.",
  },
  "pattern-foreign": {
    means: "The expression comes from another language. JavaScript would read it without an error and match something else.",
    mend: "Write `^` for `\\A`, `$` for `\\Z` or `\\z`, and `[A-Za-z]` for `[[:alpha:]]`.",
  },
  "pattern-not-unicode": {
    means:
      "The expression is valid only in JavaScript's old mode, in which a character outside the basic plane, such as an emoji, counts as two.",
    mend: "Escape the lone bracket, or remove the needless backslash.",
  },
  "pattern-slow": {
    means:
      "The expression refers back to what it matched, which only trying can find. Some texts would take very long; a text that takes too long is refused.",
    mend: "Say it without `\\1` and the like, or limit the text with `maxLength`, which is looked at first.",
  },
  "formats-unchecked": {
    means:
      "`format` is a remark by default, as in draft-07: a text of another form is accepted when it is received. What is published is always checked.",
    mend: "Write `x-boost: { formats: assert }` at the root, on a channel or on a message if received texts shall be checked.",
  },
  "formats-unknown": {
    means: "`formats: assert` checks the formats that it knows, and the document names another one.",
    mend: "Correct the name, or say the form with a `pattern`.",
  },
  "schema-reference-role": {
    means: "The reference leads to a message, a parameter or another object that is no schema, so it says nothing about a value.",
    mend: "Refer to the schema in it, for example to the payload of the message.",
  },
  "schema-name-taken": {
    means: "Two exports of the output cannot have one name, so this schema is called otherwise.",
    mend: "Rename the schema in the document if you want to choose its name.",
  },
};
