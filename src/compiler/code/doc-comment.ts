import { withoutUserInfo } from "../ground/without-credentials.ts";
import { annotation, type Code, encoded, nothing } from "./code.ts";

/** A tag that we write ourselves; its text is made harmless like any other. */
export interface DocTag {
  readonly tag: "generated" | "deprecated" | "see" | "example" | "default" | "remarks";
  readonly text?: string;
}

/**
 * `/** … *\/` from a text of the document (lines broken where it breaks them) and tags of ours. Nothing in the text can end the comment,
 * start a tag, switch a tool (`@ts-nocheck`, `eslint-disable`, source maps) or change the direction of the source. Empty when there is nothing to say.
 */
export function docComment(text: string | undefined, tags: readonly DocTag[] = []): Code {
  const body = textLines(text ?? "");
  const tagged = tags.map(({ tag, text: rest }) =>
    rest === undefined || rest === "" ? `@${tag}` : `@${tag} ${textLines(rest).join(" ")}`.trimEnd(),
  );
  const all = [...body, ...(body.length > 0 && tagged.length > 0 && body.length > 1 ? [""] : []), ...tagged];
  return all.length === 0 ? nothing : annotation(encoded(commentLines(all).join("\n")));
}

/** The comment of lines that `docLines` made harmless; none where there are none. */
export function commentLines(lines: readonly string[]): readonly string[] {
  const [only] = lines;
  if (only === undefined) return [];
  if (lines.length === 1) return [`/** ${only} */`];
  return ["/**", ...lines.map((line) => (line === "" ? " *" : ` * ${line}`)), " */"];
}

/** Lines of a text of the document, made harmless, for a doc comment that `commentLines` frames later. */
export function docLines(text: string | undefined): readonly string[] {
  return textLines(text ?? "");
}

function textLines(text: string): readonly string[] {
  const lines = text.split(/\r\n|[\n\r\u000b\u000c\u0085\u2028\u2029]/).map(harmless);
  while (lines.at(-1) === "") lines.pop();
  while (lines[0] === "") lines.shift();
  return lines;
}

/** Letters, digits and a little punctuation, and no first word that some tool listens to: nothing to be done, and the nine of ten lines that are so cost one look. */
const plain = /^(?!istanbul|c8|v8|webpack)[A-Za-z0-9][A-Za-z0-9 ,.;()'"]*(?<! )$/;

function harmless(line: string): string {
  if (plain.test(line)) return line;
  // Stars would have to be escaped.
  return withoutUserInfo(line, () => "…")
    .replace(/\t/g, "  ")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, "")
    .trimEnd()
    .replace(/\*(?=\/)/g, "*\\")
    .replace(/\/(?=\*)/g, "/\\")
    .replace(/[@#](?=__|\s*source(?:Mapping)?URL)/g, (sign) => `\\${sign}`)
    .replace(
      /^(\s*\**\s*)(?=@|#(?!#{0,5} )|\/\/|(?:eslint|biome|prettier|tslint|jshint|jslint|oxlint|deno|dprint)[-:]|(?:istanbul|c8|v8) ignore|node:coverage|webpack[A-Z]|ts-(?:ignore|nocheck|expect))/,
      "$1\\",
    );
}
