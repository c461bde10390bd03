import { type Code, encoded } from "./code.ts";
import { quoted } from "./quoted.ts";

/** `new RegExp("…", "u")`. Compiled here once, so that importing generated code never throws. @throws SyntaxError */
export function regExp(source: string, flags: "u" | ""): Code {
  new RegExp(source, flags);
  return encoded(flags === "" ? `new RegExp(${quoted(source)})` : `new RegExp(${quoted(source)}, "u")`);
}
