const hidden = "•••";

/** Longer texts are not looked through for values. */
const longest = 256 * 1024;

/** Names of payload fields whose values nobody is to see; what is shown of a payload, or was made of one, goes through here. */
export class Mask {
  /** As they were given. */
  readonly names: readonly string[];

  constructor(names: readonly string[]) {
    this.names = names;
  }

  /** A field, or a header, of this name is not shown. */
  hides(name: string): boolean {
    return this.names.includes(name);
  }

  /** The value with what stands under these names left out of sight, at any depth. */
  value(value: unknown): unknown {
    if (this.names.length === 0) return value;
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.hides(name) ? hidden : this.value(inner)]));
  }

  /** What was said of this value, without what stands under these names in it: errors, keys and ids repeat it. */
  text(text: string, value: unknown): string {
    if (this.names.length === 0) return text;
    return this.#under(value)
      .sort((a, b) => b.length - a.length)
      .reduce((rest, secret) => rest.replaceAll(secret, hidden), text);
  }

  /** What was said of a value that is not known, or has no names: any part of it may be what nobody is to see. */
  unknown(text: string): string {
    return this.names.length === 0 ? text : hidden;
  }

  /** What was said of a message with this body. */
  said(body: Uint8Array | null): (text: string) => string {
    if (this.names.length === 0) return (text) => text;
    try {
      if (body === null || body.length > longest) return (text) => this.unknown(text);
      const value: unknown = JSON.parse(new TextDecoder().decode(body));
      return (text) => this.text(text, value);
    } catch {
      return (text) => this.unknown(text);
    }
  }

  #under(value: unknown, isHidden = false): string[] {
    if (Array.isArray(value)) return value.flatMap((item) => this.#under(item, isHidden));
    if (isRecord(value)) return Object.entries(value).flatMap(([name, inner]) => this.#under(inner, isHidden || this.hides(name)));
    if (!isHidden || value === null || value === "" || typeof value === "boolean" || value === undefined) return [];
    // A text inside JSON has its marks escaped.
    return typeof value === "string" ? [value, JSON.stringify(value).slice(1, -1)] : [String(value)];
  }
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
