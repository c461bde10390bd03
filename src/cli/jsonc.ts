import { DiagnosticSink } from "../compiler/diagnostics/index.ts";
import { defaultLimits } from "../compiler/document/limits.ts";
import { readJson } from "../compiler/document/text/read-json.ts";
import { TreeBuilder } from "../compiler/document/text/tree-builder.ts";
import { Source } from "../compiler/document/tree/source.ts";
import { saidOf } from "./said-of.ts";

/** Neither kind goes on past its end, whatever follows: the mark that closes an object may also stand in a comment. */
const comment = /\/\/[^\n\r]*(?![^\n\r])|\/\*(?:[^*]|\*(?!\/))*\*\//.source;
const string = /"(?:[^"\\]|\\.)*"/.source;
const token = new RegExp(`${string}|(?<dropped>${comment}|,(?=(?:\\s|${comment})*[}\\]]))|[^"/,]+|[^]`, "g");

/** JSON with comments and trailing commas, as tsconfig.json has it. Throws a `SyntaxError` that says line and column. */
export function parseJsonc(text: string): unknown {
  const blank = (dropped: string): string => dropped.replace(/[^\n]/g, " ");
  const json = text
    .replace(/^\uFEFF/, " ")
    .replace(token, (found, dropped: string | undefined) => (dropped === undefined ? found : blank(dropped)));
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new SyntaxError(sentenceOf(saidOf(error), json));
  }
}

/** Node's words without the position, which not all of its versions tell, and in front of them the line and column where our own reader stops. */
function sentenceOf(message: string, text: string): string {
  const reading = readJson(text, () => new TreeBuilder(new Source("", "", text), new DiagnosticSink(), defaultLimits));
  const before = text.slice(0, "unusualAt" in reading ? reading.unusualAt : 0).split("\n");
  const said = message.replace(/, (?:\.\.\.)?".*$/s, "").replace(/(?: in JSON)?(?: at position \d+.*)?$/s, "");
  return `line ${before.length}, column ${(before.at(-1) ?? "").length + 1}: ${said}`;
}
