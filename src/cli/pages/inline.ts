/** A run of characters with one look. */
export interface Span {
  readonly text: string;
  readonly look: "plain" | "strong" | "code" | "link";
  /** Where a link leads. */
  readonly target?: string;
}

const codeSpan = /^(`+)([^]*?[^`])\1(?!`)/;
const strong = /^\*\*(?=\S)([^]*?\S)\*\*/;
const emphasis = /^([*_])(?=\S)([^]*?\S)\1(?![\p{L}\p{N}])/u;
const link = /^!?\[((?:`[^`]*`|[^\]`])*)\]\(([^)\s]*)(?:\s+"[^"]*")?\)/;
const autolink = /^<(https?:[^>\s]+)>/;

/** Code, bold text and links; emphasis is printed as it is said, without its marks. */
export function inline(text: string): readonly Span[] {
  const spans: Span[] = [];
  let plain = "";
  const push = (...found: readonly Span[]): void => {
    if (plain !== "") spans.push({ text: plain, look: "plain" });
    plain = "";
    spans.push(...found);
  };
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at);
    const isWordBefore = /[\p{L}\p{N}]/u.test(text[at - 1] ?? "");
    const [match = "", taken] = read(rest, isWordBefore);
    if (match !== "") {
      push(...taken);
      at += match.length;
    } else if (/^\\[\\`*_{}[\]()#+\-.!|<>~]/.test(rest)) {
      plain += rest[1];
      at += 2;
    } else {
      plain += rest[0];
      at += 1;
    }
  }
  push();
  return spans;
}

function read(rest: string, isWordBefore: boolean): readonly [string, readonly Span[]] {
  const code = codeSpan.exec(rest);
  if (code !== null) return [code[0], [{ text: (code[2] ?? "").replace(/^ (.*[^ ].*) $/, "$1"), look: "code" }]];
  const bold = strong.exec(rest);
  if (bold !== null)
    return [bold[0], inline(bold[1] ?? "").map((span) => (span.look === "plain" ? { ...span, look: "strong" as const } : span))];
  const linked = link.exec(rest);
  if (linked !== null) return [linked[0], [{ text: plainText(inline(linked[1] ?? "")), look: "link", target: linked[2] ?? "" }]];
  const address = autolink.exec(rest);
  if (address !== null) return [address[0], [{ text: address[1] ?? "", look: "link", target: address[1] ?? "" }]];
  const stressed = isWordBefore ? null : emphasis.exec(rest);
  return stressed === null ? ["", []] : [stressed[0], inline(stressed[2] ?? "")];
}

export function plainText(spans: readonly Span[]): string {
  return spans.map(({ text }) => text).join("");
}
