/** Foreign values as plain data that can be printed: whatever a handler throws or logs, bounded, and reading it never throws. */
import { types } from "node:util";

const longestText = 8_192;
const deepest = 6;
const mostMembers = 100;
/** Values, and units of text, in all: many short ones are large too. */
const mostValues = 2_000;
const mostText = 65_536;

/** At most `length` UTF-16 units, cut between code points, with the number of those left out. */
export function shortened(text: string, length = longestText): string {
  if (text.length <= length) return text;
  const end = text.charCodeAt(length - 1) >= 0xd800 && text.charCodeAt(length - 1) <= 0xdbff ? length - 1 : length;
  return `${text.slice(0, end)}… (${text.length - end} characters more)`;
}

/** A copy of JSON values: errors as name, message, stack and cause; what is circular, too deep, too much or cannot be read is named. */
export function printable(value: unknown): unknown {
  return new Printer().print(value, 0);
}

class Printer {
  readonly #above = new Set<object>();
  #values = 0;
  #room = mostText;

  print(value: unknown, depth: number): unknown {
    if (typeof value === "string") return this.#text(value);
    if (typeof value === "bigint") return shortened(value.toString());
    if (typeof value === "symbol") return String(value);
    if (typeof value === "function") return undefined;
    if (typeof value !== "object" || value === null) return value;
    if (types.isProxy(value)) return "[proxy]";
    if (this.#above.has(value)) return "[circular]";
    this.#values += 1;
    if (depth >= deepest || this.#values > mostValues) return Array.isArray(value) ? "[list]" : "[object]";
    this.#above.add(value);
    try {
      return this.#object(value, depth + 1);
    } catch (error) {
      return `[unreadable: ${messageOf(error)}]`;
    } finally {
      this.#above.delete(value);
    }
  }

  #text(text: string): string {
    const printed = shortened(text, Math.min(longestText, Math.max(64, this.#room)));
    this.#room -= printed.length;
    return printed;
  }

  #object(value: object, depth: number): unknown {
    if (types.isNativeError(value) || value instanceof Error) return this.#error(value, depth);
    if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
    if (value instanceof Map) return this.#record([...value].slice(0, mostMembers + 1), value.size, depth);
    if (Array.isArray(value) || value instanceof Set) return this.#list(value, depth);
    const toJson: unknown = (value as { readonly toJSON?: unknown }).toJSON;
    if (typeof toJson === "function") return this.print(toJson.call(value), depth);
    const keys = Object.keys(value);
    return this.#record(
      keys.slice(0, mostMembers).map((key) => [key, member(value, key)]),
      keys.length,
      depth,
    );
  }

  #error(error: object, depth: number): unknown {
    const names = ["name", "message", "stack", "code", "cause", "errors"].filter((name) => member(error, name) !== undefined);
    return this.#record(
      names.map((name) => [name, member(error, name)]),
      names.length,
      depth,
    );
  }

  #list(values: Iterable<unknown> & ({ readonly length: number } | { readonly size: number }), depth: number): unknown[] {
    const count = "length" in values ? values.length : values.size;
    const first: unknown[] = [];
    for (const value of values) {
      if (first.length === mostMembers) break;
      first.push(this.print(value, depth) ?? null);
    }
    return count > mostMembers ? [...first, `… (${count - mostMembers} more)`] : first;
  }

  #record(entries: readonly (readonly [unknown, unknown])[], count: number, depth: number): unknown {
    const record: Record<string, unknown> = Object.create(null);
    for (const [key, value] of entries.slice(0, mostMembers)) record[shortened(String(key), 256)] = this.print(value, depth);
    if (count > mostMembers) record["…"] = `${count - mostMembers} more`;
    return record;
  }
}

function member(value: object, key: string): unknown {
  try {
    return (value as { readonly [key: string]: unknown })[key];
  } catch (error) {
    return `[unreadable: ${messageOf(error)}]`;
  }
}

function messageOf(error: unknown): string {
  try {
    const message: unknown = types.isNativeError(error) ? error.message : error;
    return typeof message === "string" ? shortened(message, 256) : "no reason given";
  } catch {
    return "no reason given";
  }
}
