/** As much of a regular expression as a judgement about its running time takes. */
export type PatternNode =
  | { readonly kind: "characters"; readonly source: string }
  | { readonly kind: "empty" }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "choice"; readonly options: readonly PatternNode[] }
  | { readonly kind: "repeat"; readonly body: PatternNode; readonly least: number; readonly most: number; readonly source: string };

/** The tree of a pattern that compiles. Assertions and back references count as empty. */
export function parsePattern(source: string): PatternNode {
  let at = 0;

  const choice = (): PatternNode => {
    const options = [sequence()];
    while (source[at] === "|") {
      at++;
      options.push(sequence());
    }
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: "choice", options };
  };

  const sequence = (): PatternNode => {
    const parts: PatternNode[] = [];
    while (at < source.length && source[at] !== "|" && source[at] !== ")") parts.push(repeated());
    return { kind: "sequence", parts };
  };

  const repeated = (): PatternNode => {
    const start = at;
    const body = atom();
    const [text = "", least, comma, most] = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(source.slice(at)) ?? [];
    if (text === "") return body;
    at += text.length;
    return { kind: "repeat", body, ...limits(text, least, comma, most), source: source.slice(start, at) };
  };

  const atom = (): PatternNode => {
    if (source[at] === "(") return group();
    const [text = ""] =
      /^(?:\[(?:\\[^]|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|k<[^>]*>|[^])|[^])/u.exec(
        source.slice(at),
      ) ?? [];
    at += text.length;
    return /^(?:[$^]|\\[bB]|\\[1-9]|\\k)/.test(text) ? { kind: "empty" } : { kind: "characters", source: text };
  };

  const group = (): PatternNode => {
    const [opening = "("] = /^\((?:\?(?:[:=!]|<[=!]|<[^>]*>))?/.exec(source.slice(at)) ?? [];
    at += opening.length;
    const inner = choice();
    at++;
    return /^\(\?<?[=!]/.test(opening) ? { kind: "empty" } : inner;
  };

  return choice();
}

function limits(
  text: string,
  least: string | undefined,
  comma: string | undefined,
  most: string | undefined,
): { readonly least: number; readonly most: number } {
  if (least === undefined) return { least: text.startsWith("+") ? 1 : 0, most: text.startsWith("?") ? 1 : Number.POSITIVE_INFINITY };
  if (comma === "") return { least: Number(least), most: Number(least) };
  return { least: Number(least), most: most === "" || most === undefined ? Number.POSITIVE_INFINITY : Number(most) };
}
