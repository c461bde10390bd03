import { inline, type Span } from "./inline.ts";

/** What pages are made of: the part of Markdown that the guide uses. */
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly text: readonly Span[] }
  | { readonly kind: "paragraph"; readonly text: readonly Span[] }
  | { readonly kind: "list"; readonly items: readonly ListItem[] }
  | { readonly kind: "code"; readonly language: string; readonly lines: readonly string[] }
  | { readonly kind: "table"; readonly header: readonly Cell[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: "quote"; readonly blocks: readonly Block[] };

export interface ListItem {
  /** `-`, or its number with a dot. */
  readonly mark: string;
  readonly blocks: readonly Block[];
}

export type Cell = readonly Span[];

/** Comments are left out: they mark what a test writes. */
export function parseMarkdown(text: string): readonly Block[] {
  return blocksOf(text.replace(/^<!--[^]*?-->\n?/gm, "").split(/\r?\n/));
}

const itemStart = /^(\s*)([-*]|\d+[.)])\s+(.*)$/;
const fenceStart = /^(\s*)(`{3,}|~{3,})\s*(\S*)/;
const heading = /^(#{1,6})\s+(.*?)\s*#*$/;

function blocksOf(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    const [, marks, title = ""] = heading.exec(line) ?? [];
    let end = at + 1;
    if (line.trim() === "") {
      at = end;
      continue;
    }
    if (fenceStart.test(line)) {
      end = endOfFence(lines, at);
      blocks.push(code(lines.slice(at, end)));
    } else if (marks !== undefined) blocks.push({ kind: "heading", level: marks.length, text: inline(title) });
    else if (isTable(lines, at)) {
      end = endWhere(lines, at, (each) => !each.trim().startsWith("|"));
      blocks.push(table(lines.slice(at, end)));
    } else if (itemStart.test(line)) {
      end = endOfList(lines, at);
      blocks.push({ kind: "list", items: itemsOf(lines.slice(at, end)) });
    } else if (line.startsWith(">")) {
      end = endWhere(lines, at, (each) => !each.startsWith(">"));
      blocks.push({ kind: "quote", blocks: blocksOf(lines.slice(at, end).map((each) => each.replace(/^> ?/, ""))) });
    } else {
      end = endWhere(lines, at + 1, (each) => each.trim() === "" || startsBlock(each));
      blocks.push({
        kind: "paragraph",
        text: inline(
          lines
            .slice(at, end)
            .map((each) => each.trim())
            .join(" "),
        ),
      });
    }
    at = end;
  }
  return blocks;
}

function startsBlock(line: string): boolean {
  return fenceStart.test(line) || heading.test(line) || itemStart.test(line) || line.startsWith(">") || line.startsWith("|");
}

function endWhere(lines: readonly string[], from: number, isOver: (line: string) => boolean): number {
  const found = lines.findIndex((line, index) => index >= from && isOver(line));
  return found === -1 ? lines.length : found;
}

/** After the line that closes it; a fence that nothing closes reaches to the end. */
function endOfFence(lines: readonly string[], at: number): number {
  const [, , fence = ""] = fenceStart.exec(lines[at] ?? "") ?? [];
  const close = endWhere(lines, at + 1, (line) => line.trim().startsWith(fence) && /^[`~]+$/.test(line.trim()));
  return Math.min(lines.length, close + 1);
}

function code(lines: readonly string[]): Block {
  const [first = "", ...rest] = lines;
  const [, indent = "", fence = "", language = ""] = fenceStart.exec(first) ?? [];
  const body = rest.at(-1)?.trim().startsWith(fence) === true ? rest.slice(0, -1) : rest;
  return { kind: "code", language, lines: body.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart())) };
}

function isTable(lines: readonly string[], at: number): boolean {
  return (lines[at] ?? "").trim().startsWith("|") && /^\s*\|[\s:|-]+\|\s*$/.test(lines[at + 1] ?? "");
}

function table(lines: readonly string[]): Block {
  const [header = [], , ...rows] = lines.map(cells);
  return { kind: "table", header, rows };
}

/** `\|` is a bar in a cell. */
function cells(line: string): readonly Cell[] {
  const inner = line.trim().replace(/^\||\|$/g, "");
  return inner.split(/(?<!\\)\|/).map((cell) => inline(cell.replaceAll("\\|", "|").trim()));
}

/** A list goes on over blank lines as long as what follows is indented or a further item. */
function endOfList(lines: readonly string[], at: number): number {
  let end = at + 1;
  for (let next = end; next < lines.length; next += 1) {
    const line = lines[next] ?? "";
    if (line.trim() === "") continue;
    const isBehindBlank = (lines[next - 1] ?? "").trim() === "";
    if (!itemStart.test(line) && !/^\s/.test(line) && (isBehindBlank || startsBlock(line))) break;
    end = next + 1;
  }
  return end;
}

function itemsOf(lines: readonly string[]): readonly ListItem[] {
  const items: { mark: string; lines: string[]; indent: number }[] = [];
  for (const line of lines) {
    const [, indent = "", mark = "", text = ""] = itemStart.exec(line) ?? [];
    const current = items.at(-1);
    if (mark !== "" && (current === undefined || indent.length < current.indent)) {
      items.push({ mark: /\d/.test(mark) ? mark : "-", lines: [text], indent: indent.length + 1 + mark.length });
    } else current?.lines.push(line.slice(0, current.indent).trim() === "" ? line.slice(current.indent) : line.trimStart());
  }
  return items.map((item) => ({ mark: item.mark, blocks: blocksOf(item.lines) }));
}
