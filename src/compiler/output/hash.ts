import { hash } from "node:crypto";

/** SHA-256 in base64url. Line ends count as LF: a checkout that turns them into CRLF is no edit, and generated text holds no bare CR. */
export function contentHash(bytes: Buffer): string {
  return hash("sha256", bytes.includes(13) ? Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1") : bytes, "base64url");
}

const known = new Map<string, string>();
const mostKnown = 10_000;

/** The same of a text; kept, because with `--watch` nearly all of them come again. */
export function textHash(text: string): string {
  const found = known.get(text);
  if (found !== undefined) return found;
  if (known.size >= mostKnown) known.clear();
  const made = contentHash(Buffer.from(text, "utf8"));
  known.set(text, made);
  return made;
}
