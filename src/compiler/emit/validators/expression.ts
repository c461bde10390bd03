import { type Code, call, code, regExp, stringLiteral } from "../../code/index.ts";
import type { Pattern } from "../../model/index.ts";
import { json } from "./kind.ts";

/** A pattern as a regular expression: JavaScript's own where that takes bounded time on any text, else one of ours. */
export function expression({ source, flags, bounded }: Pattern): Code {
  if (!bounded) return regExp(source, flags);
  return call(code`${json}.pattern`, stringLiteral(source), ...(flags === "u" ? [] : [stringLiteral(flags)]));
}
