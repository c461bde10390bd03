import type { rulesTable } from "../../../compiler/diagnostics/tables/rules.ts";
import type { Meanings } from "../meaning.ts";

export const rulesMeanings: Meanings<typeof rulesTable> = {
  "security-scheme-missing": {
    means: "The security of a server or an operation names schemes of `components/securitySchemes`; there is none of this name.",
    mend: "Correct the name, or describe the scheme.",
  },
  "security-scope-missing": {
    means: "The scopes that are asked for must be among those that the scheme describes.",
    mend: "Correct the scope, or add it to the scheme.",
  },
  "parameter-undescribed": {
    means: "A name in braces in an address is a parameter, and each parameter is described.",
    mend: "Add it to `parameters` (of a server: `variables`).",
  },
  "parameter-unused": {
    means: "A parameter is described whose name does not stand in braces in the address, so it can have no value.",
    mend: "Remove it, or write its name in braces into the address.",
  },
  "channel-server-missing": {
    means: "The channel says on which servers it is, and one of them does not exist.",
    mend: "Correct the name, or describe the server.",
  },
  "channel-name": {
    means: "In AsyncAPI 2 the name of a channel is its address. `?` and `#` would begin a query or a fragment.",
    mend: "Describe what varies as parameters, or in the bindings.",
  },
  "id-repeated": {
    means: "`operationId` and `messageId` are names for the whole document, so each stands once.",
    mend: "Rename one of them.",
  },
  "tag-repeated": {
    means: "A tag stands once in a list.",
    mend: "Remove one of the two.",
  },
  "operation-channel-elsewhere": {
    means:
      "An operation refers to a channel of the root's `channels`. A channel that stands only in `components` is not part of the application.",
    mend: "Put a reference to it into `channels`, and refer to that.",
  },
  "channel-server-elsewhere": {
    means: "A channel refers to servers of the root's `servers`. A server that stands only in `components` is not part of the application.",
    mend: "Put a reference to it into `servers`, and refer to that.",
  },
  "operation-message-elsewhere": {
    means: "The messages of an operation are some of its channel's, so they are referred to through the channel.",
    mend: "Refer to `#/channels/<channel>/messages/<message>`; add the message to the channel if it is not there.",
  },
  "example-invalid": {
    means: "An example or a default does not fit its own schema. Readers, tests and `boost-gen try` would take what no receiver accepts.",
    mend: "Correct the example, or the schema.",
  },
  "example-doubtful": {
    means: "An example does not fit its own schema, at a place where AsyncAPI does not require it to.",
    mend: "Correct the example, or the schema.",
  },
  "too-many-channels": {
    means: "A document has a bounded number of channels, so that compiling it takes bounded time.",
    mend: "Split the document by service.",
  },
  "too-many-enum-values": {
    means: "An `enum` becomes a union of types, and TypeScript does not take one of any size.",
    mend: "Describe the values with a type and a pattern.",
  },
  "parser-extension": {
    means:
      "Extensions that begin with `x-parser-` are notes of AsyncAPI's parser; the document was printed by a tool. They mean nothing to boost-gen.",
    mend: "Remove them, or compile the document that a person wrote.",
  },
};
