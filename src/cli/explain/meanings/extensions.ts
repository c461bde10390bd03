import type { extensionTable } from "../../../compiler/diagnostics/tables/extensions.ts";
import type { Meanings } from "../meaning.ts";

export const extensionMeanings: Meanings<typeof extensionTable> = {
  "extension-key": {
    means:
      "`x-boost` and `x-temporal` have a fixed set of keys. One that nobody reads would be a setting without effect, so it is refused.",
    mend: "Correct the key, or move it to the place where it belongs.",
  },
  "extension-type": {
    means: "The option takes another kind of value, or one inside other bounds.",
    mend: "Write it as the sentence says. A duration is `500ms`, `30s`, `5m`, `1h` or `2d`.",
  },
  "extension-missing": {
    means: "The rule cannot act without this key.",
    mend: "Add it. `workflowId` names what there is one workflow for.",
  },
  "extension-combination": {
    means:
      "Two options contradict each other, or one has no meaning with the other. What holds after root, operation and code are merged is looked at.",
    mend: "Do what the help says.",
  },
  "extension-unused": {
    means: "The option is valid and has no effect here, for example because the server speaks another protocol.",
    mend: "Remove it, or move it to where it acts.",
  },
  "extension-misplaced": {
    means: "`x-boost` or `x-temporal` stands where nobody reads it.",
    mend: "Move it to one of the places in the help.",
  },
  "extension-misspelt": {
    means:
      "An extension is called almost like one of boost-gen's. AsyncAPI allows any name with `x-`, so it would be ignored without a word.",
    mend: "Correct the name.",
  },
  "expression-syntax": {
    means: "The text is no runtime expression, or not one that boost-gen evaluates.",
    mend: "Write `{$message.payload#/pointer}`, `{$message.header#/name}`, `{$message.key}`, `{$message.id}` or `{$channel.parameter.name}`.",
  },
  "expression-impossible": {
    means: "The expression leads to nothing that the schema of the message describes, so no valid message would have a value there.",
    mend: "Correct the pointer, or describe the property.",
  },
  "condition-property": {
    means: "`when` asks for a property that the message does not describe. It is most likely misspelt, and the condition would never hold.",
    mend: "Correct the name, or describe the property.",
  },
  "condition-value": {
    means: "`when` asks for a value that no valid message has there, so the condition never holds.",
    mend: "Compare it with the `enum` or `const` of the schema.",
  },
  "expression-optional": {
    means: "The property may be absent, and then there is nothing to make the id of. Such a message goes to the dead letter.",
    mend: "Make it required in the schema, or let `when` ask for it.",
  },
  "expression-type": {
    means: "Ids and addresses are text. A list, an object, null or a number with a fraction has no one form as text.",
    mend: "Refer to a string, an integer or a boolean.",
  },
  "expression-doubtful": {
    means: "The property may have a type that cannot become part of a text. A message in which it has goes to the dead letter.",
    mend: "Narrow its type in the schema.",
  },
  "workflow-id-shared": {
    means: "Two workflows have ids of one form. Temporal knows a workflow by its id, so where two are equal the second one does not start.",
    mend: "Begin the ids of each with a word of its own, as in `order-` and `invoice-`.",
  },
  "workflow-id-types": {
    means:
      "The value may be the text `5` or the number 5, which must not be one workflow, so what is no string is marked. Another message never marks it, and they do not meet.",
    mend: "Give the property one type, the same in both messages.",
  },
  "workflow-id-constant": {
    means: "The id has nothing of the message in it, so the first message starts the workflow and all others find it taken.",
    mend: "Put something of the message into the id, in braces: `order-{$message.payload#/id}`.",
  },
};
