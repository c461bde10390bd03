/** Bytes of a text in base64, padded or not; `undefined` where it is none. Node alone skips what it does not know, and less arrives than was sent. */
export function fromBase64(text: string): Buffer | undefined {
  const [, digits, padding = ""] = /^([A-Za-z0-9+/_-]*)(={0,2})$/.exec(text) ?? [];
  if (digits === undefined || digits.length % 4 === 1) return undefined;
  return padding === "" || (digits.length + padding.length) % 4 === 0 ? Buffer.from(digits, "base64") : undefined;
}
