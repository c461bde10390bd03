import type { JsonValue } from "../../src/compiler/document/index.ts";

/** What stands in place of a text and of a property's name; `index` makes each different from all others. */
export interface Strings {
  readonly text: (index: number) => string;
  readonly name: (index: number) => string;
}

export const harmless: Strings = { text: (index) => `text ${index}`, name: (index) => `key ${index}` };

const attack = "globalThis.__pwn=1";
const texts: readonly ((index: number) => string)[] = [
  (index) => `x */ ${attack}; /* ${index}`,
  (index) => `\`\${${attack}}\` ${index}`,
  (index) => `"; ${attack}; //${index}`,
  (index) => `'; ${attack}; //${index}`,
  (index) => `\\${index}\\`,
  (index) => `a\u2028${attack}\u2029${index}`,
  (index) => `\r\n${attack} // ${index}\n`,
  (index) => `@ts-nocheck ${index}`,
  (index) => `/// <reference path="/etc/passwd" /> ${index}`,
  (index) => `//# sourceMappingURL=data:${index}`,
  (index) => `</script><!-- ${index} -->`,
  (index) => `{{constructor}} {{{x}}} {{#each}} <%= ${index} %>`,
  (index) => `$& $1 $$ $\` ${index}`,
  (index) => `\ud800 ${index}`,
  (index) => `\u202e\u0000 ${index}`,
  (index) => `](javascript:${index}) \`\`\` | <img onerror=${attack}>`,
  (index) => `${"long ".repeat(400)}${index}`,
];
const names: readonly ((index: number) => string)[] = [
  (index) => `a"]: 1, [(${attack})]: "${index}`,
  (index) => `a: string }; ${attack}; interface C${index} { b`,
  (index) => `\`\${${attack}}\`${index}`,
  (index) => `x */ ${attack} /* ${index}`,
  (index) => `'); ${attack}; ('${index}`,
  (index) => `back\\slash\\${index}`,
  (index) => `line\nbreak ${index}`,
  (index) => `${index} \u{1f44d} комета`,
  (index) => `{{constructor}} ${index}`,
  (index) => `$&${index}`,
  (index) => `class ${index}`,
];
const pick = (from: typeof texts, index: number): string => from[index % from.length]?.(index) ?? "";

export const hostile: Strings = { text: (index) => pick(texts, index), name: (index) => pick(names, index) };

/** Say something to people or are compared as values; everything else of a document has a grammar. */
const freeTexts: ReadonlySet<string> = new Set(["title", "description", "summary", "default", "const", "enum", "examples", "example"]);
/** Described by schemas of their own, or not ours. */
const untouched: ReadonlySet<string> = new Set(["bindings", "security", "securitySchemes", "flows", "correlationId", "correlationIds"]);

/** The document with every free string replaced; equal strings stay equal, so that what refers to a value or a property still does. */
export function withStrings(document: JsonValue, { text, name }: Strings): JsonValue {
  const known = { text: new Map<string, string>(), name: new Map<string, string>() };
  const replaced = (kind: "text" | "name", original: string): string => {
    const found = known[kind].get(original);
    if (found !== undefined) return found;
    const made = (kind === "text" ? text : name)(known[kind].size);
    known[kind].set(original, made);
    return made;
  };
  const everyText = (value: JsonValue): JsonValue => {
    if (typeof value === "string") return replaced("text", value);
    if (isList(value)) return value.map(everyText);
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, everyText(inner)]));
  };
  const walk = (value: JsonValue): JsonValue => {
    if (isList(value)) return value.map(walk);
    if (!isRecord(value)) return value;
    // Extensions have expressions that name properties.
    const members = Object.entries(value).filter(([key]) => !key.startsWith("x-"));
    return Object.fromEntries(members.map(([key, inner]) => [key, member(key, inner)]));
  };
  const member = (key: string, inner: JsonValue): JsonValue => {
    if (untouched.has(key)) return inner;
    if (key === "properties" && isRecord(inner))
      return Object.fromEntries(Object.entries(inner).map(([property, schema]) => [replaced("name", property), walk(schema)]));
    if (key === "required" && isList(inner)) return inner.map((entry) => (typeof entry === "string" ? replaced("name", entry) : entry));
    if (key === "discriminator" && typeof inner === "string") return replaced("name", inner);
    // A schema may describe a property of such a name.
    if (freeTexts.has(key) && !(isRecord(inner) && (Object.hasOwn(inner, "type") || Object.hasOwn(inner, "$ref")))) return everyText(inner);
    return walk(inner);
  };
  return walk(document);
}

function isList(value: JsonValue): value is readonly JsonValue[] & JsonValue {
  return Array.isArray(value);
}

function isRecord(value: JsonValue): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
