import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { plainText } from "./inline.ts";
import { parseMarkdown } from "./markdown.ts";

/** A page of the guide. */
export interface GuidePage {
  /** The word that opens it; the file's name without `.md`. */
  readonly topic: string;
  readonly title: string;
  /** What the reader has at its end: the first sentence. */
  readonly summary: string;
  readonly text: string;
}

/** In the package beside the bundle, in the repository beside the sources. */
function folder(): string {
  const places = ["../guide/", "../../guide/"].map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return places.find((place) => existsSync(place)) ?? "";
}

export function guidePages(from: string = folder()): readonly GuidePage[] {
  return readdirSync(from)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => pageOf(name.slice(0, -".md".length), readFileSync(`${from}/${name}`, "utf8")));
}

function pageOf(topic: string, text: string): GuidePage {
  const blocks = parseMarkdown(text);
  const title = blocks.find((block) => block.kind === "heading");
  const first = blocks.find((block) => block.kind === "paragraph");
  const prose = first?.kind === "paragraph" ? plainText(first.text) : "";
  return {
    topic,
    title: title?.kind === "heading" ? plainText(title.text) : topic,
    summary: /^[^]*?[.!?:](?=\s|$)/.exec(prose)?.[0].replace(/:$/, ".") ?? prose,
    text,
  };
}
