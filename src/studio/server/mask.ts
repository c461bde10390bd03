import { createHmac, randomBytes } from "node:crypto";

const hidden = "•••";

/** Longer texts are not looked through for values. */
const longest = 256 * 1024;

/** Names of payload fields whose values nobody is to see; what is shown of a payload, or was made of one, goes through here. */
export class Mask {
  /** As they were given. */
  readonly names: readonly string[];
  readonly #key = randomBytes(32);

  constructor(names: readonly string[]) {
    this.names = names;
  }

  /** A field, or a header, of this name is not shown. */
  hides(name: string): boolean {
    return this.names.includes(name);
  }

  /** The value with what stands under these names left out of sight, at any depth, also where its other texts repeat it. */
  value(value: unknown): unknown {
    return this.names.length === 0 ? value : this.#open(value, this.#secrets(value));
  }

  /** What was said of this value, without what stands under these names in it: errors, keys and ids repeat it. */
  text(text: string, value: unknown): string {
    return this.names.length === 0 ? text : without(this.#secrets(value), text);
  }

  /** An answer about this value: all of its texts without what stands under these names in it. */
  answer<Answer>(answer: Answer, value: unknown): Answer {
    if (this.names.length === 0) return answer;
    const secrets = this.#secrets(value);
    return eachText(answer, (text) => without(secrets, text)) as Answer;
  }

  /** What was said of a value that is not known, or has no names: any part of it may be what nobody is to see. */
  unknown(text: string): string {
    return this.names.length === 0 ? text : hidden;
  }

  /** What an id is known by where it may be made of what nobody is to see: nobody gets back from it, not even by trying all card numbers. */
  standIn(id: string): string {
    return this.names.length === 0 ? id : createHmac("sha256", this.#key).update(id).digest("base64url").slice(0, 22);
  }

  /** What was said of a message with this body. */
  said(body: Uint8Array | null): (text: string) => string {
    if (this.names.length === 0) return (text) => text;
    try {
      if (body === null || body.length > longest) return (text) => this.unknown(text);
      const value: unknown = JSON.parse(new TextDecoder().decode(body));
      const secrets = this.#secrets(value);
      return (text) => without(secrets, text);
    } catch {
      return (text) => this.unknown(text);
    }
  }

  /** The longest first: one may be a part of another. */
  #secrets(value: unknown): readonly string[] {
    return [...new Set(this.#under(value))].sort((a, b) => b.length - a.length);
  }

  #open(value: unknown, secrets: readonly string[]): unknown {
    if (typeof value === "string") return without(secrets, value);
    if (Array.isArray(value)) return value.map((item) => this.#open(item, secrets));
    if (!isRecord(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.hides(name) ? hidden : this.#open(inner, secrets)]));
  }

  #under(value: unknown, isHidden = false): string[] {
    if (Array.isArray(value)) return value.flatMap((item) => this.#under(item, isHidden));
    if (isRecord(value)) return Object.entries(value).flatMap(([name, inner]) => this.#under(inner, isHidden || this.hides(name)));
    if (!isHidden || value === null || value === "" || typeof value === "boolean" || value === undefined) return [];
    // A text inside JSON has its marks escaped.
    return typeof value === "string" ? [value, JSON.stringify(value).slice(1, -1)] : [String(value)];
  }
}

function without(secrets: readonly string[], text: string): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, hidden), text);
}

/** What the page is told by, in words of ours. */
const ownWords = new Set(["tone", "word", "status"]);

function eachText(answer: unknown, safe: (text: string) => string): unknown {
  if (typeof answer === "string") return safe(answer);
  if (Array.isArray(answer)) return answer.map((item) => eachText(item, safe));
  if (!isRecord(answer)) return answer;
  return Object.fromEntries(Object.entries(answer).map(([name, inner]) => [name, ownWords.has(name) ? inner : eachText(inner, safe)]));
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
