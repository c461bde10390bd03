/** Documents of the corpus on which we do not say what the official parser says, each with the reason. */
export const differences: Readonly<Record<string, { readonly ours: "valid" | "invalid"; readonly reason: string }>> = {
  "documents/asyncapi-parser-js/_embedded/packages/parser/test/old-api/asyncapi.spec.ts__6.json": {
    ours: "invalid",
    reason:
      "A document as the parser's old version saved it, with the text `$ref:$.components…` where a schema recurs; the parser reads its own notes (x-parser-spec-stringified), which no other tool should trust.",
  },
  "documents/asyncapi-parser-js/_embedded/packages/parser/test/old-api/asyncapi.spec.ts__7.json": {
    ours: "invalid",
    reason: "As the one before.",
  },
  "documents/zenwave-sdk/zenwave-sdk-test-resources/src/main/resources/io/zenwave360/sdk/resources/asyncapi/v2/asyncapi-javaType.yml": {
    ours: "valid",
    reason:
      "The corpus was recorded by a parser that refused Avro without a plug-in; version 3.6.3 warns, and calls the document valid as we do. What a document with Avro cannot do is said when it is compiled.",
  },
  "documents/zenwave-sdk/zenwave-sdk-test-resources/src/main/resources/io/zenwave360/sdk/resources/asyncapi/v2/asyncapi-shoping-cart.yml": {
    ours: "valid",
    reason: "As the one before.",
  },
};

/** Documents that the official parser accepts and that we do not compile, with the codes of our complaints. */
export const refused: Readonly<Record<string, { readonly codes: readonly string[]; readonly reason: string }>> = {
  "documents/asyncapi-parser-js/_embedded/packages/parser/test/old-api/asyncapi.spec.ts__6.json": {
    codes: ["structure-type"],
    reason: "Already refused when it is read, see above.",
  },
  "documents/asyncapi-parser-js/_embedded/packages/parser/test/old-api/asyncapi.spec.ts__7.json": {
    codes: ["structure-type"],
    reason: "Already refused when it is read, see above.",
  },
  "documents/zenwave-sdk/plugins/asyncapi-generator/src/test/resources/asyncapi-avro/asyncapi.yml": {
    codes: ["avro-unknown-type"],
    reason: "Its Avro files use records that no file of the document defines; the official parser does not read Avro.",
  },
  "documents/zenwave-sdk/plugins/asyncapi-generator/src/test/resources/shopping-cart-1/asyncapi.yml": {
    codes: ["avro-unknown-type"],
    reason: "As the one before.",
  },
  "documents/zenwave-sdk/plugins/asyncapi-generator/src/test/resources/shopping-cart-2/asyncapi.yml": {
    codes: ["avro-unknown-type"],
    reason: "As the one before.",
  },
  "documents/zenwave-sdk/plugins/asyncapi-ops/src/test/resources/asyncapi-bundling/asyncapi.yml": {
    codes: ["avro-unknown-type"],
    reason: "As the one before.",
  },
};
