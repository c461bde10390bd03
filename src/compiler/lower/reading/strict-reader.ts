import { type DiagnosticSink, suggest } from "../../diagnostics/index.ts";
import type { DocumentNode } from "../../document/node.ts";

/** Reads one object of an extension: wrong types are reported at their place, and `end` reports the keys that nobody asked for. */
export class StrictReader {
  readonly node: DocumentNode;
  readonly where: string;
  readonly sink: DiagnosticSink;
  readonly #asked = new Set<string>();

  constructor(node: DocumentNode, where: string, sink: DiagnosticSink) {
    this.node = node;
    this.where = where;
    this.sink = sink;
    if (node.kind !== "object") this.#wrong(node, where, "an object");
  }

  has(key: string): boolean {
    this.#asked.add(key);
    return this.#get(key) !== undefined;
  }

  /** The node under a key, whatever it holds; references followed. */
  any(key: string): DocumentNode | undefined {
    this.#asked.add(key);
    return this.#get(key)?.resolve();
  }

  string(key: string): string | undefined {
    return this.#read(key, "a text", (node) => (typeof node.value === "string" && node.value !== "" ? node.value : undefined));
  }

  boolean(key: string): boolean | undefined {
    return this.#read(key, "true or false", (node) => (typeof node.value === "boolean" ? node.value : undefined));
  }

  integer(key: string, least: number, most: number = Number.MAX_SAFE_INTEGER): number | undefined {
    const wanted = most === Number.MAX_SAFE_INTEGER ? `a whole number from ${least}` : `a whole number from ${least} to ${most}`;
    return this.#read(key, wanted, ({ value }) =>
      typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most ? value : undefined,
    );
  }

  number(key: string, least: number): number | undefined {
    return this.#read(key, `a number from ${least}`, ({ value }) => (typeof value === "number" && value >= least ? value : undefined));
  }

  choice<const Choice extends string>(key: string, choices: readonly Choice[]): Choice | undefined {
    return this.#read(key, choices.map((choice) => `\`${choice}\``).join(" or "), ({ value }) =>
      choices.find((choice) => choice === value),
    );
  }

  /** Milliseconds. `250ms`, `30s`, `5m`, `1h`, `2d`. */
  duration(key: string, least = 0, most: number = longestDuration): number | undefined {
    const limit = `${least === 0 ? "" : ` of at least ${least}ms`}${most === longestDuration ? "" : `${least === 0 ? " of" : " and"} at most ${Math.floor(most / 86_400_000)}d`}`;
    return this.#read(key, `a duration${limit} such as 500ms, 30s, 5m, 1h or 2d`, (node) => {
      const milliseconds = durationOf(node.value);
      return milliseconds !== undefined && milliseconds >= least && milliseconds <= most ? milliseconds : undefined;
    });
  }

  /** For types that only one key has: `wanted` completes "must be …". */
  read<T>(key: string, wanted: string, parse: (node: DocumentNode) => T | undefined): T | undefined {
    return this.#read(key, wanted, parse);
  }

  object(key: string): StrictReader | undefined {
    this.#asked.add(key);
    const node = this.#get(key)?.resolve();
    return node === undefined ? undefined : new StrictReader(node, `${this.where}.${key}`, this.sink);
  }

  /** A JSON Schema: an object, or true or false. */
  schema(key: string): DocumentNode | undefined {
    this.#asked.add(key);
    const node = this.#get(key);
    const { kind } = node?.resolve() ?? {};
    if (node === undefined || kind === "object" || kind === "boolean") return node;
    this.#wrong(node.resolve(), `${this.where}.${key}`, "a JSON Schema");
    return undefined;
  }

  missing(key: string): void {
    this.sink.report("extension-missing", this.node, { key, where: this.where });
  }

  unused(problem: string, key: string): void {
    this.sink.report("extension-unused", this.#get(key) ?? this.node, { problem }, { part: "key" });
  }

  combination(problem: string, instead: string, key?: string): void {
    this.sink.report("extension-combination", (key === undefined ? undefined : this.#get(key)) ?? this.node, { problem, instead });
  }

  /** Call last. `also` are keys that somebody else reads. */
  end(also: readonly string[] = []): void {
    const known = [...this.#asked, ...also];
    if (this.node.kind !== "object") return;
    for (const [key, value] of this.node.entries()) {
      if (known.includes(key)) continue;
      this.sink.report("extension-key", value, { key, where: this.where, suggestion: suggest(key, known), known }, { part: "key" });
    }
  }

  #get(key: string): DocumentNode | undefined {
    return this.node.kind === "object" ? this.node.get(key) : undefined;
  }

  #read<T>(key: string, wanted: string, parse: (node: DocumentNode) => T | undefined): T | undefined {
    this.#asked.add(key);
    const node = this.#get(key)?.resolve();
    if (node === undefined) return undefined;
    const value = parse(node);
    if (value === undefined) this.#wrong(node, `${this.where}.${key}`, wanted);
    return value;
  }

  #wrong(node: DocumentNode, key: string, wanted: string): void {
    this.sink.report("extension-type", node, { key, wanted, found: found(node) });
  }
}

function found(node: DocumentNode): string {
  if (node.kind === "object") return "an object";
  if (node.kind === "array") return "a list";
  return JSON.stringify(node.value);
}

/** Timers of Node count milliseconds in 32 bits; a longer one would fire at once. */
export const longestTimer = 2 ** 31 - 1;
/** Ten years: a longer one is a mistake. */
const longestDuration = 3_650 * 86_400_000;

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function durationOf(value: unknown): number | undefined {
  const match = typeof value === "string" ? /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h|d)$/.exec(value) : null;
  const unit = units[match?.[2] ?? ""];
  if (match === null || unit === undefined) return undefined;
  const milliseconds = Number(match[1]) * unit;
  return Number.isSafeInteger(milliseconds) ? milliseconds : Math.round(milliseconds);
}
