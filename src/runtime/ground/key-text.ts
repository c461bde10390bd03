import { isUtf8 } from "node:buffer";

/** In front of a key that is not text. */
const mark = "base64:";

/**
 * A key's bytes as text, two different keys never as one: what is not UTF-8 becomes `base64:` and its bytes, and so does the rare text
 * that begins with this mark itself.
 */
export function keyText(key: Uint8Array): string {
  const bytes = Buffer.from(key.buffer, key.byteOffset, key.byteLength);
  const text = isUtf8(bytes) ? bytes.toString("utf8") : undefined;
  return text === undefined || text.startsWith(mark) ? `${mark}${bytes.toString("base64")}` : text;
}
