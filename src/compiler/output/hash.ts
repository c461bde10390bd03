import { hash } from "node:crypto";

/** SHA-256 in base64url. Line ends count as LF: a checkout that turns them into CRLF is no edit, and generated text holds no bare CR. */
export function contentHash(bytes: Buffer): string {
  return hash("sha256", bytes.includes(13) ? Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1") : bytes, "base64url");
}

/** The same of a text that is not on the disk yet. */
export function textHash(text: string): string {
  return contentHash(Buffer.from(text, "utf8"));
}
