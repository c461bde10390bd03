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

/** What a reader wants, and the pages for it in the order of reading; the README's last table has the same. */
export const guideParts: readonly { readonly want: string; readonly topics: readonly string[] }[] = [
  { want: "begin", topics: ["start", "document", "handlers", "workflows", "testing"] },
  { want: "look something up", topics: ["x-boost", "x-temporal", "start-options", "expressions", "api"] },
  { want: "know your broker", topics: ["kafka", "rabbitmq", "redis", "formats", "payloads", "neighbours"] },
  { want: "run it", topics: ["operating", "kubernetes", "regeneration"] },
  { want: "fit it in", topics: ["modules", "from-faststream", "from-nestjs", "from-the-codegen-project"] },
  { want: "trust it", topics: ["promises", "limits"] },
];

/** In the package beside the bundle, in the repository beside the sources. */
function folder(): string {
  const places = ["../guide/", "../../guide/"].map((place) => fileURLToPath(new URL(place, import.meta.url)));
  return places.find((place) => existsSync(place)) ?? "";
}

/** In the order of reading. */
export function guidePages(from: string = folder()): readonly GuidePage[] {
  const files = readdirSync(from).filter((name) => name.endsWith(".md"));
  const order = new Set([...guideParts.flatMap(({ topics }) => topics), ...files.map((name) => name.slice(0, -".md".length)).sort()]);
  return [...order].map((topic) => pageOf(topic, readFileSync(`${from}/${topic}.md`, "utf8")));
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
