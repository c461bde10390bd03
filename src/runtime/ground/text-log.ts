import type { Logger } from "./logger.ts";
import { printable, shortened } from "./printable.ts";

/** What a person looks for first; of the rest as many as there is room for. */
const first = ["operation", "subscriber", "workflowId", "key", "position", "attempt", "cause", "httpPort"];
const mostFields = 3;
/** Repeated on every line of a process, or already said by the line's text. */
const silent: ReadonlySet<string> = new Set(["app", "error", "id", "runId"]);

/** One line for a person at a terminal: time of day, level, text, and the few fields that matter; a stack below an error. */
export function textLogger(write: (line: string) => void): Logger {
  const print = (level: keyof Logger, fields: object, message: string): void => {
    const { error, ...plain } = printable(fields) as { readonly [name: string]: unknown };
    const time = new Date().toTimeString().slice(0, 8);
    const shown = fieldsOf(plain).map(([name, value]) => ` ${name}=${value}`);
    write(`${time} ${level.toUpperCase().padEnd(5)} ${harmless(message)}${shown.join("")}\n${level === "error" ? stackOf(error) : ""}`);
  };
  return {
    debug: (fields, message) => print("debug", fields, message),
    info: (fields, message) => print("info", fields, message),
    warn: (fields, message) => print("warn", fields, message),
    error: (fields, message) => print("error", fields, message),
  };
}

/** A user's own fields come before those that we put there. */
function fieldsOf(fields: { readonly [name: string]: unknown }): readonly (readonly [string, string])[] {
  const rank = (name: string): number => (first.includes(name) ? first.indexOf(name) : -1);
  return Object.entries(fields)
    .filter(([name]) => !silent.has(name))
    .flatMap(([name, value]): (readonly [string, string])[] => {
      const text = wordOf(value);
      return text === undefined ? [] : [[harmless(name), text]];
    })
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .slice(0, mostFields);
}

/** Plain values, and lists of them or of things with a name; `undefined` for what would not fit into a line. */
function wordOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) {
    const words = value.map(wordOf);
    return words.length === 0 || words.includes(undefined) ? undefined : words.join(",");
  }
  if (typeof value === "object") return "name" in value ? wordOf(value.name) : undefined;
  const text = shortened(harmless(String(value)), 200);
  return /[\s"=]/.test(text) ? JSON.stringify(text) : text;
}

function stackOf(error: unknown): string {
  const stack = typeof error === "object" && error !== null && "stack" in error ? error.stack : undefined;
  if (typeof stack !== "string") return "";
  const lines = stack.split("\n").filter((line) => /^\s+at /.test(line));
  return lines.map((line) => `    ${harmless(line.trim())}\n`).join("");
}

/** Text from outside moves no cursor and hides nothing. */
function harmless(text: string): string {
  return escaped(text.replace(/[\n\t]/g, " "));
}

/** As JSON writes them: control characters, of which JSON leaves some as they are, and those that change the direction of a line. */
export function escaped(text: string): string {
  return text.replace(
    /[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}
