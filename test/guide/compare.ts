/**
 * Whether a page shows what a command printed. In what is shown `…` stands for anything within a line, a line of its own for any lines;
 * times are not compared.
 */
export function showsOutput(shown: string, printed: string): boolean {
  const pattern = settled(shown)
    .split("\n")
    .map((line) => (line.trim() === "…" ? "(?:.*\\n)*?" : `${line.split("…").map(escaped).join(".*?")}\\n`))
    .join("");
  return new RegExp(`^${pattern}$`).test(`${settled(printed)}\n`);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

function settled(text: string): string {
  return text
    .replace(/\b\d+\.\d s\b/g, "0.0 s")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/^\n+|\s+$/g, "");
}
