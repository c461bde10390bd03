/** One fenced block of a page. */
export interface Block {
  /** `src/guide/start.md:12`: the line of its first fence. */
  readonly at: string;
  readonly language: string;
  /** What stands behind the language, word by word. */
  readonly words: readonly string[];
  /** Texts that its run must show: `shows="dead letter"`. */
  readonly shows: readonly string[];
  /** Real servers are there for it. */
  readonly isServed: boolean;
  /** Ends with a line end. */
  readonly text: string;
}

export interface Page {
  /** From the root of the repository. */
  readonly file: string;
  readonly blocks: readonly Block[];
  /** How its project begins: `init` with these words, `bare`, or `clone`. */
  readonly project: readonly string[];
  /** From the comment that names them on. */
  readonly servers: readonly string[];
  /** Names that live on servers which others share: the run puts others in their place. */
  readonly unique: readonly string[];
}

const fence = /^```(\S*)\s*(.*)$/;

export function readPage(file: string, text: string): Page {
  return {
    file,
    blocks: blocksOf(file, text.split("\n")),
    project: setting(text, "project") ?? ["init"],
    servers: setting(text, "servers") ?? [],
    unique: setting(text, "unique") ?? [],
  };
}

/** `<!-- servers: kafka temporal -->` */
function setting(text: string, name: string): readonly string[] | undefined {
  return new RegExp(`^<!-- ${name}: (.*) -->$`, "m").exec(text)?.[1]?.split(" ");
}

function blocksOf(file: string, lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  let isServed = false;
  let begun: { readonly line: number; readonly language: string; readonly info: string } | undefined;
  for (const [index, line] of lines.entries()) {
    if (/^\s+(```|~~~)|^~~~/.test(line)) throw new Error(`${file}:${index + 1}: a fence is three backticks at the beginning of a line`);
    const [found, language = "", info = ""] = fence.exec(line) ?? [];
    const [, hidden] = /^<!-- \$ (.*) -->$/.exec(line) ?? [];
    if (hidden !== undefined)
      blocks.push({ at: `${file}:${index + 1}`, language: "console", words: [], shows: [], isServed, text: `$ ${hidden}\n` });
    isServed ||= line.startsWith("<!-- servers:");
    if (found === undefined) continue;
    if (info.includes("`")) throw new Error(`${file}:${index + 1}: a backtick behind a fence makes it none`);
    if (begun === undefined) {
      begun = { line: index + 1, language, info };
      continue;
    }
    blocks.push({
      at: `${file}:${begun.line}`,
      language: begun.language,
      words: begun.info
        .replace(/\bshows="[^"]*"/g, "")
        .split(" ")
        .filter((word) => word !== ""),
      shows: [...begun.info.matchAll(/\bshows="([^"]*)"/g)].map(([, shown = ""]) => shown),
      isServed,
      text: `${lines.slice(begun.line, index).join("\n")}\n`,
    });
    begun = undefined;
  }
  if (begun !== undefined) throw new Error(`${file}:${begun.line}: the block has no end`);
  return blocks;
}
