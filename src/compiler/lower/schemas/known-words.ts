import { editDistance, suggest } from "../../diagnostics/index.ts";

/** Keywords that are read here. */
const read =
  "type enum const minLength maxLength pattern format minimum maximum exclusiveMinimum exclusiveMaximum multipleOf items additionalItems minItems maxItems uniqueItems contains properties required additionalProperties patternProperties propertyNames minProperties maxProperties dependencies allOf anyOf oneOf not if then else $ref title description deprecated readOnly examples default definitions discriminator externalDocs".split(
    " ",
  );

/** Words of other drafts, of OpenAPI and of well-known tools, which somebody may have meant. */
const foreign =
  "$schema $id id $anchor $comment $defs $dynamicRef $dynamicAnchor $recursiveRef $recursiveAnchor $vocabulary prefixItems unevaluatedProperties unevaluatedItems dependentRequired dependentSchemas minContains maxContains contentMediaType contentEncoding contentSchema writeOnly nullable example xml extends disallow divisibleBy optional patternRequired formatMinimum formatMaximum formatExclusiveMinimum formatExclusiveMaximum errorMessage javaType existingJavaType javaInterfaces tsType markdownDescription enumNames enumDescriptions defaultSnippets name summary tags schema schemaFormat".split(
    " ",
  );

const words: ReadonlySet<string> = new Set([...read, ...foreign]);

export function isKnownWord(word: string): boolean {
  return words.has(word) || word.startsWith("x-");
}

/** Short words are near to anything: `note` is no `not`. */
const candidates = read.filter((word) => word.length > 3);

/** The keyword that a word is a slip of: one letter off, of longer words two, or another case. */
export function misspelt(word: string): string | undefined {
  if (isKnownWord(word)) return undefined;
  const bare = word.toLowerCase().replace(/[^a-z]/g, "");
  const same = read.find((keyword) => keyword.toLowerCase().replace("$", "") === bare);
  if (same !== undefined) return same;
  const near = suggest(word, candidates);
  return near !== undefined && editDistance(word.toLowerCase(), near.toLowerCase()) <= (near.length > 5 ? 2 : 1) ? near : undefined;
}
