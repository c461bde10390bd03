import type { Documented, Entry, Export } from "./surface.ts";

/** The page of the guide that lists what the package exports. */
export function apiPage(entries: readonly Entry[]): string {
  const seen = new Set<string>();
  return `${[
    "# API",
    "Every export of the package with what its declaration says, as an editor shows it on hover. Times are milliseconds unless a sentence says otherwise.",
    "`BOOST_UPDATE=1 npm test -- packaging/api` writes this page. A test fails where an export or a member has no sentence.",
    ...entries.flatMap((entry) => [
      `## \`boost-gen/${entry.name}\``,
      entry.doc,
      ...entry.exports.flatMap((each) => exportLines(each, seen)),
    ]),
  ]
    .filter((block) => block !== "")
    .join("\n\n")}\n`;
}

/** What several entries export is described once; of what only generated code uses, a sentence is enough. */
function exportLines({ name, kind, signature, doc, members, place }: Export, seen: Set<string>): readonly string[] {
  const title = `### \`${name}\``;
  if (seen.has(place)) return [title, "As above."];
  seen.add(place);
  if (/^src\/runtime\/schema\/(?!validator)/.test(place)) return [title, `For generated code. ${sentences(doc)}`];
  const whole = kind === "function" || kind === "value" || (kind === "type" && members.length === 0) ? [`\`${signature}\``] : [];
  return [title, ...whole, sentences(doc), members.map(memberLine).join("\n")];
}

function memberLine({ signature, doc }: Documented): string {
  return `- \`${signature}\`: ${sentences(doc).replaceAll("\n", "\n  ")}`;
}

function sentences(doc: string): string {
  const [said = "", thrown] = doc.split(/\s*@throws\s+/);
  return [said, ...(thrown === undefined ? [] : [`Throws ${thrown.replace(/\.?$/, ".")}`])].filter((each) => each !== "").join(" ");
}
