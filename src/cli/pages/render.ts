import { assertNever } from "../../compiler/ground/assert-never.ts";
import type { Paint } from "../terminal.ts";
import type { Span } from "./inline.ts";
import { type Block, parseMarkdown } from "./markdown.ts";
import { printTable } from "./table.ts";
import { wrap } from "./wrap.ts";

/** Longer lines of prose are hard to read, however wide the screen is. */
const widestProse = 100;
const defaultWidth = 80;

/** A page for a terminal of `width` columns, without a line break at its end. */
export function renderPage(
  markdown: string,
  { width = defaultWidth, paint }: { readonly width?: number | undefined; readonly paint: Paint },
): string {
  return blocks(parseMarkdown(markdown), Math.max(20, width), paint).join("\n");
}

function blocks(list: readonly Block[], width: number, paint: Paint): readonly string[] {
  return list.flatMap((block, index) => {
    const lines = print(block, width, paint);
    return index === 0 ? lines : ["", ...lines];
  });
}

function print(block: Block, width: number, paint: Paint): readonly string[] {
  const prose = Math.min(width, widestProse);
  switch (block.kind) {
    case "heading":
      return headingLines(block.level, block.text, prose, paint);
    case "paragraph":
      return wrap(withTargets(block.text), prose, paint).map(({ text }) => text);
    case "code":
      return block.lines.map((line) => `    ${codeLine(line, block.language, paint)}`.trimEnd());
    case "quote":
      return blocks(block.blocks, width - 2, paint).map((line) => `${paint("grey", "│")} ${line}`);
    case "table":
      return printTable(
        block.header.map(withTargets),
        block.rows.map((row) => row.map(withTargets)),
        width,
        paint,
      );
    case "list":
      return block.items.flatMap(({ mark, blocks: inner }) => {
        const indent = " ".repeat(mark.length + 1);
        const isTight = inner.every(({ kind }, index) => kind === "list" || (kind === "paragraph" && index === 0));
        const lines = isTight
          ? inner.flatMap((each) => print(each, width - indent.length, paint))
          : blocks(inner, width - indent.length, paint);
        return lines.map((line, index) => (index === 0 ? `${mark} ${line}` : line === "" ? "" : indent + line));
      });
    default:
      return assertNever(block);
  }
}

/** The title and the sections have a line below them, so that they are seen where nothing is bold. */
function headingLines(level: number, text: readonly Span[], width: number, paint: Paint): readonly string[] {
  const inside: Paint = (_, each) => each;
  const lines = wrap(text, width, inside);
  const rule = level > 2 ? [] : [paint("grey", (level === 1 ? "═" : "─").repeat(Math.max(...lines.map((line) => line.width))))];
  return [...lines.map((line) => paint("bold", line.text)), ...rule];
}

/** What is typed stands out of what comes back. */
function codeLine(line: string, language: string, paint: Paint): string {
  if (language === "console" && line.startsWith("$ ")) return paint("bold", line);
  if (language === "diff" && /^[-+]/.test(line)) return paint(line.startsWith("+") ? "green" : "red", line);
  return line;
}

/** A link says where it leads: a page of the guide by the word that opens it, an address as it is; what lies in the repository only is left out. */
function withTargets(spans: readonly Span[]): readonly Span[] {
  return spans.flatMap((span) => {
    if (span.look !== "link") return [span];
    const target = span.target ?? "";
    const [, page] = /^(?:\.\/)?([\w-]+)\.md(?:#.*)?$/.exec(target) ?? [];
    if (page !== undefined) return [span, { text: ` (guide ${page})`, look: "plain" as const }];
    if (/^https?:/.test(target) && target !== span.text) return [span, { text: ` (${target})`, look: "plain" as const }];
    return /^(?:https?:|#)/.test(target) ? [span] : [{ text: span.text, look: "plain" as const }];
  });
}
